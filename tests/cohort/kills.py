#!/usr/bin/python3
"""Kills a cohort run with -9 at seeded random points and resumes it, again and again: nothing is lost, nothing doubled, and the
results are those of a run that was left alone.

Usage: kills.py GRADER ROUNDS [SEED]

A round is a new store and results' folder; within it the run is killed and resumed until it ends by itself.
"""

import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SUBMISSIONS = 6


def expect_nothing_left(folder):
    """Workers and boxes end with the run that started them; they get a moment for it."""
    left = ""
    for _ in range(600):
        left = subprocess.run(["pgrep", "-fa", f"grader.* {folder}/"], capture_output=True, text=True).stdout
        if not left:
            return
        time.sleep(0.05)
    raise AssertionError("left running: " + left)


def run(grader, folder, cache, resume, kill_after=None):
    """The exit code; None when it was killed."""
    arguments = [grader, "cohort", "run", folder / "cohort.json", *(["--resume"] if resume else [])]
    env = dict(os.environ, GRADER_CACHE=str(cache))
    child = subprocess.Popen(arguments, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        error = child.communicate(timeout=kill_after)[1]
        return child.returncode, error
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
        child.communicate()
        expect_nothing_left(cache.parent)
        return None, ""


def results_of(folder):
    found = {}
    for path in sorted((folder / "results").rglob("*")):
        name = str(path.relative_to(folder / "results"))
        if path.is_file() and (name == "summary.csv" or "/" in name) and not name.startswith("work/"):
            found[name] = path.read_bytes()
    return found


def store_of(folder):
    database = sqlite3.connect(folder / "store.sqlite")
    rows = lambda text: database.execute(text).fetchall()
    return {"items": rows("select apprentice, exercise, state, grading from items order by 1, 2"),
            "gradings": rows("select key from gradings order by 1"),
            "assessments": rows("select apprentice, exercise, number, grading from assessments order by 1, 2, 3"),
            "ended": rows("select count(*) from runs where ended > 0")}


def fresh(folder):
    shutil.rmtree(folder / "results", ignore_errors=True)
    for path in folder.glob("store.sqlite*"):
        path.unlink()


def main():
    grader, rounds = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "cohort"
        cache = pathlib.Path(temporary) / "cache"
        subprocess.run([ROOT / "scripts/make-cohort", str(SUBMISSIONS), folder, "--exercises", "task-list"], check=True,
                       stdout=subprocess.DEVNULL)
        run(grader, folder, cache, False)  # what the boxes give is kept from now on: the kills meet the rest
        fresh(folder)
        began = time.monotonic()
        code, error = run(grader, folder, cache, False)
        length = time.monotonic() - began
        assert code == 0, error
        expected, stored = results_of(folder), store_of(folder)
        assert len(stored["items"]) == SUBMISSIONS and len(expected) == 2 * SUBMISSIONS + 1, stored
        kills = 0
        for number in range(rounds):
            fresh(folder)
            code, resume = None, False
            while code is None:
                code, error = run(grader, folder, cache, resume, chance.uniform(0.01, length * 1.2))
                kills += code is None
                if code == 2 and resume and "--resume" in error:  # killed before it began, or right after it ended
                    code, error = run(grader, folder, cache, False)
                resume = (folder / "store.sqlite").exists()
            assert code == 0, error
            assert results_of(folder) == expected, f"round {number}: other results"
            now = store_of(folder)
            now["items"] = sorted(set(now["items"]))
            for table in ("gradings", "assessments", "items"):
                assert now[table] == stored[table], f"round {number}: {table} {now[table]} instead of {stored[table]}"
        print(json.dumps({"rounds": rounds, "kills": kills, "lost": 0, "doubled": 0}))
    return 0


sys.exit(main())
