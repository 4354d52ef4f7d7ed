import datetime

import pytest

from toolshed import Catalogue, Desk, Register, Unavailable, load, overdue, save

DAY = datetime.date(2026, 2, 20)


def later(days):
    return DAY + datetime.timedelta(days=days)


@pytest.fixture
def desk():
    desk = Desk(Catalogue(), Register())
    for number in range(1, 6):
        desk.catalogue.add(f"Tool {number}", 10 * number)
    for name in ("Ann", "Ben", "Cy"):
        desk.register.join(name, f"{name}@example.org")
    return desk


def test_unknown_numbers_are_refused(desk):
    for tool, member in ((6, 1), (1, 4)):
        with pytest.raises(KeyError):
            desk.lend(tool, member, DAY)
    with pytest.raises(KeyError):
        desk.give_back(1, DAY)
    assert desk.loans() == []


def test_a_tool_that_is_back_is_lent_again(desk):
    desk.give_back(desk.lend(1, 1, DAY), DAY)
    assert desk.lend(1, 2, DAY) == 2
    loan = desk.loans()[1]
    assert (loan.tool, loan.member, loan.start, loan.returned) == (1, 2, DAY, None)


def test_a_loan_ends_once(desk):
    desk.lend(1, 1, DAY)
    desk.give_back(1, DAY)
    with pytest.raises(ValueError):
        desk.give_back(1, later(1))
    assert desk.loans()[0].returned == DAY


def test_a_loan_does_not_end_before_it_began(desk):
    desk.lend(1, 1, DAY)
    with pytest.raises(ValueError):
        desk.give_back(1, later(-1))
    assert desk.loans()[0].returned is None


def test_three_tools_at_once_and_no_more(desk):
    for tool in (1, 2, 3):
        desk.lend(tool, 1, DAY)
    with pytest.raises(Unavailable):
        desk.lend(4, 1, DAY)
    assert desk.lend(4, 2, DAY) == 4


def test_tools_that_are_back_do_not_count(desk):
    for tool in (1, 2, 3):
        desk.give_back(desk.lend(tool, 1, DAY), DAY)
    assert desk.lend(4, 1, DAY) == 4


@pytest.mark.parametrize(
    "days, pence", [(0, 0), (14, 0), (15, 30), (34, 600), (35, 600), (99, 600)]
)
def test_what_late_days_cost(desk, days, pence):
    assert desk.give_back(desk.lend(3, 1, DAY), later(days)) == pence


def test_due_after_a_fortnight(desk):
    desk.lend(1, 1, DAY)
    assert desk.loans()[0].due == datetime.date(2026, 3, 6)


def test_the_due_day_is_not_overdue(desk):
    desk.lend(1, 1, DAY)
    assert overdue(desk, later(14)) == []
    assert [row.days for row in overdue(desk, later(15))] == [1]


def test_the_longest_late_comes_first(desk):
    desk.lend(1, 1, later(2))
    desk.lend(2, 2, DAY)
    desk.lend(3, 3, later(2))
    assert [row.loan for row in overdue(desk, later(30))] == [2, 1, 3]


def test_tools_that_are_back_are_not_overdue(desk):
    desk.give_back(desk.lend(1, 1, DAY), later(20))
    desk.lend(2, 1, DAY)
    assert [row.tool for row in overdue(desk, later(30))] == ["Tool 2"]


def test_the_queue_is_served_in_order(desk):
    desk.lend(1, 1, DAY)
    desk.reserve(1, 3)
    desk.reserve(1, 2)
    assert desk.waiting(1) == [3, 2]
    desk.give_back(1, DAY)
    with pytest.raises(Unavailable):
        desk.lend(1, 2, DAY)
    assert desk.lend(1, 3, DAY) == 2
    assert desk.waiting(1) == [2]


def test_a_tool_nobody_has_cannot_be_reserved(desk):
    with pytest.raises(ValueError):
        desk.reserve(1, 1)
    assert desk.waiting(1) == []


def test_nobody_waits_twice_or_for_what_they_have(desk):
    desk.lend(1, 1, DAY)
    desk.reserve(1, 2)
    for member in (1, 2):
        with pytest.raises(ValueError):
            desk.reserve(1, member)
    assert desk.waiting(1) == [2]


def test_loading_keeps_loans_and_members(desk):
    desk.give_back(desk.lend(2, 1, DAY), later(1))
    desk.lend(3, 2, DAY)
    again = load(save(desk))
    first, second = again.loans()
    assert (first.tool, first.returned) == (2, later(1))
    assert (second.member, second.start, second.returned) == (2, DAY, None)
    assert again.register.get(3).mail == "Cy@example.org"
    assert again.catalogue.get(5).daily_fee == 50


def test_loading_keeps_the_queue(desk):
    desk.lend(1, 1, DAY)
    desk.reserve(1, 3)
    again = load(save(desk))
    assert again.waiting(1) == [3]
    again.give_back(1, DAY)
    with pytest.raises(Unavailable):
        again.lend(1, 2, DAY)


@pytest.mark.parametrize(
    "text", ["", "no shed", "[1]", "{}"], ids=["empty", "words", "list", "object"]
)
def test_other_text_is_refused(text):
    with pytest.raises(ValueError):
        load(text)
