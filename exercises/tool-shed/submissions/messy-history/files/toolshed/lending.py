"""Who has which tool, and who waits for it."""


# @@ 2
from .records import Loan, Unavailable


# @@ end
class Desk:
    # @@ 0-1
    """Lends, takes back and reserves: R4, R5, R6 and R8."""

    # @@ end
    def __init__(self, catalogue, register):
        self.catalogue = catalogue
        self.register = register
        # @@ 2
        self.all_loans = {}
        self.queues = {}
        # @@ end
    # @@ 2

    def lend(self, tool, member, day):
        self.catalogue.get(tool)
        self.register.get(member)
        count = 0
        for loan in self.all_loans.values():
            if loan.returned is None and loan.tool == tool:
                raise Unavailable('out')
            # @@ end
            # @@ 2-3
            if loan.member == member:
            # @@ end
            # @@ 4
            if loan.member == member and loan.returned is None:
            # @@ end
            # @@ 2
                count += 1
        if count >= 3:
            raise Unavailable('has three')
        queue = self.queues.get(tool, [])
        if len(queue) > 0:
            # @@ end
            # @@ 2-10
            if member not in queue:
                raise Unavailable('reserved')
            queue.remove(member)
            # @@ end
            # @@ 11
            if queue[0] != member:
                raise Unavailable('reserved')
            del queue[0]
            # @@ end
            # @@ 2
        number = len(self.all_loans) + 1
        self.all_loans[number] = Loan(number, tool, member, day)
        return number

    def give_back(self, loan, day):
        loan = self.all_loans[loan]
        if loan.returned is not None or day < loan.start:
            raise ValueError('cannot end')
        loan.returned = day
        days = (day - loan.due).days
        if days < 0:
            days = 0
        # @@ end
        # @@ 2-8
        if days > 20:
            days = 20
        # @@ end
        # @@ 9
        if days > 30:
            days = 30
        # @@ end
        # @@ 2
        return days * self.catalogue.get(loan.tool).daily_fee

    def loans(self):
        return list(self.all_loans.values())

    def reserve(self, tool, member):
        self.catalogue.get(tool)
        self.register.get(member)
        queue = self.queues.setdefault(tool, [])
        has = None
        for loan in self.all_loans.values():
            if loan.tool == tool and loan.returned is None:
                has = loan.member
        if has is None and len(queue) == 0:
            raise ValueError('not out')
        if has == member or member in queue:
            raise ValueError('twice')
        queue.append(member)

    def waiting(self, tool):
        return list(self.queues.get(tool, []))
    # @@ end
