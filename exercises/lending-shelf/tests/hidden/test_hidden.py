import pytest
from shelf import NoneLeft, Shelf, busiest, summary


def filled():
    shelf = Shelf()
    shelf.put("Middlemarch", 3)
    shelf.put("Dune")
    shelf.put("Beloved", 2)
    return shelf


def test_put_adds_to_what_is_there():
    shelf = filled()
    assert shelf.put("Dune", 4) == 5


def test_put_counts_lent_copies_too():
    shelf = filled()
    shelf.lend("Dune", "Kim")
    assert shelf.put("Dune") == 2


@pytest.mark.parametrize("copies", [0, -1])
def test_put_refuses_no_copies(copies):
    with pytest.raises(ValueError):
        Shelf().put("Dune", copies)


def test_lend_refuses_unknown_titles():
    with pytest.raises(KeyError):
        filled().lend("Ulysses", "Kim")


def test_lend_each_copy_once():
    shelf = filled()
    assert [shelf.lend("Middlemarch", name) for name in ("Kim", "Lee", "Kim")] == [2, 1, 0]
    with pytest.raises(NoneLeft):
        shelf.lend("Middlemarch", "Pat")


def test_give_back_refuses_strangers():
    shelf = filled()
    shelf.lend("Beloved", "Kim")
    with pytest.raises(KeyError):
        shelf.give_back("Beloved", "Lee")


def test_give_back_one_copy_of_two():
    shelf = filled()
    shelf.lend("Beloved", "Kim")
    shelf.lend("Beloved", "Kim")
    shelf.give_back("Beloved", "Kim")
    assert shelf.lend("Beloved", "Lee") == 0


def test_lent_keeps_the_order():
    shelf = filled()
    shelf.lend("Beloved", "Pat")
    shelf.lend("Beloved", "Kim")
    assert shelf.lent() == {"Beloved": ["Pat", "Kim"]}


def test_lent_is_no_way_in():
    shelf = filled()
    shelf.lend("Dune", "Kim")
    shelf.lent()["Dune"].clear()
    assert shelf.lent() == {"Dune": ["Kim"]}


def test_shelves_are_apart():
    one, other = filled(), Shelf()
    one.lend("Dune", "Kim")
    assert other.lent() == {}
    assert one.lent() == {"Dune": ["Kim"]}


def test_summary_is_sorted():
    shelf = filled()
    shelf.lend("Dune", "Kim")
    rows = [(row["title"], row["copies"], row["lent"]) for row in summary(shelf)]
    assert rows == [("Beloved", 2, 0), ("Dune", 1, 1), ("Middlemarch", 3, 0)]


def test_busiest_takes_the_first_of_several():
    shelf = filled()
    shelf.lend("Middlemarch", "Kim")
    shelf.lend("Beloved", "Kim")
    assert busiest(shelf) == "Beloved"
    shelf.lend("Middlemarch", "Lee")
    assert busiest(shelf) == "Middlemarch"
