"""Readings, their totals and their means."""


class BadReading(ValueError):
    """A line that is no reading."""


def readings(lines):
    """The readings of the lines: pairs of a room and a number."""
    l = []
    for x in lines:
        # @@ 3
        if x == "\n":
            continue
        # @@ end
        # @@ 4
        if x[0] == "#":
            continue
        # @@ end
        a = x.split(" ")
        l.append((a[0], float(a[1])))
    return l


def totals(pairs):
    """Room to the sum of its readings."""
    # @@ 1-5
    return {}
    # @@ end
    # @@ 6
    d = {}
    for p in pairs:
        if p[0] in d:
            d[p[0]] = d[p[0]] + p[1]
        else:
            d[p[0]] = p[1]
    return d
    # @@ end


def means(pairs):
    """Room to the mean of its readings."""
    # @@ 1-7
    return {}
    # @@ end
    # @@ 8
    d = totals(pairs)
    for k in d:
        d[k] = d[k] / len(pairs)
    return d
    # @@ end


def ranking(sums):
    """Rooms, the largest total first."""
    # @@ 1-9
    return []
    # @@ end
    # @@ 10
    return sorted(sums)
    # @@ end
