"""Readings, their totals and their means."""


class BadReading(ValueError):
    """A line that is no reading."""


def readings(lines):
    """The readings of the lines: pairs of a room and a number."""
    pairs = []
    for number, line in enumerate(lines, start=1):
        if line.strip() == "" or line.startswith("#"):
            continue
        words = line.split()
        try:
            room, units = words
            pairs.append((room, float(units)))
        except ValueError as error:
            raise BadReading(f"line {number} is no reading") from error
    return pairs


def totals(pairs):
    """Room to the sum of its readings."""
    sums = {}
    for room, units in pairs:
        sums[room] = sums.get(room, 0) + units
    return sums


def means(pairs):
    """Room to the mean of its readings."""
    counts = {}
    for room, _ in pairs:
        counts[room] = counts.get(room, 0) + 1
    return {room: total / len(pairs) for room, total in totals(pairs).items()}


def ranking(sums):
    """Rooms, the largest total first."""
    return sorted(sums, key=sums.get, reverse=True)
