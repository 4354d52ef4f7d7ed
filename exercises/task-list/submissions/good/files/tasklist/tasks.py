"""The tasks and their list."""

# @@ 8
import datetime
# @@ end
# @@ 10
import json
# @@ end
from dataclasses import dataclass

# @@ 7
PRIORITIES = ["high", "normal", "low"]

# @@ end

@dataclass
class Task:
    """One thing to do."""

    number: int
    title: str
    priority: str = "normal"
    due: object = None
    repeat_days: object = None
    done: bool = False


class TaskList:
    """Tasks in the order in which they were added."""

    def __init__(self):
        self.tasks = []

    def add(self, title, priority="normal", due=None, repeat_days=None):
        """Adds a task and returns its number."""
        # @@ 3
        if title.strip() == "":
            raise ValueError("a title needs at least one visible character")
        # @@ end
        task = Task(len(self.tasks) + 1, title, priority, due, repeat_days)
        self.tasks.append(task)
        return task.number

    def done(self, number):
        """Marks a task as done."""
        # @@ 1-4
        pass
        # @@ end
        # @@ 5
        task = self.find(number)
        if task.done:
            raise ValueError("the task is done already")
        task.done = True
        # @@ end
        # @@ 14
        if task.repeat_days is not None and task.due is not None:
            next_due = task.due + datetime.timedelta(days=task.repeat_days)
            self.add(task.title, task.priority, next_due, task.repeat_days)
        # @@ end

    # @@ 5
    def find(self, number):
        """Returns the task with a number; raises KeyError when there is none."""
        for task in self.tasks:
            if task.number == number:
                return task
        raise KeyError(number)

    # @@ end
    def open(self):
        """Returns tasks that are not done."""
        # @@ 1-6
        return [task for task in self.tasks if not task.done]
        # @@ end
        # @@ 7
        tasks = [task for task in self.tasks if not task.done]
        return sorted(tasks, key=lambda task: PRIORITIES.index(task.priority))
        # @@ end

    def overdue(self, day):
        """Returns open tasks that were due before a day, the oldest first."""
        # @@ 1-7
        return []
        # @@ end
        # @@ 8
        late = [t for t in self.tasks if not t.done and t.due is not None and t.due < day]
        return sorted(late, key=lambda task: task.due)
        # @@ end

    def summary(self, day):
        """Counts open, done and overdue tasks."""
        # @@ 1-12
        return {}
        # @@ end
        # @@ 13
        return {
            "open": len(self.open()),
            "done": len(self.tasks) - len(self.open()),
            "overdue": len(self.overdue(day)),
        }
        # @@ end


def save(tasks):
    """Returns the list as JSON text."""
    # @@ 1-9
    return ""
    # @@ end
    # @@ 10
    rows = []
    for task in tasks.tasks:
        row = dict(vars(task))
        row["due"] = None if task.due is None else task.due.isoformat()
        rows.append(row)
    return json.dumps(rows)
    # @@ end


def load(text):
    """Returns the list that save() wrote; raises ValueError for other text."""
    # @@ 1-10
    return TaskList()
    # @@ end
    # @@ 11
    tasks = TaskList()
    for row in json.loads(text):
        if row["due"] is not None:
            row["due"] = datetime.date.fromisoformat(row["due"])
        tasks.tasks.append(Task(**row))
    return tasks
    # @@ end
