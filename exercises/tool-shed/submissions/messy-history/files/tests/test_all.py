# @@ from 8
from datetime import date, timedelta

import pytest

from toolshed import Catalogue, Desk, Register, Unavailable, load, overdue, save

DAY = date(2026, 3, 7)


def make():
    desk = Desk(Catalogue(), Register())
    desk.catalogue.add('Drill', 10)
    desk.catalogue.add('Axe', 20)
    desk.register.join('Ann', 'ann@example.org')
    desk.register.join('Ben', 'ben@example.org')
    return desk


def test_1():
    desk = make()
    assert len(desk.catalogue.search('drill')) == 1
    with pytest.raises(ValueError):
        desk.catalogue.add('', 1)
    assert desk.lend(1, 1, DAY) == 1
    with pytest.raises(Unavailable):
        desk.lend(1, 2, DAY)
    assert len(overdue(desk, DAY + timedelta(days=15))) == 1
    assert desk.give_back(1, DAY + timedelta(days=15)) == 10


def test_2():
    desk = make()
    desk.lend(1, 1, DAY)
    assert load(save(desk)).loans()[0].tool == 1
# @@ 15


def test_3():
    desk = make()
    desk.lend(1, 1, DAY)
    desk.reserve(1, 2)
    desk.give_back(1, DAY)
    with pytest.raises(Unavailable):
        desk.lend(1, 1, DAY)
    assert desk.lend(1, 2, DAY) == 2
# @@ end
