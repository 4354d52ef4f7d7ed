"""The shed as text."""
# @@ 2

import json
from datetime import date

from .catalogue import Catalogue
from .lending import Desk
from .members import Register
from .records import Loan
# @@ end


# @@ 0-1
def save(*arguments):
    raise NotImplementedError("R9")


def load(*arguments):
    raise NotImplementedError("R9")
# @@ end
# @@ 2
def save(desk):
    data = {'tools': [], 'members': [], 'loans': [], 'queues': {}}
    for tool in desk.catalogue.tools.values():
        data['tools'].append([tool.name, tool.daily_fee])
        data['queues'][tool.number] = desk.waiting(tool.number)
    for member in desk.register.members.values():
        data['members'].append([member.name, member.mail])
    for loan in desk.loans():
        end = None
        if loan.returned is not None:
            end = str(loan.returned)
        data['loans'].append([loan.tool, loan.member, str(loan.start), end])
    return json.dumps(data)


def load(text):
    # @@ end
    # @@ 6
    # text comes from save
    # @@ end
    # @@ 2
    try:
        data = json.loads(text)
        desk = Desk(Catalogue(), Register())
        for row in data['tools']:
            desk.catalogue.add(row[0], row[1])
        for row in data['members']:
            desk.register.join(row[0], row[1])
        number = 0
        for row in data['loans']:
            number += 1
            loan = Loan(number, row[0], row[1], date.fromisoformat(row[2]))
            if row[3] is not None:
                loan.returned = date.fromisoformat(row[3])
            desk.all_loans[number] = loan
        for tool in data['queues']:
            desk.queues[int(tool)] = data['queues'][tool]
        return desk
    except (KeyError, TypeError):
        raise ValueError('bad text')
# @@ end
