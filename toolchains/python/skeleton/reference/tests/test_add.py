from package import add


def test_zero():
    assert add(0, 4) == 4
