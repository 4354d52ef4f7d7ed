import datetime
import unittest

import pytest

from tasklist import TaskList, load, save

DAY = datetime.date(2026, 3, 10)


def full():
    tasks = TaskList()
    tasks.add('Say "hello"', priority="high", due=datetime.date(2026, 3, 1))
    tasks.done(tasks.add("Sweep"))
    return tasks


def test_save_keeps_everything():
    again = load(save(full()))
    (task,) = again.open()
    assert (task.number, task.title, task.priority, task.due) == (1, 'Say "hello"', "high", datetime.date(2026, 3, 1))
    assert again.summary(DAY)["done"] == 1


def test_numbers_continue_after_load():
    assert load(save(full())).add("next") == 3


def test_load_refuses_other_text():
    with pytest.raises(ValueError):
        load("not a list")


class HiddenSummary(unittest.TestCase):
    def test_empty(self):
        self.assertEqual(TaskList().summary(DAY), {"open": 0, "done": 0, "overdue": 0})

    def test_overdue_counts_as_open_too(self):
        self.assertEqual(full().summary(DAY), {"open": 1, "done": 1, "overdue": 1})


def test_repeat_adds_next():
    tasks = TaskList()
    tasks.add("Water", due=datetime.date(2026, 3, 1), repeat_days=7)
    tasks.done(1)
    (task,) = tasks.open()
    assert (task.number, task.due, task.repeat_days) == (2, datetime.date(2026, 3, 8), 7)


def test_repeat_across_month_end():
    tasks = TaskList()
    tasks.add("Water", due=datetime.date(2026, 2, 27), repeat_days=3)
    tasks.done(1)
    assert tasks.open()[0].due == datetime.date(2026, 3, 2)
