# @@ from 12
from shelf import Shelf


def test_it():
    s = Shelf()
    assert s.put("a") == 1
