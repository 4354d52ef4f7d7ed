"""Who has which tool, and who waits for it."""
# @@ 8

from datetime import date

from .catalogue import Catalogue
from .members import Register
# @@ end
# @@ 8-17
from .records import Loan, Unavailable
# @@ end
# @@ 18
from .records import MOST_LATE_DAYS, Loan, Unavailable
# @@ end
# @@ 15

MOST_TOOLS = 3
# @@ end


class Desk:
    # @@ 0-7
    """Lends, takes back and reserves: R4, R5, R6 and R8."""

    def __init__(self, catalogue, register):
        self.catalogue = catalogue
        self.register = register
    # @@ end
    # @@ 8
    """Lends the tools of a catalogue to the members of a register."""

    def __init__(self, catalogue: Catalogue, register: Register) -> None:
        self.catalogue = catalogue
        self.register = register
        self._loans: list[Loan] = []
        # @@ end
        # @@ 22
        self._queues: dict[int, list[int]] = {}
        # @@ end
        # @@ 8

    def lend(self, tool: int, member: int, day: date) -> int:
        """Lends a tool to a member from a day on, and returns the number of the loan."""
        self.catalogue.get(tool)
        self.register.get(member)
        if self.holder(tool) is not None:
            raise Unavailable("the tool is out")
        # @@ end
        # @@ 24
        queue = self._queues.get(tool, [])
        if queue and queue[0] != member:
            raise Unavailable("somebody else waits for the tool")
        # @@ end
        # @@ 15
        in_hand = [loan for loan in self.open_loans() if loan.member == member]
        if len(in_hand) == MOST_TOOLS:
            raise Unavailable(f"the member has {MOST_TOOLS} tools")
        # @@ end
        # @@ 24
        if queue:
            queue.remove(member)
        # @@ end
        # @@ 8
        loan = Loan(len(self._loans) + 1, tool, member, day)
        self._loans.append(loan)
        return loan.number

    # @@ end
    # @@ 12
    def give_back(self, loan: int, day: date) -> int:
        """Ends a loan on a day and returns what is to be paid, in pence."""
        if not 1 <= loan <= len(self._loans):
            raise KeyError(loan)
        ended = self._loans[loan - 1]
        if ended.returned is not None:
            raise ValueError("the tool is back already")
        if day < ended.start:
            raise ValueError("the loan began later")
        ended.returned = day
        # @@ end
        # @@ 12-15
        return 0
        # @@ end
        # @@ 16-17
        late_days = max(0, (day - ended.due).days)
        # @@ end
        # @@ 18
        late_days = min(MOST_LATE_DAYS, max(0, (day - ended.due).days))
        # @@ end
        # @@ 16
        return late_days * self.catalogue.get(ended.tool).daily_fee
        # @@ end
        # @@ 12

    # @@ end
    # @@ 8
    def loans(self) -> list[Loan]:
        """Returns every loan in the order of their numbers."""
        return list(self._loans)

    def open_loans(self) -> list[Loan]:
        """Returns the loans of tools that are out."""
        return [loan for loan in self._loans if loan.returned is None]

    def holder(self, tool: int) -> int | None:
        """Returns the member who has a tool; None when it is in."""
        for loan in self.open_loans():
            if loan.tool == tool:
                return loan.member
        return None
    # @@ end
    # @@ 22

    def reserve(self, tool: int, member: int) -> None:
        """Puts a member at the end of the queue for a tool."""
        self.catalogue.get(tool)
        self.register.get(member)
        queue = self.waiting(tool)
        holder = self.holder(tool)
        if holder is None and not queue:
            raise ValueError("the tool is in")
        if member == holder or member in queue:
            raise ValueError("the member has the tool or waits for it")
        self._queues[tool] = [*queue, member]

    def waiting(self, tool: int) -> list[int]:
        """Returns the members who wait for a tool, in order."""
        return list(self._queues.get(tool, []))
    # @@ end
    # @@ 28

    def restore(self, loans: list[Loan], queues: dict[int, list[int]]) -> None:
        """Takes over the loans and queues of a saved shed."""
        self._loans = loans
        self._queues = queues
    # @@ end
