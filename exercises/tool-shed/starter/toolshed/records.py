"""What the shed knows about: tools, members, loans."""

from dataclasses import dataclass


class Unavailable(Exception):
    """The tool cannot be lent to this member now."""


@dataclass(frozen=True)
class Tool:
    """A tool that can be borrowed."""

    number: int
    name: str
    daily_fee: int  # pence for each day that it is late
