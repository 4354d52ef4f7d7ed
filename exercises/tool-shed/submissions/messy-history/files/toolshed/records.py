"""What the shed knows about: tools, members, loans."""

from dataclasses import dataclass
# @@ 2
from datetime import timedelta
# @@ end


class Unavailable(Exception):
    """The tool cannot be lent to this member now."""


@dataclass(frozen=True)
class Tool:
    """A tool that can be borrowed."""

    number: int
    name: str
    daily_fee: int  # pence for each day that it is late


class Member:
    def __init__(self, number, name, mail):
        self.number = number
        self.name = name
        self.mail = mail
# @@ 2


class Loan:
    def __init__(self, number, tool, member, start, returned=None):
        self.number = number
        self.tool = tool
        self.member = member
        self.start = start
        self.returned = returned
        self.due = start + timedelta(days=14)
# @@ end
