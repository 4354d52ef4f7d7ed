"""Reads commands: add TITLE, add! TITLE (high priority), done NUMBER, list."""

import sys

from . import TaskList


def main():
    tasks = TaskList()
    for line in sys.stdin:
        command, _, rest = line.strip().partition(" ")
        if command == "add":
            tasks.add(rest)
        elif command == "add!":
            tasks.add(rest, priority="high")
        elif command == "done":
            tasks.done(int(rest))
        elif command == "list":
            for task in tasks.open():
                print(task.number, task.title)


main()
