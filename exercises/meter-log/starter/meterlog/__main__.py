"""Reads meter readings and prints what a command asks for."""

import sys

from .log import BadReading, means, ranking, readings, totals


def rows(values, pattern):
    """One line a room, sorted by name."""
    return "".join(pattern.format(room, values[room]) for room in sorted(values))


def main(arguments):
    """Carries out one command; returns the exit code."""
    command = arguments[0] if arguments else ""
    try:
        if command == "report":
            with open(arguments[1], encoding="utf-8") as lines, open(arguments[2], "w", encoding="utf-8") as out:
                out.write(rows(totals(readings(lines)), "{} {:.1f}\n"))
        elif command == "total":
            print(rows(totals(readings(sys.stdin)), "{} {:.1f}\n"), end="")
        elif command == "mean":
            print(rows(means(readings(sys.stdin)), "{} {:.2f}\n"), end="")
        elif command == "rank":
            for room in ranking(totals(readings(sys.stdin))):
                print(room)
    except BadReading as error:
        print(error, file=sys.stderr)
        return 2
    return 0


sys.exit(main(sys.argv[1:]))
