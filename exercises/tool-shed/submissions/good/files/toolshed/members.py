"""The people who may borrow."""
# @@ 5

from .records import Member
# @@ end
# @@ 7


def is_mail(text: str) -> bool:
    """Tells whether a text has something on both sides of exactly one @."""
    parts = text.split("@")
    return len(parts) == 2 and all(parts)
# @@ end


class Register:
    # @@ 0-4
    """Lets members join: R3."""
    # @@ end
    # @@ 5
    """Knows every member by number."""

    def __init__(self) -> None:
        self._members: list[Member] = []

    def join(self, name: str, mail: str) -> int:
        """Adds a member with a name and a mail address, and returns the number."""
        # @@ end
        # @@ 7
        if not is_mail(mail):
            raise ValueError("a mail address looks like name@place")
        if any(member.mail.lower() == mail.lower() for member in self._members):
            raise ValueError("a member has this mail address already")
        # @@ end
        # @@ 5
        member = Member(len(self._members) + 1, name, mail)
        self._members.append(member)
        return member.number

    def get(self, number: int) -> Member:
        """Returns the member with a number; raises KeyError when there is none."""
        if not 1 <= number <= len(self._members):
            raise KeyError(number)
        return self._members[number - 1]
    # @@ end
    # @@ 23

    def all(self) -> list[Member]:
        """Returns the members in the order of their numbers."""
        return list(self._members)
    # @@ end
