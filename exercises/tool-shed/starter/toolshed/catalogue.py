"""The tools of the shed."""


class Catalogue:
    """Adds, gets and searches tools: R1 and R2 of the brief."""
