"""What the volunteers look at on Saturdays."""
# @@ 3


class Row:
    def __init__(self, loan, tool, member, days):
        self.loan = loan
        self.tool = tool
        self.member = member
        self.days = days
# @@ end


# @@ 4-6
# loans that are out too long
# @@ end
# @@ 0-2
def overdue(*arguments):
    raise NotImplementedError("R7")
# @@ end
# @@ 3
def overdue(desk, day):
    rows = []
    for loan in desk.loans():
        if loan.returned is None and loan.due < day:
            tool = desk.catalogue.get(loan.tool)
            member = desk.register.get(loan.member)
            rows.append(Row(loan.number, tool.name, member.name, (day - loan.due).days))
    rows.sort(key=lambda row: (-row.days, row.loan))
    return rows
    # @@ end
