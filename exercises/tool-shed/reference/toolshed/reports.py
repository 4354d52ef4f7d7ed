"""What the volunteers look at on Saturdays."""

from dataclasses import dataclass
from datetime import date

from .lending import Desk


@dataclass(frozen=True)
class OverdueRow:
    """A loan that should have ended."""

    loan: int
    tool: str
    member: str
    days: int


def overdue(desk: Desk, day: date) -> list[OverdueRow]:
    """The loans that are out and were due before a day, the longest late first."""
    rows = []
    for loan in desk.open_loans():
        if loan.due < day:
            tool = desk.catalogue.get(loan.tool).name
            member = desk.register.get(loan.member).name
            rows.append(OverdueRow(loan.number, tool, member, (day - loan.due).days))
    return sorted(rows, key=lambda row: (-row.days, row.loan))
