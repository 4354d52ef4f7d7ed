"""What the shed knows about: tools, members, loans."""

from dataclasses import dataclass
from datetime import date, timedelta

LOAN_DAYS = 14


class Unavailable(Exception):
    """The tool cannot be lent to this member now."""


@dataclass(frozen=True)
class Tool:
    """A tool that can be borrowed."""

    number: int
    name: str
    daily_fee: int  # pence for each day that it is late


@dataclass(frozen=True)
class Member:
    """A person who may borrow."""

    number: int
    name: str
    mail: str


@dataclass
class Loan:
    """One tool with one member, by their numbers."""

    number: int
    tool: int
    member: int
    start: date
    returned: date | None = None

    @property
    def due(self) -> date:
        """The last day that costs nothing."""
        return self.start + timedelta(days=LOAN_DAYS)
