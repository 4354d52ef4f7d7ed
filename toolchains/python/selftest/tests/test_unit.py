import unittest

from sign import sign


class Sign(unittest.TestCase):
    def test_unittest(self):
        self.assertEqual(sign(3), 1)
