from package import add


def test_negative():
    assert add(7, -9) == -2
