"""The people who may borrow."""

from .records import Member


class Register:
    def __init__(self):
        self.members = {}

    def join(self, name, mail):
        parts = mail.split('@')
        if len(parts) != 2 or parts[0] == '' or parts[1] == '':
            raise ValueError('bad mail')
        for other in self.members.values():
            # @@ 1-12
            if other.mail == mail:
            # @@ end
            # @@ 13
            if other.mail.lower() == mail.lower():
            # @@ end
                raise ValueError('mail is used')
        number = len(self.members) + 1
        self.members[number] = Member(number, name, mail)
        return number

    def get(self, number):
        return self.members[number]
