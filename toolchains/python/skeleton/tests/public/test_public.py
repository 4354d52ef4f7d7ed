from package import add


def test_two_and_three():
    assert add(2, 3) == 5
