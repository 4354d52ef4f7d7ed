# @@ from 12
from datetime import timedelta

import pytest

from toolshed import Unavailable


def test_a_tool_is_out_once(desk, saturday):
    assert desk.lend(1, 1, saturday) == 1
    with pytest.raises(Unavailable):
        desk.lend(1, 2, saturday)
    assert desk.holder(1) == 1


def test_a_tool_comes_back_once(desk, saturday):
    desk.lend(1, 1, saturday)
    with pytest.raises(ValueError):
        desk.give_back(1, saturday - timedelta(days=1))
    desk.give_back(1, saturday)
    with pytest.raises(ValueError):
        desk.give_back(1, saturday)
    with pytest.raises(KeyError):
        desk.give_back(2, saturday)
    assert desk.lend(1, 2, saturday) == 2
