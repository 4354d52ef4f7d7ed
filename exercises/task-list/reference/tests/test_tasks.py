import datetime

import pytest

from tasklist import TaskList, load, save

DAY = datetime.date(2026, 3, 1)


def test_add_done_and_order():
    tasks = TaskList()
    assert tasks.add("b") == 1
    assert tasks.add("a", "high", DAY, 7) == 2
    assert [task.number for task in tasks.open()] == [2, 1]
    tasks.done(2)
    assert tasks.open()[1].due == datetime.date(2026, 3, 8)
    with pytest.raises(ValueError):
        tasks.done(2)
    with pytest.raises(ValueError):
        tasks.add(" ")


def test_overdue_and_text():
    tasks = TaskList()
    tasks.add("late", due=DAY)
    later = DAY + datetime.timedelta(days=1)
    assert load(save(tasks)).summary(later) == {"open": 1, "done": 0, "overdue": 1}
    assert tasks.overdue(DAY) == []
    with pytest.raises(ValueError):
        load("[1]")
