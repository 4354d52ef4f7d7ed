import datetime
import unittest

import pytest

from tasklist import TaskList, load, save

DAY = datetime.date(2026, 3, 10)


def test_numbers_start_at_one():
    assert TaskList().add("Buy milk") == 1


def test_empty_title_is_refused():
    with pytest.raises(ValueError):
        TaskList().add("")


def test_done_tasks_are_not_open():
    tasks = TaskList()
    number = tasks.add("Buy milk")
    assert len(tasks.open()) == 1
    tasks.done(number)
    assert tasks.open() == []


def test_unknown_number_is_refused():
    with pytest.raises(KeyError):
        TaskList().done(5)


def test_high_priority_comes_first():
    tasks = TaskList()
    tasks.add("Sweep", priority="low")
    tasks.add("Pay rent", priority="high")
    assert [task.title for task in tasks.open()] == ["Pay rent", "Sweep"]


def test_past_due_day_is_overdue():
    tasks = TaskList()
    tasks.add("Pay rent", due=datetime.date(2026, 3, 1))
    assert [task.title for task in tasks.overdue(DAY)] == ["Pay rent"]


def test_saved_list_loads_again():
    tasks = TaskList()
    tasks.add("Buy milk")
    assert [task.title for task in load(save(tasks)).open()] == ["Buy milk"]


class PublicSummary(unittest.TestCase):
    def test_counts(self):
        tasks = TaskList()
        tasks.add("Buy milk")
        tasks.done(tasks.add("Pay rent"))
        self.assertEqual(tasks.summary(DAY), {"open": 1, "done": 1, "overdue": 0})
