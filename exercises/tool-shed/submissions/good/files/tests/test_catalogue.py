# @@ from 4
import pytest

from toolshed import Catalogue


def test_refused_tools_take_no_number():
    catalogue = Catalogue()
    for name, fee in [("", 1), ("  ", 1), ("Axe", -1)]:
        with pytest.raises(ValueError):
            catalogue.add(name, fee)
    assert catalogue.add("Axe", 0) == 1


def test_only_known_numbers_have_a_tool():
    catalogue = Catalogue()
    catalogue.add("Axe", 5)
    assert catalogue.get(1).daily_fee == 5
    for number in (0, 2):
        with pytest.raises(KeyError):
            catalogue.get(number)
# @@ 14


def test_every_word_counts():
    catalogue = Catalogue()
    for name in ["Long ladder", "Short Ladder", "Axe"]:
        catalogue.add(name, 5)
    assert [tool.number for tool in catalogue.search("LADDER long")] == [1]
    assert [tool.number for tool in catalogue.search("")] == [3, 1, 2]
# @@ end
