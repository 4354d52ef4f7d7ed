"""The tasks and their list."""

import json


class Task:
    def __init__(self, n, t, p, d):
        self.number = n
        self.title = t
        self.priority = p
        self.due = d
        self.repeat_days = None
        self.done = False


class TaskList:
    def __init__(self):
        self.l = []

    def add(self, title, priority="normal", due=None, repeat_days=None):
        t = Task(len(self.l) + 1, title, priority, due)
        self.l.append(t)
        return t.number

    # @@ 1-3
    def done(self, number):
        pass
    # @@ end
    # @@ 4
    def done(self, number):
        for t in self.l:
            if t.number == number:
                t.done = True
                return
        print("no such task")
    # @@ end

    # @@ 1-5
    def open(self):
        return []
    # @@ end
    # @@ 6
    def open(self):
        high = []
        rest = []
        for t in self.l:
            if t.done == False:
                if t.priority == "high":
                    high.append(t)
                else:
                    rest.append(t)
        return high + rest
    # @@ end

    def overdue(self, day):
        r = []
        for t in self.l:
            if t.due != None:
                if t.due <= day:
                    r.append(t)
        return r

    def summary(self, day):
        a = 0
        b = 0
        for t in self.l:
            if t.done:
                b = b + 1
            else:
                a = a + 1
        return {"open": a, "done": b, "overdue": len(self.overdue(day))}


# @@ 1-7
def save(tasks):
    return ""


def load(text):
    return TaskList()
# @@ end
# @@ 8
def save(tasks):
    rows = []
    for t in tasks.l:
        rows.append([t.title, t.priority])
    return json.dumps(rows)


def load(text):
    tasks = TaskList()
    for row in json.loads(text):
        tasks.add(row[0], row[1])
    return tasks
# @@ end
