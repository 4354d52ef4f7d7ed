"""Books that are lent and given back."""


class NoneLeft(Exception):
    """Every copy is lent."""


class Shelf:
    """The titles of a reading room."""

    def put(self, title, copies=1):
        """Adds copies and returns how many there are."""

    def lend(self, title, reader):
        """Lends a copy and returns how many are left."""

    def give_back(self, title, reader):
        """Takes a copy back."""

    def lent(self):
        """Title to the readers who have it."""
        return {}


def summary(shelf):
    """One row a title, sorted."""
    return []


def busiest(shelf):
    """The title of which most copies are lent."""
    return None
