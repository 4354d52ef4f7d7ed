# @@ from 15
import pytest

from toolshed import Unavailable


def test_three_tools_at_once(desk, saturday):
    for tool in (1, 2, 3):
        desk.lend(tool, 1, saturday)
    with pytest.raises(Unavailable):
        desk.lend(4, 1, saturday)
    desk.give_back(2, saturday)
    assert desk.lend(4, 1, saturday) == 4
