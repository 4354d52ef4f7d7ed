"""Whether the rooms stand by falling totals, in any order where totals are the same.

Exit code 0: they do. 1: they do not; the first line printed says why.
"""

import pathlib
import sys

CASE, FOUND = pathlib.Path("/job/case"), pathlib.Path("/job/found")


def totals():
    sums = {}
    for line in (CASE / "stdin").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            room, units = line.split()
            sums[room] = sums.get(room, 0) + float(units)
    return sums


def verdict():
    sums = totals()
    rooms = (FOUND / "stdout").read_bytes().decode("utf-8", errors="replace").split("\n")
    if rooms[-1] != "":
        return "the last line has no end"
    rooms.pop()
    if sorted(rooms) != sorted(sums):
        return f"expected each of {len(sums)} rooms once, found {len(rooms)} lines"
    for before, after in zip(rooms, rooms[1:]):
        if sums[before] < sums[after]:
            return f"{before} stands before {after}, which has a larger total"
    return ""


def main():
    why = verdict()
    print(why)
    return 1 if why else 0


sys.exit(main())
