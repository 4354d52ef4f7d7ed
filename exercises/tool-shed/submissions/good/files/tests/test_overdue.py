# @@ from 21
from datetime import timedelta

from toolshed import overdue


def test_the_longest_late_comes_first(desk, saturday):
    desk.lend(1, 1, saturday)
    desk.lend(2, 2, saturday - timedelta(days=7))
    desk.lend(3, 3, saturday)
    rows = overdue(desk, saturday + timedelta(days=15))
    assert [(row.tool, row.member, row.days) for row in rows] == [
        ("Axe", "Ben", 8),
        ("Drill", "Ann", 1),
        ("Saw", "Cy", 1),
    ]


def test_the_due_day_is_in_time(desk, saturday):
    desk.lend(1, 1, saturday)
    assert overdue(desk, saturday + timedelta(days=14)) == []
