"""What was filled in, and what follows from it."""

import re
from dataclasses import dataclass

LITRES_A_GALLON = 4.546
LIMITS = {"litres": 120.0, "pence": 400 // 2 + 50}
LINE = re.compile(r"^(\d{4})-(\d\d)-(\d\d) +(\d+) mi +(\d+(?:\.\d+)?) l +(\d+) p$")


@dataclass(frozen=True)
class Fill:
    """One visit to a pump; pence are for a litre."""

    day: tuple
    miles: int
    litres: float
    pence: int

    @property
    def cost(self):
        return round(self.litres * self.pence)


def parse(line):
    """Returns the fill that a line tells of; raises ValueError when it tells of none."""
    found = LINE.match(line.strip())
    if found is None:
        raise ValueError("not a fill: " + line)
    year, month, day, miles = (int(found.group(n)) for n in range(1, 5))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise ValueError("not a day")
    fill = Fill((year, month, day), miles, float(found.group(5)), int(found.group(6)))
    if fill.litres <= 0 or fill.litres > LIMITS["litres"] or fill.pence > LIMITS["pence"]:
        raise ValueError("not likely: " + line)
    return fill


class Diary:
    """Fills in the order of their miles."""

    def __init__(self, lines=()):
        self.fills = []
        self.problems = []
        for number, line in enumerate(lines, start=1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                self.add(parse(line))
            except ValueError as error:
                self.problems.append(f"{number}: {error}")

    def add(self, fill):
        if self.fills and fill.miles <= self.fills[-1].miles:
            raise ValueError("the miles went back")
        self.fills.append(fill)

    def miles(self):
        if len(self.fills) < 2:
            return 0
        return self.fills[-1].miles - self.fills[0].miles

    def miles_a_gallon(self):
        """Returns None while there is nothing to divide by."""
        litres = sum(fill.litres for fill in self.fills[1:])
        if litres == 0:
            return None
        return round(self.miles() / (litres / LITRES_A_GALLON), 1)

    def by_month(self):
        """Maps (year, month) to pence."""
        months = {}
        for fill in self.fills:
            key = fill.day[:2]
            months[key] = months.get(key, 0) + fill.cost
        return months

    def dearest(self, count=1):
        ordered = sorted(self.fills, key=lambda fill: -fill.cost)
        return ordered[:count]

    def longest_gap(self):
        longest = 0
        index = 1
        while index < len(self.fills):
            gap = self.fills[index].miles - self.fills[index - 1].miles
            if gap > longest:
                longest = gap
            index += 1
        return longest
