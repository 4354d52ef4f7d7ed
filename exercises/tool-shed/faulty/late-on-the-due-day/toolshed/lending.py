"""Who has which tool, and who waits for it."""

from datetime import date

from .catalogue import Catalogue
from .members import Register
from .records import Loan, Unavailable

MOST_TOOLS = 3
MOST_LATE_DAYS = 20


class Desk:
    """Lends the tools of a catalogue to the members of a register."""

    def __init__(self, catalogue: Catalogue, register: Register) -> None:
        self.catalogue = catalogue
        self.register = register
        self._loans: dict[int, Loan] = {}
        self._queues: dict[int, list[int]] = {}

    def lend(self, tool: int, member: int, day: date) -> int:
        """Lends a tool and returns the number of the loan."""
        self.catalogue.get(tool)
        self.register.get(member)
        if self._holder(tool) is not None:
            raise Unavailable("the tool is out")
        queue = self._queues.get(tool, [])
        if queue and queue[0] != member:
            raise Unavailable("another member waits for it")
        if sum(loan.member == member for loan in self.open_loans()) >= MOST_TOOLS:
            raise Unavailable(f"nobody has more than {MOST_TOOLS} tools")
        if queue:
            queue.pop(0)
        number = len(self._loans) + 1
        self._loans[number] = Loan(number, tool, member, day)
        return number

    def give_back(self, loan: int, day: date) -> int:
        """Ends a loan and returns what is to be paid, in pence."""
        ended = self._loans[loan]
        if ended.returned is not None:
            raise ValueError("the tool is back already")
        if day < ended.start:
            raise ValueError("the loan had not begun")
        ended.returned = day
        late = min(max((day - ended.due).days + 1, 0), MOST_LATE_DAYS)
        return late * self.catalogue.get(ended.tool).daily_fee

    def loans(self) -> list[Loan]:
        """Every loan, by number."""
        return list(self._loans.values())

    def open_loans(self) -> list[Loan]:
        """The loans of tools that are out, by number."""
        return [loan for loan in self.loans() if loan.returned is None]

    def reserve(self, tool: int, member: int) -> None:
        """Puts a member at the end of the queue for a tool."""
        self.catalogue.get(tool)
        self.register.get(member)
        queue = self._queues.setdefault(tool, [])
        if self._holder(tool) is None and not queue:
            raise ValueError("the tool is in")
        if member in queue or self._holder(tool) == member:
            raise ValueError("the member waits for it or has it")
        queue.append(member)

    def waiting(self, tool: int) -> list[int]:
        """The members who wait for a tool, first come first."""
        return list(self._queues.get(tool, []))

    def restore(self, loans: list[Loan], queues: dict[int, list[int]]) -> None:
        """Takes over what was saved."""
        self._loans = {loan.number: loan for loan in loans}
        self._queues = queues

    def _holder(self, tool: int) -> int | None:
        for loan in self.open_loans():
            if loan.tool == tool:
                return loan.member
        return None
