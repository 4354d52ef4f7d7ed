"""The people who may borrow."""

from .records import Member


class Register:
    """Members by their number."""

    def __init__(self) -> None:
        self._members: dict[int, Member] = {}

    def join(self, name: str, mail: str) -> int:
        """Adds a member and returns the number."""
        before, _, after = mail.partition("@")
        if not before or not after or "@" in after:
            raise ValueError("not a mail address")
        if any(member.mail == mail for member in self.all()):
            raise ValueError("this address belongs to a member")
        number = len(self._members) + 1
        self._members[number] = Member(number, name, mail)
        return number

    def get(self, number: int) -> Member:
        """The member with a number; KeyError when there is none."""
        return self._members[number]

    def all(self) -> list[Member]:
        """Every member, by number."""
        return list(self._members.values())
