import pytest

from meterlog.log import BadReading, means, ranking, readings, totals


def test_comments_and_empty_lines_are_passed_over():
    assert readings(["# May\n", "\n", "hall 2.5\n"]) == [("hall", 2.5)]


def test_other_lines_are_refused():
    with pytest.raises(BadReading):
        readings(["hall much\n"])


def test_totals():
    assert totals([("hall", 1), ("attic", 2), ("hall", 3)]) == {"hall": 4, "attic": 2}


def test_means():
    assert means([("hall", 1), ("hall", 2)]) == {"hall": 1.5}


def test_ranking():
    assert ranking({"hall": 1, "attic": 2}) == ["attic", "hall"]
