#!/usr/bin/python3
"""Grades the same cohort on a Slurm cluster and on this machine, each from nothing: the results are the same bytes.

Usage: scripts/slurm-test-cluster run slurm_cohort.py GRADER COUNT

Compared are summary.csv and the JSON of each apprentice.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SLURM = {"kind": "slurm", "at_once": 2, "memory_mib": 512, "shard_minutes": 1, "partition": "main"}
LOCAL = {"kind": "local", "at_once": 2, "memory_mib": 256}


def graded(grader, folder, place):
    """{file: bytes} of what the cohort's folder of results holds, and the section "counts" of run.json."""
    name = place["kind"]
    cohort = json.loads((folder / "cohort.json").read_text(encoding="utf-8"))
    cohort.update(executor=place, store=f"{name}.sqlite", out=name)
    file = folder / f"{name}.json"
    file.write_text(json.dumps(cohort), encoding="utf-8")
    env = dict(os.environ, GRADER_CACHE=str(folder / f"cache-{name}"))
    done = subprocess.run([grader, "cohort", "run", file], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 0, done.stderr
    out = folder / name
    found = {"summary.csv": (out / "summary.csv").read_bytes()}
    for path in sorted(out.glob("*/*.json")):
        found[str(path.relative_to(out))] = path.read_bytes()
    return found, json.loads((out / "run.json").read_text(encoding="utf-8"))["counts"]


def jobs_of_cluster():
    """How many tasks the cluster ran to their end, by its own record, and the states of all others. It forgets after MinJobAge."""
    asked = subprocess.run(["squeue", "--noheader", "--array", "--states=all", "--format=%T"], stdout=subprocess.PIPE, text=True, check=True)
    states = asked.stdout.split()
    return states.count("COMPLETED"), [state for state in states if state != "COMPLETED"]


def main():
    grader, count = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "cohort"
        subprocess.run([ROOT / "scripts/make-cohort", str(count), folder, "--exercises", "task-list"], check=True, stdout=subprocess.DEVNULL)
        cluster, counts = graded(grader, folder, SLURM)
        ran, others = jobs_of_cluster()
        local, _ = graded(grader, folder, LOCAL)
        left = [path.name for path in (folder / "slurm/work").rglob("*") if path.is_file()]
    assert counts["graded"] == count, counts
    assert ran >= 1 and not others, (ran, others)
    assert left == ["task.sh"], left
    differing = sorted(name for name in {**cluster, **local} if cluster.get(name) != local.get(name))
    print(json.dumps({"submissions": count, "files": len(cluster), "tasks": ran, "differing": differing}))
    return 1 if differing else 0


sys.exit(main())
