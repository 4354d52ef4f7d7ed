# @@ from 12
from meterlog.log import totals


def test_it():
    assert totals([("a", 1)]) == {"a": 1}
