"""What the volunteers look at on Saturdays."""
# @@ 0-20


def overdue(*arguments):
    raise NotImplementedError("R7")
# @@ end
# @@ 21

from dataclasses import dataclass
from datetime import date

from .lending import Desk


@dataclass(frozen=True)
class OverdueRow:
    """A tool that should be back, with names for people to read."""

    loan: int
    tool: str
    member: str
    days: int


def overdue(desk: Desk, day: date) -> list[OverdueRow]:
    """Returns a row for each open loan of a desk that was due before a day."""
    rows = []
    for loan in desk.open_loans():
        days = (day - loan.due).days
        if days > 0:
            tool = desk.catalogue.get(loan.tool)
            member = desk.register.get(loan.member)
            rows.append(OverdueRow(loan.number, tool.name, member.name, days))
    return sorted(rows, key=lambda row: row.days, reverse=True)
# @@ end
