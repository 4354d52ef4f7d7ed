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
        # @@ 3
        if copies < 1:
            raise ValueError("at least one copy can be put")
        # @@ end
        self.copies[title] = self.copies.get(title, 0) + copies
        return self.copies[title]

    def lend(self, title, reader):
        """Lends a copy and returns how many are left."""
        # @@ 5
        readers = self.readers.setdefault(title, [])
        left = self.copies[title] - len(readers)
        if left == 0:
            raise NoneLeft(f"every copy of {title} is lent")
        readers.append(reader)
        return left - 1
        # @@ end

    def give_back(self, title, reader):
        """Takes a copy back."""
        # @@ 7
        readers = self.readers.get(title, [])
        if reader not in readers:
            raise KeyError(f"{reader} does not have {title}")
        readers.remove(reader)
        # @@ end

    def lent(self):
        """Title to the readers who have it."""
        # @@ 1-8
        return {}
        # @@ end
        # @@ 9
        return {title: list(readers) for title, readers in self.readers.items() if readers}
        # @@ end


def summary(shelf):
    """One row a title, sorted."""
    # @@ 1-10
    return []
    # @@ end
    # @@ 11
    lent = shelf.lent()
    rows = []
    for title, copies in sorted(shelf.copies.items()):
        rows.append({"title": title, "copies": copies, "lent": len(lent.get(title, []))})
    return rows
    # @@ end


def busiest(shelf):
    """The title of which most copies are lent."""
    # @@ 1-11
    return None
    # @@ end
    # @@ 12
    lent = [row for row in summary(shelf) if row["lent"] > 0]
    if not lent:
        return None
    return max(lent, key=lambda row: row["lent"])["title"]
    # @@ end
