"""Combines the coverage data of every worker and prints coverage.py's JSON report."""

import json
import os
import sys

import coverage


def main(folder):
    data = [os.path.join(folder, name) for name in sorted(os.listdir(folder))] if os.path.isdir(folder) else []
    if not data:
        print(json.dumps({"files": {}}))
        return
    cover = coverage.Coverage(data_file="/out/combined", branch=True, config_file=False)
    cover.combine(data, strict=False, keep=True)
    cover.json_report(outfile="/out/report.json", ignore_errors=True)
    with open("/out/report.json", encoding="utf-8") as report:
        sys.stdout.write(report.read())


main(sys.argv[1])
