import pytest

from quiznight import close_enough, distance, tidy


def test_tidy():
    assert tidy("The  Beatles!") == "beatles"
    assert tidy("the") == "the"
    assert tidy("An apple, a day") == "apple a day"


@pytest.mark.parametrize("first, second, steps", [("", "", 0), ("cat", "cat", 0), ("cat", "cart", 1), ("kitten", "sitting", 3), ("ab", "", 2)])
def test_distance(first, second, steps):
    assert distance(first, second) == steps


def test_close_enough():
    assert close_enough("beetles", "The Beatles")
    assert not close_enough("beets", "The Beatles")
    assert not close_enough("1967", "1966")
    assert not close_enough("", "Paris")
