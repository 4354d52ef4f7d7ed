"""One function for each way in which Python decides, and some that mix them. The comparison with mccabe reads this
file."""


def straight(a):
    return a + 1


def either(a):
    if a > 0:
        return 1
    return -1 if a < 0 else 0


def chain(a):
    if a == 1:
        return 10
    elif a == 2:
        return 20
    elif a == 3 and a != 4:
        return 30
    else:
        return 40


def loops(values):
    total = 0
    for value in values:
        total += value
        while total > value:
            total -= 1
    else:
        total += 1
    return [value for value in values if value > total]


def careful(text):
    try:
        number = int(text)
    except ValueError:
        return None
    except TypeError:
        return 0
    else:
        number += 1
    finally:
        text = ""
    with open(text, encoding="utf-8") as file:
        if file.read() or number:
            return number


class Till:
    def __init__(self):
        self.total = 0

    def add(self, amount):
        if amount <= 0 or amount > 1000:
            raise ValueError(amount)
        self.total += amount
