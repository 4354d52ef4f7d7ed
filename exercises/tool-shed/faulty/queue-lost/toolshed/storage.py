"""The shed as text."""

import json
from datetime import date

from .catalogue import Catalogue
from .lending import Desk
from .members import Register
from .records import Loan


def save(desk: Desk) -> str:
    """The whole shed as JSON."""
    loans = []
    for loan in desk.loans():
        returned = loan.returned.isoformat() if loan.returned else None
        loans.append([loan.tool, loan.member, loan.start.isoformat(), returned])
    return json.dumps(
        {
            "tools": [[tool.name, tool.daily_fee] for tool in desk.catalogue.all()],
            "members": [[member.name, member.mail] for member in desk.register.all()],
            "loans": loans,
            "queues": [[tool.number, desk.waiting(tool.number)] for tool in desk.catalogue.all()],
        }
    )


def load(text: str) -> Desk:
    """The shed that save() wrote; ValueError for other text."""
    try:
        return _read(json.loads(text))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a saved tool shed") from error


def _read(saved: dict) -> Desk:
    desk = Desk(Catalogue(), Register())
    for name, daily_fee in saved["tools"]:
        desk.catalogue.add(name, daily_fee)
    for name, mail in saved["members"]:
        desk.register.join(name, mail)
    loans = []
    for number, (tool, member, start, returned) in enumerate(saved["loans"], start=1):
        end = date.fromisoformat(returned) if returned else None
        loans.append(Loan(number, tool, member, date.fromisoformat(start), end))
    desk.restore(loans, {})
    return desk
