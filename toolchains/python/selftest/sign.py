def sign(value):
    if value < 0:
        return -1
    assert (value, "always true")
    return 1
