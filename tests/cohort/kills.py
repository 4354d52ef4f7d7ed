#!/usr/bin/python3
"""Kills a cohort run with -9 at seeded random points and resumes it, again and again: nothing is lost, nothing doubled, and the
results are those of a run that was left alone.

Usage: kills.py GRADER ROUNDS [SEED]

A round is a new store and results' folder; within it the run is killed and resumed until it ends by itself. In the first of
each twenty rounds nothing is kept of what the boxes gave before, so that kills meet builds and tests too; in the others they
meet the rest.
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
COLD_EACH = 20


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
    return {"items": rows("select apprentice, exercise, state, grading from items where run = (select id from runs "
                          "where ended > 0 order by number desc limit 1) order by 1, 2"),
            "gradings": rows("select key from gradings order by 1"),
            "assessments": rows("select apprentice, exercise, number, grading from assessments order by 1, 2, 3"),
            "runs": rows("select count(*) from runs")[0][0]}


def lost_and_doubled(wanted, found):
    """How many rows of the one are missing in the other, and how many are there more often than once."""
    return len([row for row in wanted if row not in found]), len(found) - len(set(found))


def fresh(folder):
    shutil.rmtree(folder / "results", ignore_errors=True)
    for path in folder.glob("store.sqlite*"):
        path.unlink()


def one_round(grader, folder, cache, cold, reach, chance):
    """Kills and resumes until a run ends by itself; the kills come within `reach` seconds of a beginning. How many there were,
    how many runs were begun, and how the last one ended."""
    fresh(folder)
    if cold:
        shutil.rmtree(cache, ignore_errors=True)
    code, resume, begun, kills = None, False, 0, 0
    while code is None:
        begun += not resume
        code, error = run(grader, folder, cache, resume, chance.uniform(0.01, reach))
        kills += code is None
        if code == 2 and resume and "--resume" in error:  # killed before it began, or right after it ended
            begun += 1
            code, error = run(grader, folder, cache, False)
        resume = (folder / "store.sqlite").exists()
    return kills, begun, code, error


def main():
    grader, rounds = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "cohort"
        cache = pathlib.Path(temporary) / "cache"
        subprocess.run([ROOT / "scripts/make-cohort", str(SUBMISSIONS), folder, "--exercises", "task-list"], check=True,
                       stdout=subprocess.DEVNULL)
        lengths = {}
        for cold in (True, False):
            fresh(folder)
            began = time.monotonic()
            code, error = run(grader, folder, cache, False)
            lengths[cold] = time.monotonic() - began
            assert code == 0, error
        expected, stored = results_of(folder), store_of(folder)
        assert len(stored["items"]) == SUBMISSIONS and len(expected) == 2 * SUBMISSIONS + 1, stored
        kills = lost = doubled = 0
        for number in range(rounds):
            cold = number % COLD_EACH == 0
            reach, killed = lengths[cold] * 1.2, 0
            while killed == 0:  # a round that no kill met says nothing, and is done again with earlier ones
                killed, begun, code, error = one_round(grader, folder, cache, cold, reach, chance)
                reach /= 2
            kills += killed
            assert code == 0, error
            assert results_of(folder) == expected, f"round {number}: other results"
            now = store_of(folder)
            assert now["runs"] <= begun, f"round {number}: {now['runs']} runs where {begun} were begun"
            for table in ("gradings", "assessments", "items"):
                missing, twice = lost_and_doubled(stored[table], now[table])
                lost, doubled = lost + missing, doubled + twice
                assert now[table] == stored[table], f"round {number}: {table} {now[table]} instead of {stored[table]}"
        print(json.dumps({"rounds": rounds, "kills": kills, "lost": lost, "doubled": doubled}))
    return 0


sys.exit(main())
