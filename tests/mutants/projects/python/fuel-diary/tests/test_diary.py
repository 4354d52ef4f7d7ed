import unittest

from fueldiary.diary import Diary, Fill, parse

LINES = [
    "# the white van",
    "2026-01-30 1000 mi 40 l 140 p",
    "",
    "2026-02-02 1400 mi 45.5 l 150 p",
    "2026-02-20 1500 mi 10 l 145 p",
    "2026-02-21 1450 mi 10 l 145 p",
    "hello",
]


class ParseTest(unittest.TestCase):
    def test_a_line_is_a_fill(self):
        self.assertEqual(parse(" 2026-01-30 1000 mi 40.5 l 140 p\n"), Fill((2026, 1, 30), 1000, 40.5, 140))

    def test_other_lines_are_none(self):
        for line in ("", "2026-13-01 1 mi 1 l 1 p", "2026-01-32 1 mi 1 l 1 p", "2026-01-01 1 mi 121 l 1 p", "2026-01-01 1 mi 0 l 1 p"):
            with self.subTest(line=line), self.assertRaises(ValueError):
                parse(line)


class DiaryTest(unittest.TestCase):
    def setUp(self):
        self.diary = Diary(LINES)

    def test_keeps_what_can_be_read(self):
        self.assertEqual(len(self.diary.fills), 3)
        self.assertEqual(len(self.diary.problems), 2)
        self.assertTrue(self.diary.problems[0].startswith("6: "))

    def test_costs(self):
        self.assertEqual(self.diary.fills[0].cost, 5600)
        self.assertEqual(self.diary.by_month(), {(2026, 1): 5600, (2026, 2): 6825 + 1450})

    def test_dearest(self):
        self.assertEqual([fill.miles for fill in self.diary.dearest(2)], [1400, 1000])

    def test_consumption(self):
        self.assertEqual(self.diary.miles(), 500)
        self.assertAlmostEqual(self.diary.miles_a_gallon(), 41.0)

    def test_one_fill_says_nothing(self):
        diary = Diary(LINES[:2])
        self.assertEqual(diary.miles(), 0)
        self.assertIsNone(diary.miles_a_gallon())

    def test_longest_gap(self):
        self.assertEqual(self.diary.longest_gap(), 400)


if __name__ == "__main__":
    unittest.main()
