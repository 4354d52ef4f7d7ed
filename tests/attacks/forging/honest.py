#!/usr/bin/python3
"""Honest work raises no doubt: seeded edits of submissions, each graded for real, hidden tests included.

Usage: honest.py GRADER [COUNT [WORD]] [--json FILE]   COUNT edits in all (504); WORD: only submissions with it; FILE: the counts

An edit changes one to three places of one source file, as slips and half-done work do: an operator, a number, a condition,
a line that is lost or doubled, a text, a name. What is edited are the sample submissions and, for the other frameworks, the
small functions in honest/, whose tests are the same in each. Own tests are left out, for they have no part in the question.
Each edit goes through `grader grade`, so it is compiled or loaded, run beside the canaries and judged as any submission is.
Ends with 1 when a group of any of them is said to contradict itself.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

from subject import FUNCTIONS, SOURCE, grade, hidden, lay, make_exercise

HERE = pathlib.Path(__file__).resolve().parent
# Framework and where the work comes from: an exercise and its sample, or "functions".
PYTEST = [("pytest", "task-list", "good"), ("pytest", "task-list", "weak"), ("pytest", "task-list", "crashes"),
          ("pytest", "tool-shed", "good")]
UNITTEST = ("unittest", "functions", "good")
CATCH2, DOCTEST = ("catch2", "functions", "good"), ("doctest", "functions", "good")
CPP = [("gtest", "bank-statement", "good"), CATCH2, ("gtest", "parking-meter", "good"), DOCTEST,
       ("gtest", "bank-statement", "weak"), CATCH2, ("gtest", "bank-statement", "crashes"), DOCTEST]
# An edit of C++ takes many times as long: one of five. The first twenty hold every framework.
SAMPLES = [row for at, cpp in enumerate(CPP) for row in (PYTEST[at % 4], PYTEST[(at + 1) % 4], UNITTEST, PYTEST[(at + 2) % 4], cpp)]
SWAPS = [("==", "!="), ("<=", "<"), (">=", ">"), (" < ", " >= "), (" + ", " - "), (" - ", " + "), (" and ", " or "),
         ("&&", "||"), ("True", "False"), ("true", "false"), ("None", "0"), ("not ", ""), ("append", "extend"),
         ("return ", "return 0 * "), ("raise ", "print("), ("push_back", "emplace_back"), ("sorted(", "list("), ("if ", "while ")]


def edit(text, chance):
    lines = text.split("\n")
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(lines))
        kind = chance.randrange(5)
        if kind == 0:
            lines[at] = ""
        elif kind == 1:
            lines.insert(at, lines[at])
        elif kind == 2:
            lines[at] = re.sub(r"\b\d+\b", lambda found: str(int(found[0]) + chance.choice((-1, 1, 10))), lines[at], count=1)
        elif kind == 3:
            old, new = chance.choice(SWAPS)
            found = [number for number, line in enumerate(lines) if old in line]
            if found:
                at = chance.choice(found)
                lines[at] = lines[at].replace(old, new, 1)
        else:
            lines[at] = re.sub(r'"[^"]*"', '"other"', lines[at], count=1)
    return "\n".join(lines)


def make_sample(sample, scratch):
    """The exercise and the work to be edited: the last commit of a sample, as its recipe makes it, or the functions."""
    framework, exercise, submission = sample
    work = scratch / "samples" / "-".join(sample)
    if exercise == "functions":
        folder = scratch / "exercises" / framework
        language = make_exercise(framework, folder, FUNCTIONS)
        shutil.copytree(folder / "starter", work)
        lay(HERE / "honest" / language, work)
        return folder, work
    bundle = scratch / f"{exercise}-{submission}.bundle"
    subprocess.run([SOURCE / "scripts/make-bundle", SOURCE / "exercises" / exercise, submission, bundle],
                   check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["git", "clone", "-q", bundle, work], check=True)
    return SOURCE / "exercises" / exercise, work


def edit_one_file(work, chance):
    sources = sorted(path for path in work.rglob("*") if path.suffix in (".py", ".cc") and path.stem not in ("main", "__main__"))
    file = chance.choice([path for path in sources if path.stat().st_size > 200] or sources)
    file.write_text(edit(file.read_text(), chance))


def try_one(number, sample, made, grader, scratch, environment):
    """One edit; of number -1 the work as it is."""
    exercise, honest = made[sample]
    name = "-".join((*sample, str(number)))
    work = scratch / name
    shutil.copytree(honest, work, ignore=shutil.ignore_patterns(".git", "tests"))
    if number >= 0:
        edit_one_file(work, random.Random(name))
    marking = grade(grader, exercise, work, environment)
    shutil.rmtree(work)
    doubted = any(test["state"] == "integrity" for group in marking["groups"] for test in group["cases"])
    states = collections.Counter(test["state"] for test in hidden(marking)["cases"])
    return {"id": name, "framework": sample[0], "doubted": doubted, "states": states}


def counts(framework, rows):
    return {"framework": framework, "edits": len(rows), "doubted": [row["id"] for row in rows if row["doubted"]],
            "whole": sum(set(row["states"]) == {"passed"} for row in rows),
            "states": dict(sum((row["states"] for row in rows), collections.Counter()).most_common())}


def main():
    parser = argparse.ArgumentParser(description="Honest work raises no doubt.")
    parser.add_argument("grader", type=os.path.abspath)
    parser.add_argument("count", nargs="?", type=int, default=504)
    parser.add_argument("word", nargs="?", default="")
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    samples = [sample for sample in SAMPLES if options.word in "/".join(sample)]
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        environment = {**os.environ, "GRADER_CACHE": str(scratch / "cache")}
        made = {sample: make_sample(sample, scratch) for sample in set(samples)}
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            def tried(sample, number):
                return try_one(number, sample, made, options.grader, scratch, environment)

            for row in pool.map(lambda sample: tried(sample, -1), [sample for sample in made if sample[1] == "functions"]):
                if set(row["states"]) != {"passed"}:
                    sys.exit(f"{row['id']}: the work as it is ends with {dict(row['states'])}, so that its edits show nothing")
            rows = list(pool.map(lambda number: tried(samples[number % len(samples)], number), range(options.count)))
    frameworks = sorted({row["framework"] for row in rows})
    table = [counts(framework, [row for row in rows if row["framework"] == framework]) for framework in frameworks]
    for row in table:
        print(f"{row['framework']:10} {row['edits']:4} edits, {len(row['doubted'])} doubted {row['doubted']}; {row['whole']} "
              f"passed every hidden test; hidden tests by state: {row['states']}")
    doubted = sum(len(row["doubted"]) for row in table)
    print(f"{len(rows)} edits of {len(set(samples))} submissions: {doubted} doubted")
    if options.json:
        options.json.write_text(json.dumps(table))
    return 1 if doubted else 0


sys.exit(main())
