from datetime import date, timedelta

import pytest

from toolshed import Catalogue, Desk, Register, Unavailable, load, overdue, save

DAY = date(2026, 3, 7)


def shed() -> Desk:
    desk = Desk(Catalogue(), Register())
    for name in ("Drill", "hand saw", "Ladder", "Hand drill"):
        desk.catalogue.add(name, 50)
    for name in ("Ann", "Ben"):
        desk.register.join(name, f"{name}@example.org")
    return desk


def test_catalogue_and_register():
    desk = shed()
    assert [tool.number for tool in desk.catalogue.search("DRILL")] == [1, 4]
    assert [tool.number for tool in desk.catalogue.search("hand drill")] == [4]
    for name, fee in ((" ", 1), ("Axe", -1)):
        with pytest.raises(ValueError):
            desk.catalogue.add(name, fee)
    for mail in ("ann@EXAMPLE.org", "@x", "x@", "a@b@c"):
        with pytest.raises(ValueError):
            desk.register.join("Cy", mail)


def test_loans_and_fees():
    desk = shed()
    assert desk.lend(1, 1, DAY) == 1
    with pytest.raises(Unavailable):
        desk.lend(1, 2, DAY)
    with pytest.raises(ValueError):
        desk.give_back(1, DAY - timedelta(days=1))
    assert desk.give_back(1, DAY + timedelta(days=15)) == 50
    with pytest.raises(ValueError):
        desk.give_back(1, DAY)
    for tool in (1, 2, 3):
        desk.lend(tool, 1, DAY)
    with pytest.raises(Unavailable):
        desk.lend(4, 1, DAY)


def test_queue_report_and_text():
    desk = shed()
    with pytest.raises(ValueError):
        desk.reserve(1, 2)
    desk.lend(1, 1, DAY)
    desk.reserve(1, 2)
    with pytest.raises(ValueError):
        desk.reserve(1, 1)
    desk = load(save(desk))
    assert [row.days for row in overdue(desk, DAY + timedelta(days=16))] == [2]
    assert overdue(desk, DAY + timedelta(days=14)) == []
    desk.give_back(1, DAY)
    with pytest.raises(Unavailable):
        desk.lend(1, 1, DAY)
    assert desk.lend(1, 2, DAY) == 2
    assert desk.waiting(1) == []
    with pytest.raises(ValueError):
        load("[]")
