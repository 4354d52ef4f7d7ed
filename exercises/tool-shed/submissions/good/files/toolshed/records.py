"""What the shed knows about: tools, members, loans."""

from dataclasses import dataclass
# @@ 6
from datetime import date, timedelta

LOAN_DAYS = 14
# @@ end
# @@ 18
MOST_LATE_DAYS = 20
# @@ end


class Unavailable(Exception):
    """The tool cannot be lent to this member now."""


@dataclass(frozen=True)
class Tool:
    """A tool that can be borrowed."""

    number: int
    name: str
    daily_fee: int  # pence for each day that it is late
# @@ 5


@dataclass(frozen=True)
class Member:
    """A person who may borrow."""

    number: int
    name: str
    mail: str
# @@ end
# @@ 6


@dataclass
class Loan:
    """A tool in the hands of a member; both by number."""

    number: int
    tool: int
    member: int
    start: date
    returned: date | None = None

    @property
    def due(self) -> date:
        """The last day on which the tool may come back for nothing."""
        return self.start + timedelta(days=LOAN_DAYS)
# @@ end
