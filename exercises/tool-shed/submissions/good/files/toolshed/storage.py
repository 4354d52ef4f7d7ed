"""The shed as text."""
# @@ 0-22


def save(*arguments):
    raise NotImplementedError("R9")
# @@ end
# @@ 23

import json
# @@ end
# @@ 28
from datetime import date

from .catalogue import Catalogue
# @@ end
# @@ 23-27

# @@ end
# @@ 23
from .lending import Desk
# @@ end
# @@ 28
from .members import Register
# @@ end
# @@ 23
from .records import Loan


def save(desk: Desk) -> str:
    """Returns everything that a desk knows, as JSON."""
    shed = {
        "tools": [[tool.name, tool.daily_fee] for tool in desk.catalogue.all()],
        "members": [[member.name, member.mail] for member in desk.register.all()],
        "loans": [row_of(loan) for loan in desk.loans()],
        # @@ end
        # @@ 28
        "queues": [desk.waiting(tool.number) for tool in desk.catalogue.all()],
        # @@ end
        # @@ 23
    }
    return json.dumps(shed)


def row_of(loan: Loan) -> dict[str, object]:
    """Returns what is written of a loan."""
    row: dict[str, object] = dict(vars(loan))
    row["start"] = loan.start.isoformat()
    row["returned"] = None if loan.returned is None else loan.returned.isoformat()
    return row
# @@ end
# @@ 0-27


def load(*arguments):
    raise NotImplementedError("R9")
# @@ end
# @@ 28


def loan_of(row: dict) -> Loan:
    """Returns the loan of a row that row_of() wrote."""
    returned = row["returned"]
    return Loan(
        number=row["number"],
        tool=row["tool"],
        member=row["member"],
        start=date.fromisoformat(row["start"]),
        returned=None if returned is None else date.fromisoformat(returned),
    )


def load(text: str) -> Desk:
    """Returns the shed that save() wrote; raises ValueError for other text."""
    desk = Desk(Catalogue(), Register())
    try:
        shed = json.loads(text)
        for name, daily_fee in shed["tools"]:
            desk.catalogue.add(name, daily_fee)
        for name, mail in shed["members"]:
            desk.register.join(name, mail)
        loans = [loan_of(row) for row in shed["loans"]]
        desk.restore(loans, dict(enumerate(shed["queues"], start=1)))
    except (KeyError, TypeError) as error:
        raise ValueError("this is no saved tool shed") from error
    return desk
# @@ end
