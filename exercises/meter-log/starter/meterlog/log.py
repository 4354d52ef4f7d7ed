"""Readings, their totals and their means."""


class BadReading(ValueError):
    """A line that is no reading."""


def readings(lines):
    """The readings of the lines: pairs of a room and a number."""
    return []


def totals(pairs):
    """Room to the sum of its readings."""
    return {}


def means(pairs):
    """Room to the mean of its readings."""
    return {}


def ranking(sums):
    """Rooms, the largest total first."""
    return []
