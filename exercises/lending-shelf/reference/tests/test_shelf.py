import pytest

from shelf import NoneLeft, Shelf, busiest, summary


@pytest.fixture
def shelf():
    made = Shelf()
    made.put("Emma", 2)
    made.put("Dune")
    return made


def test_put_adds_up(shelf):
    assert shelf.put("Emma") == 3
    with pytest.raises(ValueError):
        shelf.put("Emma", 0)


def test_lend_until_none_is_left(shelf):
    assert shelf.lend("Dune", "Ada") == 0
    with pytest.raises(NoneLeft):
        shelf.lend("Dune", "Bo")


def test_give_back(shelf):
    shelf.lend("Emma", "Ada")
    shelf.give_back("Emma", "Ada")
    assert shelf.lent() == {}
    with pytest.raises(KeyError):
        shelf.give_back("Emma", "Ada")


def test_rows(shelf):
    shelf.lend("Emma", "Ada")
    assert summary(shelf)[1] == {"title": "Emma", "copies": 2, "lent": 1}
    assert busiest(shelf) == "Emma"
