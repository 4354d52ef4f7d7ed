# @@ from 10
from tasklist import TaskList


def test_one():
    t = TaskList()
    t.add("a")
    assert len(t.open()) == 1
