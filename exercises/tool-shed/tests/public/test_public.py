import datetime

import pytest

from toolshed import Catalogue, Desk, Register, Unavailable, load, overdue, save

DAY = datetime.date(2026, 3, 7)


@pytest.fixture
def desk():
    desk = Desk(Catalogue(), Register())
    for name in ("Cordless drill", "Ladder", "Hand saw", "Axe"):
        desk.catalogue.add(name, 50)
    desk.register.join("Ann", "ann@example.org")
    desk.register.join("Ben", "ben@example.org")
    return desk


def test_tools_are_numbered_from_one():
    catalogue = Catalogue()
    assert catalogue.add("Drill", 50) == 1
    assert catalogue.get(1).name == "Drill"


def test_search_finds_a_word(desk):
    assert [tool.name for tool in desk.catalogue.search("saw")] == ["Hand saw"]


def test_mail_addresses_are_used_once(desk):
    with pytest.raises(ValueError):
        desk.register.join("Other Ann", "ann@example.org")


def test_a_tool_is_lent_and_given_back(desk):
    assert desk.lend(1, 1, DAY) == 1
    desk.give_back(1, DAY)
    assert desk.loans()[0].returned == DAY


def test_a_tool_that_is_out_is_unavailable(desk):
    desk.lend(1, 1, DAY)
    with pytest.raises(Unavailable):
        desk.lend(1, 2, DAY)


def test_a_fourth_tool_is_refused(desk):
    for tool in (1, 2, 3):
        desk.lend(tool, 1, DAY)
    with pytest.raises(Unavailable):
        desk.lend(4, 1, DAY)


def test_two_late_days_cost_two_fees(desk):
    desk.lend(1, 1, DAY)
    assert desk.give_back(1, DAY + datetime.timedelta(days=16)) == 100


def test_overdue_names_tool_and_member(desk):
    desk.lend(2, 1, DAY)
    (row,) = overdue(desk, DAY + datetime.timedelta(days=20))
    assert (row.loan, row.tool, row.member, row.days) == (1, "Ladder", "Ann", 6)


def test_a_reserved_tool_is_kept(desk):
    loan = desk.lend(1, 1, DAY)
    desk.reserve(1, 2)
    desk.give_back(loan, DAY)
    with pytest.raises(Unavailable):
        desk.lend(1, 1, DAY)


def test_a_saved_shed_loads_again(desk):
    desk.lend(1, 1, DAY)
    assert load(save(desk)).loans()[0].tool == 1
