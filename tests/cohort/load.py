#!/usr/bin/python3
"""Grades the same cohort with one grading a processor and with four, from nothing: load changes no verdict.

Usage: load.py GRADER COUNT [EXERCISES]
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def graded(grader, folder, cache, at_once):
    cohort = json.loads((folder / "cohort.json").read_text(encoding="utf-8"))
    cohort["executor"] = {"kind": "local", "at_once": at_once, "memory_mib": 256}
    cohort["store"], cohort["out"] = f"store{at_once}.sqlite", f"results{at_once}"
    file = folder / f"cohort{at_once}.json"
    file.write_text(json.dumps(cohort), encoding="utf-8")
    env = dict(os.environ, GRADER_CACHE=str(cache))
    subprocess.run([grader, "cohort", "run", file], check=True, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    shutil.rmtree(cache)
    out = folder / cohort["out"]
    results = {str(path.relative_to(out)): json.loads(path.read_text(encoding="utf-8")) for path in out.glob("*/*.json")}
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    return results, [row for row in run["submissions"] if row["state"] != "graded"]


def main():
    grader, count = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    exercises = ["--exercises", sys.argv[3]] if len(sys.argv) > 3 else []
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "cohort"
        subprocess.run([ROOT / "scripts/make-cohort", count, folder, *exercises], check=True, stdout=subprocess.DEVNULL)
        processors = os.cpu_count()
        calm, faults = graded(grader, folder, folder / "cache", processors)
        busy, busy_faults = graded(grader, folder, folder / "cache", 4 * processors)
    assert not faults and not busy_faults, faults + busy_faults
    assert len(calm) == int(count), len(calm)
    differing = sorted(name for name in calm if calm[name]["public"] != busy[name]["public"] or
                       calm[name].get("marking") != busy[name].get("marking"))
    print(json.dumps({"gradings": len(calm), "differing": differing}))
    return 1 if differing else 0


sys.exit(main())
