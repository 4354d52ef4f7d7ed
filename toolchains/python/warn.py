"""Compiles every file below a folder and prints what the interpreter says, in the form of g++'s JSON diagnostics.

Usage: warn.py FOLDER
"""

import json
import os
import sys
import warnings


def files_below(folder):
    for place, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            if name.endswith(".py"):
                yield os.path.join(place, name)


def rows_of(path):
    with open(path, "rb") as file:
        source = file.read()
    rows = []

    def row(kind, message, line):
        rows.append({"kind": kind, "message": message, "locations": [{"caret": {"file": path, "line": line or 1}}]})

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(source, path, "exec")
        except (SyntaxError, ValueError) as error:
            row("error", str(error), getattr(error, "lineno", 1))
        for item in caught:
            row("warning", str(item.message), item.lineno)
    return rows


print(json.dumps([row for path in files_below(sys.argv[1]) for row in rows_of(path)]), file=sys.stderr)
