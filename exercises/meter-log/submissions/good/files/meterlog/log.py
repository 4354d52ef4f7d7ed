"""Readings, their totals and their means."""


class BadReading(ValueError):
    """A line that is no reading."""


# @@ 1-4
def readings(lines):
    """The readings of the lines: pairs of a room and a number."""
    return [reading_of(line) for line in lines]


def reading_of(line):
    """The room and the number of a line."""
    room, units = line.split()
    return room, float(units)


# @@ end
# @@ 5
def reading_of(line):
    """The room and the number of a line."""
    words = line.split()
    if len(words) != 2:
        raise BadReading("a reading has two words")
    try:
        return words[0], float(words[1])
    except ValueError as error:
        raise BadReading("the second word is no number") from error


def readings(lines):
    """The readings of the lines: pairs of a room and a number."""
    # @@ 5-12
    return [reading_of(line) for line in lines if not is_passed_over(line)]
    # @@ end
    # @@ 13
    pairs = []
    for number, line in enumerate(lines, start=1):
        if is_passed_over(line):
            continue
        try:
            pairs.append(reading_of(line))
        except BadReading as error:
            raise BadReading(f"line {number}: {error}") from error
    return pairs
    # @@ end


# @@ end
# @@ 3
def is_passed_over(line):
    """Whether a line is empty or a comment."""
    return line.strip() == "" or line.startswith("#")


# @@ end
def totals(pairs):
    """Room to the sum of its readings."""
    # @@ 1-6
    return {}
    # @@ end
    # @@ 7
    sums = {}
    for room, units in pairs:
        sums[room] = sums.get(room, 0) + units
    return sums
    # @@ end


def means(pairs):
    """Room to the mean of its readings."""
    # @@ 1-8
    return {}
    # @@ end
    # @@ 9
    units_of = {}
    for room, units in pairs:
        units_of.setdefault(room, []).append(units)
    return {room: sum(units) / len(units) for room, units in units_of.items()}
    # @@ end


def ranking(sums):
    """Rooms, the largest total first."""
    # @@ 1-10
    return []
    # @@ end
    # @@ 11
    return sorted(sums, key=lambda room: (-sums[room], room))
    # @@ end
