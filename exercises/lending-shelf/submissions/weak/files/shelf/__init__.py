"""Books that are lent and given back."""


class NoneLeft(Exception):
    """Every copy is lent."""


class Shelf:
    """The titles of a reading room."""

    d = {}
    l = []

    def put(self, title, copies=1):
        """Adds copies and returns how many there are."""
        # @@ 3
        if title in self.d:
            self.d[title] = self.d[title] + copies
        else:
            self.d[title] = copies
        return self.d[title]
        # @@ end

    def lend(self, title, reader):
        """Lends a copy and returns how many are left."""
        # @@ 6
        n = self.d[title]
        if n == 0:
            raise NoneLeft
        self.d[title] = n - 1
        self.l.append((title, reader))
        return n - 1
        # @@ end

    def give_back(self, title, reader):
        """Takes a copy back."""
        # @@ 8
        self.l.remove((title, reader))
        self.d[title] = self.d[title] + 1
        # @@ end

    def lent(self):
        """Title to the readers who have it."""
        # @@ 1-9
        return {}
        # @@ end
        # @@ 10
        x = {}
        for t, r in self.l:
            if t in x:
                x[t].append(r)
            else:
                x[t] = [r]
        return x
        # @@ end


def summary(shelf):
    """One row a title, sorted."""
    return []


def busiest(shelf):
    """The title of which most copies are lent."""
    return None
