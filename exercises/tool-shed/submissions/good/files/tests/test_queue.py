# @@ from 22
import pytest
# @@ 24

from toolshed import Unavailable
# @@ end


def test_only_tools_that_are_out_are_reserved(desk, saturday):
    with pytest.raises(ValueError):
        desk.reserve(1, 2)
    desk.lend(1, 1, saturday)
    desk.reserve(1, 2)
    for member in (1, 2):
        with pytest.raises(ValueError):
            desk.reserve(1, member)
    assert desk.waiting(1) == [2]
# @@ 24


def test_the_first_who_waits_gets_the_tool(desk, saturday):
    desk.lend(1, 1, saturday)
    desk.reserve(1, 3)
    desk.reserve(1, 2)
    desk.give_back(1, saturday)
    with pytest.raises(Unavailable):
        desk.lend(1, 2, saturday)
    assert desk.lend(1, 3, saturday) == 2
    assert desk.waiting(1) == [2]
# @@ end
