# @@ from 2
# @@ 4
import pytest

# @@ end
import shelf


def test_copies_are_counted():
    made = shelf.Shelf()
    assert made.put("Emma") == 1
    assert made.put("Emma", 2) == 3


# @@ 4
@pytest.mark.parametrize("copies", [0, -3])
def test_no_copies_are_refused(copies):
    with pytest.raises(ValueError):
        shelf.Shelf().put("Emma", copies)


# @@ end
# @@ 6
def test_lending_ends_with_the_last_copy():
    made = shelf.Shelf()
    made.put("Emma", 2)
    assert made.lend("Emma", "Ada") == 1
    assert made.lend("Emma", "Bo") == 0
    with pytest.raises(shelf.NoneLeft):
        made.lend("Emma", "Cy")


def test_unknown_titles_are_not_lent():
    with pytest.raises(KeyError):
        shelf.Shelf().lend("Emma", "Ada")


# @@ end
# @@ 8
def test_only_who_has_a_copy_gives_it_back():
    made = shelf.Shelf()
    made.put("Emma")
    made.lend("Emma", "Ada")
    with pytest.raises(KeyError):
        made.give_back("Emma", "Bo")
    made.give_back("Emma", "Ada")
    assert made.lend("Emma", "Bo") == 0


# @@ end
# @@ 10
def test_readers_are_listed_in_order():
    made = shelf.Shelf()
    made.put("Emma", 2)
    made.put("Dune")
    made.lend("Emma", "Bo")
    made.lend("Emma", "Ada")
    assert made.lent() == {"Emma": ["Bo", "Ada"]}


# @@ end
# @@ 13
def test_summary_and_busiest():
    made = shelf.Shelf()
    assert shelf.busiest(made) is None
    made.put("Emma", 2)
    made.put("Dune")
    made.lend("Emma", "Ada")
    made.lend("Dune", "Ada")
    rows = shelf.summary(made)
    assert [row["title"] for row in rows] == ["Dune", "Emma"]
    assert rows[1] == {"title": "Emma", "copies": 2, "lent": 1}
    assert shelf.busiest(made) == "Dune"


# @@ end
