import pytest
from shelf import NoneLeft, Shelf, busiest, summary


def test_put_counts_copies():
    assert Shelf().put("Emma", 2) == 2


def test_lend_says_what_is_left():
    shelf = Shelf()
    shelf.put("Emma", 2)
    assert shelf.lend("Emma", "Ada") == 1


def test_nothing_left_to_lend():
    shelf = Shelf()
    shelf.put("Emma")
    shelf.lend("Emma", "Ada")
    with pytest.raises(NoneLeft):
        shelf.lend("Emma", "Bo")


def test_given_back_can_be_lent_again():
    shelf = Shelf()
    shelf.put("Emma")
    shelf.lend("Emma", "Ada")
    shelf.give_back("Emma", "Ada")
    assert shelf.lend("Emma", "Bo") == 0


def test_lent_names_readers():
    shelf = Shelf()
    shelf.put("Emma", 2)
    shelf.lend("Emma", "Ada")
    assert shelf.lent() == {"Emma": ["Ada"]}


def test_summary_of_one_title():
    shelf = Shelf()
    shelf.put("Emma", 2)
    assert summary(shelf) == [{"title": "Emma", "copies": 2, "lent": 0}]
    assert busiest(shelf) is None
