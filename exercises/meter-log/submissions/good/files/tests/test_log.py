# @@ from 2
# @@ 6
import pytest

# @@ end
from meterlog import log


def test_one_line():
    assert log.readings(["hall 2.5\n"]) == [("hall", 2.5)]


# @@ 4
def test_comments_and_empty_lines():
    assert log.readings(["# May\n", "\n", "hall 1\n"]) == [("hall", 1.0)]


# @@ end
# @@ 6
@pytest.mark.parametrize("line", ["hall", "front hall 3", "hall much"])
def test_other_lines_are_refused(line):
    with pytest.raises(log.BadReading):
        log.readings(["hall 1\n", line])


# @@ end
# @@ 8
def test_totals_of_two_rooms():
    assert log.totals([("hall", 1), ("attic", 2), ("hall", 3)]) == {"hall": 4, "attic": 2}


# @@ end
# @@ 10
def test_means():
    assert log.means([("hall", 1), ("hall", 2), ("attic", 5)]) == {"hall": 1.5, "attic": 5}


# @@ end
# @@ 12
def test_ranking():
    assert log.ranking({"hall": 1, "attic": 2, "bath": 2}) == ["attic", "bath", "hall"]


# @@ end
