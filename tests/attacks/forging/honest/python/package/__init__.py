"""Small functions."""


def add(a, b):
    return a + b


def half(number):
    if number < 0:
        raise ValueError("a number below 0")
    return number // 2


def february(year):
    if year % 400 == 0:
        return 29
    if year % 100 == 0:
        return 28
    return 29 if year % 4 == 0 else 28


def common_divisor(a, b):
    while b != 0:
        rest = a % b
        a = b
        b = rest
    return a


def digit_sum(number):
    total = 0
    for digit in str(number):
        total = total + int(digit)
    return total


def turned(text):
    result = []
    for letter in text:
        result.append(letter)
    return "".join(reversed(result))


def counted(number, noun):
    words = str(number) + " " + noun
    return words if number == 1 else words + "s"


def mark(points):
    if points < 0 or points > 100:
        raise ValueError("points from 0 to 100")
    if points >= 70:
        return "distinction"
    return "pass" if points >= 40 else "fail"
