#!/usr/bin/python3
"""Tries the forging corpus: every attempt convinces a naive grader, and none of a generic kind gets a pass from grader.

Usage: run.py GRADER [WORD | --bounded] [--json FILE]   WORD: only attempts with it in their id; --bounded: only a few a
framework; FILE: what became of each

A naive grader runs the framework's own main or module in a scratch folder and believes the exit code, or a report file
without a failure. Prints a line an attempt and the counts; ends with 1 when anything is not as attempts.json says.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from subject import INCLUDES, SOURCE, grade, hidden, lay, make_exercise

HERE = pathlib.Path(__file__).resolve().parent
COMPILE = ["g++", "-std=c++20", "-O0"]
MAINS = {"catch2": "#define CATCH_CONFIG_MAIN\n", "doctest": "#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN\n"}


def attempts():
    described = json.loads((HERE / "attempts.json").read_text())
    for trick in described["tricks"]:
        language = trick["language"]
        folder = SOURCE / "toolchains" / language / "forgers" if trick.get("forger") else HERE / "tricks" / language
        of_language = [name for name, row in described["frameworks"].items() if row["language"] == language]
        for framework in trick.get("frameworks", of_language):
            yield {"id": f"{framework}/{trick['id']}", "framework": framework, "kind": trick["kind"],
                   "sentence": trick["sentence"], "folder": folder / trick["id"],
                   "bounded": trick.get("bounded", False)}


def run(command, folder):
    """Exit code of a program in a group of its own; what it leaves behind is ended too."""
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            code = process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            code = -1
        try:
            os.killpg(process.pid, 9)
        except ProcessLookupError:
            pass
    return code


class Naive:
    """Believes a framework's own way of running its tests."""

    def __init__(self, framework, exercise, folder):
        self.framework, self.exercise, self.folder = framework, exercise, folder
        if framework not in INCLUDES:
            return
        header = folder / "pch" / INCLUDES[framework]
        header.parent.mkdir(parents=True)
        subprocess.run([*COMPILE, "-x", "c++-header", f"/usr/include/{INCLUDES[framework]}", "-o", f"{header}.gch"], check=True)
        if framework in MAINS:
            (folder / "main.cc").write_text(MAINS[framework] + f"#include <{INCLUDES[framework]}>\n")
            subprocess.run([*COMPILE, "-c", "main.cc", "-o", "main.o"], cwd=folder, check=True)
            subprocess.run(["ar", "rc", "libmain.a", "main.o"], cwd=folder, check=True)

    def believes(self, work):
        report = work / "report.xml"
        try:
            code = run(self.command(work, report), work)
        except subprocess.CalledProcessError:  # does not build
            return False
        text = report.read_text(errors="replace") if report.exists() else ""
        return code == 0 or ('failures="0"' in text and "<failure" not in text)

    def command(self, work, report):
        if self.framework == "pytest":
            shutil.copy(self.exercise / "tests/hidden/test_hidden.py", work)
            return ["/usr/bin/python3", "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", "test_hidden.py"]
        if self.framework == "unittest":
            shutil.copy(self.exercise / "tests/hidden/test_hidden.py", work)
            return ["/usr/bin/python3", "-B", "-m", "unittest", "test_hidden"]
        self.build(work)
        options = {"gtest": [f"--gtest_output=xml:{report}"], "catch2": ["-r", "junit", "-o", str(report)],
                   "doctest": ["-r=junit", f"--out={report}"]}
        return [str(work / "suite"), *options[self.framework]]

    def build(self, work):
        library = ["-lgtest_main", "-lgtest"] if self.framework == "gtest" else [str(self.folder / "libmain.a")]
        sources = [str(path) for path in (work / "src").glob("*.cc") if path.name != "main.cc"]
        test = self.exercise / "tests/hidden/hidden_test.cc"
        subprocess.run([*COMPILE, f"-I{self.folder}/pch", "-I.", "-Isrc", "-c", str(test), "-o", "test.o"], cwd=work, check=True)
        subprocess.run([*COMPILE, "-I.", "-Isrc", "test.o", *sources, *library, "-lpthread", "-o", "suite"], cwd=work, check=True)


def try_one(attempt, exercise, naive, grader, scratch, environment):
    name = attempt["id"].replace("/", "-")
    for kind in ("naive", "graded"):
        shutil.copytree(exercise / "starter", scratch / kind / name)
        lay(attempt["folder"], scratch / kind / name)
    believed = naive.believes(scratch / "naive" / name)
    group = hidden(grade(grader, exercise, scratch / "graded" / name, environment))
    forged = [test["id"] for test in group["cases"] if test["state"] == "passed"]
    doubted = any(test["state"] == "integrity" for test in group["cases"])
    row = {**attempt, "believed": believed, "forged": forged, "doubted": doubted}
    print(line(row), flush=True)
    return row


def right(row):
    return row["believed"] and bool(row["forged"]) == (row["kind"] == "targeted")


def line(row):
    said = "forged" if row["forged"] else "left to a person" if row["doubted"] else "not passed"
    naive = "believed" if row["believed"] else "not believed"
    mark = "" if right(row) else "NOT AS SAID "
    return f"{mark}{row['id']}: {row['kind']}; naive: {naive}; grader: {said}. {row['sentence']}"


def main():
    parser = argparse.ArgumentParser(description="Tries the forging corpus.")
    parser.add_argument("grader", type=os.path.abspath)
    parser.add_argument("word", nargs="?", default="")
    parser.add_argument("--bounded", action="store_true")
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    chosen = [attempt for attempt in attempts() if options.word in attempt["id"] and (attempt["bounded"] or not options.bounded)]
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        environment = {**os.environ, "GRADER_CACHE": str(scratch / "cache")}
        exercises, naives = {}, {}
        for framework in sorted({attempt["framework"] for attempt in chosen}):
            exercises[framework] = scratch / "exercises" / framework
            make_exercise(framework, exercises[framework])
            naives[framework] = Naive(framework, exercises[framework], scratch / "plain" / framework)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            rows = list(pool.map(lambda a: try_one(a, exercises[a["framework"]], naives[a["framework"]], options.grader, scratch,
                                                   environment), chosen))
    if options.json:
        options.json.write_text(json.dumps([{**row, "folder": str(row["folder"]), "right": right(row)} for row in rows]))
    wrong = sum(not right(row) for row in rows)
    generic = [row for row in rows if row["kind"] == "generic"]
    print(f"{len(rows)} attempts, {len(generic)} generic: {sum(bool(row['forged']) for row in generic)} forged, "
          f"{sum(row['doubted'] for row in generic)} left to a person; {len(rows) - len(generic)} targeted: "
          f"{sum(bool(row['forged']) for row in rows) - sum(bool(row['forged']) for row in generic)} forged; "
          f"{wrong} not as said")
    return 1 if wrong else 0


sys.exit(main())
