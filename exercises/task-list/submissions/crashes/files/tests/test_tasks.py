# @@ from 2
# @@ 9
import datetime

# @@ end
import pytest

from tasklist import TaskList
# @@ 12
from tasklist import load, save
# @@ end
# @@ 9

DAY = datetime.date(2026, 3, 1)
# @@ end


def test_numbers_go_up():
    tasks = TaskList()
    assert tasks.add("one") == 1
    assert tasks.add("two") == 2
# @@ 4


def test_titles_need_text():
    tasks = TaskList()
    for title in ("", "  "):
        with pytest.raises(ValueError):
            tasks.add(title)
    assert tasks.open() == []
# @@ end
# @@ 6


def test_done_once_only():
    tasks = TaskList()
    tasks.add("one")
    tasks.done(1)
    assert tasks.open() == []
    with pytest.raises(KeyError):
        tasks.done(2)
# @@ end
# @@ 9


def test_overdue_begins_the_day_after():
    tasks = TaskList()
    tasks.add("rent", due=DAY)
    assert tasks.overdue(DAY) == []
    assert len(tasks.overdue(DAY + datetime.timedelta(days=1))) == 1
# @@ end
# @@ 12


def test_load_gives_what_was_saved():
    tasks = TaskList()
    tasks.add("rent", "high", DAY)
    tasks.add("milk")
    tasks.done(2)
    again = load(save(tasks))
    assert again.open()[0].due == DAY
    assert again.add("next") == 3
# @@ end
# @@ 15


def test_repeat_and_summary():
    tasks = TaskList()
    tasks.add("water", due=DAY, repeat_days=7)
    tasks.done(1)
    assert tasks.open()[0].due == datetime.date(2026, 3, 8)
    assert tasks.summary(DAY) == {"open": 1, "done": 1, "overdue": 0}
# @@ end
