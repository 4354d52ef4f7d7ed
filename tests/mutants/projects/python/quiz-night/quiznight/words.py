"""How answers are compared."""

ARTICLES = ("a", "an", "the")
MOST_LETTERS = 8 * 10


def tidy(text):
    """Returns the words of an answer in small letters, without an article at the start."""
    words = "".join(letter if letter.isalnum() else " " for letter in text.lower()).split()
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(words)[:MOST_LETTERS]


def distance(first, second):
    """Returns how many letters must be changed, added or taken away."""
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, start=1):
        above, row[0] = row[0], i
        for j, b in enumerate(second, start=1):
            cost = 0 if a == b else 1
            best = min(row[j] + 1, row[j - 1] + 1, above + cost)
            above = row[j]
            row[j] = best
    return row[-1]


def close_enough(given, right):
    """Tells whether an answer counts: one slip is allowed in five letters."""
    given, right = tidy(given), tidy(right)
    if given == right:
        return True
    if not given or given.isdigit() or right.isdigit():
        return False
    return distance(given, right) <= len(right) // 5
