"""Reads commands, one a line: "put TITLE", "lend TITLE READER", "back TITLE READER", "list"."""

import sys

from . import Shelf, summary


def main(lines):
    """Carries the commands out."""
    shelf = Shelf()
    for line in lines:
        command, *words = line.split()
        if command == "put":
            shelf.put(words[0])
        elif command == "lend":
            shelf.lend(words[0], words[1])
        elif command == "back":
            shelf.give_back(words[0], words[1])
        elif command == "list":
            for row in summary(shelf):
                print(row["title"], row["copies"], row["lent"])


main(sys.stdin)
