"""Reads commands, one a line:

tool PENCE NAME, member MAIL NAME, search WORDS, lend TOOL MEMBER DAY, back LOAN DAY, overdue DAY
"""

import datetime
import sys

from . import Catalogue, Desk, Register, Unavailable, overdue


def answer(desk, command, words):
    """The lines that a command prints."""
    if command == "tool":
        return [f"tool {desk.catalogue.add(' '.join(words[1:]), int(words[0]))}"]
    if command == "member":
        return [f"member {desk.register.join(' '.join(words[1:]), words[0])}"]
    if command == "search":
        return [f"{tool.number} {tool.name}" for tool in desk.catalogue.search(" ".join(words))]
    day = datetime.date.fromisoformat(words[-1])
    if command == "lend":
        return [f"loan {desk.lend(int(words[0]), int(words[1]), day)}"]
    if command == "back":
        return [f"to pay: {desk.give_back(int(words[0]), day)}"]
    return [f"{row.days} days: {row.tool}, {row.member}" for row in overdue(desk, day)]


def main():
    desk = Desk(Catalogue(), Register())
    for line in sys.stdin:
        command, *words = line.split()
        try:
            for text in answer(desk, command, words):
                print(text)
        except (KeyError, ValueError, Unavailable) as error:
            print(f"refused: {error}")


main()
