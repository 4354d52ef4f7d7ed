"""Books that are lent and given back."""


class NoneLeft(Exception):
    """Every copy is lent."""


class Shelf:
    """The titles of a reading room."""

    def __init__(self):
        self.copies = {}
        self.readers = {}

    def put(self, title, copies=1):
        """Adds copies and returns how many there are."""
        if copies < 1:
            raise ValueError("at least one copy")
        self.copies[title] = self.copies.get(title, 0) + copies
        self.readers.setdefault(title, [])
        return self.copies[title]

    def lend(self, title, reader):
        """Lends a copy and returns how many are left."""
        readers = self.readers[title]
        if len(readers) > self.copies[title]:
            raise NoneLeft(title)
        readers.append(reader)
        return self.copies[title] - len(readers)

    def give_back(self, title, reader):
        """Takes a copy back."""
        readers = self.readers[title]
        if reader not in readers:
            raise KeyError(reader)
        readers.remove(reader)

    def lent(self):
        """Title to the readers who have it."""
        return {title: list(readers) for title, readers in self.readers.items() if readers}


def summary(shelf):
    """One row a title, sorted."""
    rows = []
    for title in sorted(shelf.copies):
        rows.append({"title": title, "copies": shelf.copies[title], "lent": len(shelf.readers[title])})
    return rows


def busiest(shelf):
    """The title of which most copies are lent."""
    lent = shelf.lent()
    if not lent:
        return None
    return min(lent, key=lambda title: (-len(lent[title]), title))
