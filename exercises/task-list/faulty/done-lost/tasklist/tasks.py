"""The tasks and their list."""

import datetime
import json
from dataclasses import dataclass

ORDER = ("high", "normal", "low")


@dataclass
class Task:
    number: int
    title: str
    priority: str = "normal"
    due: datetime.date | None = None
    repeat_days: int | None = None
    done: bool = False


class TaskList:
    def __init__(self):
        self._tasks = {}

    def add(self, title, priority="normal", due=None, repeat_days=None):
        if not title.strip():
            raise ValueError("a task needs a title")
        number = len(self._tasks) + 1
        self._tasks[number] = Task(number, title, priority, due, repeat_days)
        return number

    def done(self, number):
        task = self._tasks[number]
        if task.done:
            raise ValueError(f"task {number} is done already")
        task.done = True
        if task.repeat_days and task.due:
            due = task.due + datetime.timedelta(days=task.repeat_days)
            self.add(task.title, task.priority, due, task.repeat_days)

    def all(self):
        return list(self._tasks.values())

    def open(self):
        tasks = [task for task in self.all() if not task.done]
        return sorted(tasks, key=lambda task: (ORDER.index(task.priority), task.number))

    def overdue(self, day):
        tasks = [task for task in self.open() if task.due and task.due < day]
        return sorted(tasks, key=lambda task: (task.due, task.number))

    def summary(self, day):
        done = sum(task.done for task in self.all())
        return {"open": len(self._tasks) - done, "done": done, "overdue": len(self.overdue(day))}


def save(tasks):
    rows = []
    for task in tasks.all():
        due = task.due.isoformat() if task.due else None
        rows.append([task.title, task.priority, due, task.repeat_days, task.done])
    return json.dumps(rows)


def load(text):
    tasks = TaskList()
    try:
        for title, priority, due, repeat_days, done in json.loads(text):
            day = datetime.date.fromisoformat(due) if due else None
            number = tasks.add(title, priority, day, repeat_days)
            tasks._tasks[number].done = False
    except (TypeError, AttributeError) as error:
        raise ValueError("not a saved task list") from error
    return tasks
