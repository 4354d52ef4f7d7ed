"""When a test that noticed mutants is run once more with nothing changed.

A test that counts its runs could pass until the decoys are behind it and fail from then on. So after its first kill, and
each time it has four times as many, a further run is due in which nothing is changed. How many of its runs are before that
one is drawn: neither the test nor somebody who knows this text can tell it from those before and after it.
"""

import random

FOURFOLD = 4


class Credits:
    def __init__(self):
        self.draw = random.SystemRandom()
        self.kills, self.due = {}, {}  # by test; `due`: the runs that come first, and the mutant that was noticed

    def forget(self):
        self.kills.clear()
        self.due.clear()

    def credit(self, test, number):
        """A test noticed the mutant of that number, in a run of its own."""
        kills = self.kills[test] = self.kills.get(test, 0) + 1
        if is_power(kills, FOURFOLD):
            self.due.setdefault(test, [self.draw.randrange(2 * kills + 1), number])

    def is_due(self, test):
        """Whether the next run of this test is one with nothing changed; asked before each of its runs."""
        if test not in self.due:
            return False
        self.due[test][0] -= 1
        return self.due[test][0] < 0

    def take(self, test):
        """The mutant that a due run is for."""
        return self.due.pop(test)[1]

    def all_due(self):
        tests = list(self.due)
        self.draw.shuffle(tests)
        return tests


def is_power(number, base):
    while number % base == 0:
        number //= base
    return number == 1
