#!/usr/bin/python3
"""Honest work raises no doubt: seeded edits of the sample submissions, each graded for real, hidden tests included.

Usage: honest.py GRADER [COUNT [WORD]]   COUNT edits in all (504); WORD: only samples with it

An edit changes one to three places of one source file of a sample, as slips and half-done work do: an operator, a
number, a condition, a line that is lost or doubled, a text, a name. Own tests are left out, for they have no part in the
question. Each edit goes through `grader grade`, so it is compiled or loaded, run beside the canaries and judged as any
submission is. Ends with 1 when a group of any of them is said to contradict itself.
"""

import collections
import concurrent.futures
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

from subject import SOURCE, grade, hidden

PYTHON = [("task-list", "good"), ("task-list", "weak"), ("task-list", "crashes"), ("tool-shed", "good")]
CPP = [("bank-statement", "good"), ("bank-statement", "weak"), ("bank-statement", "crashes"), ("parking-meter", "good")]
# An edit of C++ takes many times as long: one of nine.
SAMPLES = [row for cpp in CPP for row in (PYTHON + PYTHON + [cpp])]
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


def make_sample(exercise, submission, scratch):
    """The last commit of a sample, as its recipe makes it."""
    bundle = scratch / f"{exercise}-{submission}.bundle"
    subprocess.run([SOURCE / "scripts/make-bundle", SOURCE / "exercises" / exercise, submission, bundle],
                   check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["git", "clone", "-q", bundle, scratch / "samples" / exercise / submission], check=True)


def try_one(number, sample, grader, scratch, environment):
    exercise, submission = sample
    root = SOURCE / "exercises" / exercise
    work = scratch / f"{exercise}-{submission}-{number}"
    shutil.copytree(scratch / "samples" / exercise / submission, work, ignore=shutil.ignore_patterns(".git", "tests"))
    chance = random.Random(f"{exercise}/{submission}/{number}")
    sources = sorted(path for path in work.rglob("*") if path.suffix in (".py", ".cc") and path.stem not in ("main", "__main__"))
    file = chance.choice([path for path in sources if path.stat().st_size > 200] or sources)
    file.write_text(edit(file.read_text(), chance))
    marking = grade(grader, root, work, environment)
    shutil.rmtree(work)
    group = hidden(marking)
    doubted = any(test["state"] == "integrity" for some in marking["groups"] for test in some["cases"])
    states = collections.Counter(test["state"] for test in group["cases"])
    return {"id": work.name, "doubted": doubted, "states": states}


def main():
    grader = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 504
    word = sys.argv[3] if len(sys.argv) > 3 else ""
    samples = [sample for sample in SAMPLES if word in "/".join(sample)]
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        environment = {**os.environ, "GRADER_CACHE": str(scratch / "cache")}
        for sample in set(samples):
            make_sample(*sample, scratch)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            rows = list(pool.map(lambda n: try_one(n, samples[n % len(samples)], grader, scratch, environment), range(count)))
    states = sum((row["states"] for row in rows), collections.Counter())
    doubted = [row["id"] for row in rows if row["doubted"]]
    whole = sum(set(row["states"]) == {"passed"} for row in rows)
    print(f"{len(rows)} edits of {len(set(samples))} samples: {len(doubted)} doubted {doubted}")
    print(f"{whole} of them passed every hidden test; hidden tests by state: {dict(states.most_common())}")
    return 1 if doubted else 0


sys.exit(main())
