"""Who has which tool, and who waits for it."""


class Desk:
    """Lends, takes back and reserves: R4, R5, R6 and R8."""

    def __init__(self, catalogue, register):
        self.catalogue = catalogue
        self.register = register
