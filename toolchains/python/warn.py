"""Compiles one file and prints what the interpreter says about it, in the form of g++'s JSON diagnostics."""

import json
import sys
import warnings


def main(path):
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
    print(json.dumps(rows), file=sys.stderr)


main(sys.argv[1])
