import datetime

import pytest

from tasklist import TaskList

DAY = datetime.date(2026, 3, 10)


def numbers(tasks):
    return [task.number for task in tasks]


def test_numbers_go_up():
    tasks = TaskList()
    assert [tasks.add(title) for title in "abc"] == [1, 2, 3]


def test_numbers_are_not_reused():
    tasks = TaskList()
    tasks.done(tasks.add("a"))
    assert tasks.add("b") == 2


@pytest.mark.parametrize("title", ["   ", "\t"], ids=["spaces", "tab"])
def test_blank_titles_are_refused(title):
    with pytest.raises(ValueError):
        TaskList().add(title)


def test_refused_title_adds_nothing():
    tasks = TaskList()
    with pytest.raises(ValueError):
        tasks.add("")
    assert tasks.add("a") == 1


def test_done_twice_is_refused():
    tasks = TaskList()
    number = tasks.add("a")
    tasks.done(number)
    with pytest.raises(ValueError):
        tasks.done(number)


def test_zero_is_unknown():
    tasks = TaskList()
    tasks.add("a")
    with pytest.raises(KeyError):
        tasks.done(0)


def test_same_priority_keeps_number_order():
    tasks = TaskList()
    for title in "cba":
        tasks.add(title)
    assert numbers(tasks.open()) == [1, 2, 3]


def test_three_priorities():
    tasks = TaskList()
    for priority in ("low", "normal", "high", "low"):
        tasks.add("x", priority=priority)
    assert numbers(tasks.open()) == [3, 2, 1, 4]


def test_due_day_itself_is_not_overdue():
    tasks = TaskList()
    tasks.add("a", due=DAY)
    assert tasks.overdue(DAY) == []
    assert numbers(tasks.overdue(DAY + datetime.timedelta(days=1))) == [1]


def test_done_is_never_overdue():
    tasks = TaskList()
    tasks.add("a", due=datetime.date(2026, 1, 1))
    tasks.add("b", due=datetime.date(2026, 1, 1))
    tasks.done(1)
    assert numbers(tasks.overdue(DAY)) == [2]


def test_without_due_day_never_overdue():
    tasks = TaskList()
    tasks.add("a")
    tasks.add("b", due=datetime.date(2026, 1, 1))
    assert numbers(tasks.overdue(DAY)) == [2]


def test_overdue_oldest_day_first():
    tasks = TaskList()
    tasks.add("later", due=datetime.date(2026, 2, 2))
    tasks.add("sooner", due=datetime.date(2026, 2, 1))
    assert numbers(tasks.overdue(DAY)) == [2, 1]
