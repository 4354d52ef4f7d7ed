"""The people who may borrow."""


class Register:
    """Lets members join: R3."""
