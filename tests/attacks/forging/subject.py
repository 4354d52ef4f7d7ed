"""What the forging corpus is tried on: one small exercise a framework, its starter, and how to grade a folder."""

import json
import pathlib
import shutil
import subprocess

SOURCE = pathlib.Path(__file__).resolve().parents[3]
INCLUDES = {"gtest": "gtest/gtest.h", "catch2": "catch2/catch.hpp", "doctest": "doctest/doctest.h"}
SUMS = [("Negative", "add(7, -9)", "-2"), ("Zero", "add(0, 4)", "4")]


def cpp_test(framework, prefix):
    lines = [f"#include <{INCLUDES[framework]}>", "", '#include "src/add.h"', ""]
    for name, call, value in SUMS:
        if framework == "gtest":
            lines.append(f"TEST({prefix}, {name}) {{ EXPECT_EQ({call}, {value}); }}")
        else:
            lines.append(f'TEST_CASE("{prefix} {name}") {{ CHECK({call} == {value}); }}')
    return "\n".join(lines) + "\n"


def python_test(framework, prefix):
    lines = ["import unittest", "", "from package import add", ""]
    if framework == "unittest":
        lines.append(f"class {prefix}(unittest.TestCase):")
    for name, call, value in SUMS:
        if framework == "unittest":
            lines.append(f"    def test_{name.lower()}(self):\n        self.assertEqual({call}, {value})")
        else:
            lines.append(f"def test_{name.lower()}():\n    assert {call} == {value}\n")
    return "\n".join(lines) + "\n"


def ids(framework, file, prefix):
    names = [name for name, _, _ in SUMS]
    if framework == "gtest":
        return [f"{prefix}.{name}" for name in names]
    if framework == "pytest":
        return [f"{file}::test_{name.lower()}" for name in names]
    if framework == "unittest":
        return [f"{file}::{prefix}::test_{name.lower()}" for name in names]
    return [f"{prefix} {name}" for name in names]


def make_exercise(framework, folder):
    """The toolchain's skeleton with tests of the framework; the starter's functions give 0."""
    language = "cpp" if framework in INCLUDES else "python"
    shutil.copytree(SOURCE / "toolchains" / language / "skeleton", folder)
    described = json.loads((folder / "exercise.json").read_text().replace("@NAME@", "sums"))
    for group, prefix in (("public", "Given"), ("hidden", "Sums")):
        for old in (folder / "tests" / group).iterdir():
            old.unlink()
        file = f"{group}_test.cc" if language == "cpp" else f"test_{group}.py"
        text = cpp_test(framework, prefix) if language == "cpp" else python_test(framework, prefix)
        (folder / "tests" / group / file).write_text(text)
        described["tests"][group]["cases"] = {id: ["R1"] for id in ids(framework, file, prefix)}
    (folder / "exercise.json").write_text(json.dumps(described))
    if language == "cpp":
        (folder / "starter/src/add.h").write_text("#pragma once\n\nint add(int, int);\nint half(int);\n")
        (folder / "starter/src/add.cc").write_text(
            '#include "add.h"\n\nint add(int, int) { return 0; }\n\nint half(int) { return 0; }\n')
    return language


def lay(trick, folder):
    """Lays a trick over a folder: its files as they are, "each.EXT" at the end of every file of that ending."""
    for file in sorted(trick.rglob("*")):
        if not file.is_file():
            continue
        if file.stem == "each":
            for target in folder.rglob("*" + file.suffix):
                if "tests" not in target.relative_to(folder).parts and target.name != "setup.py":
                    target.write_text(target.read_text() + file.read_text())
        else:
            target = folder / file.relative_to(trick)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())


def grade(grader, exercise, folder, environment):
    """The marking section of the result for a folder of files."""
    commands = [["git", "init", "-q", "-b", "main"], ["git", "add", "-A"],
                ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-qm", "Work"]]
    for command in commands:
        subprocess.run(command, cwd=folder, check=True)
    ran = subprocess.run([grader, "grade", str(folder), "--exercise", str(exercise), "--json"],
                         capture_output=True, text=True, env=environment, timeout=600)
    if ran.returncode != 0:
        raise RuntimeError(f"grader ended with {ran.returncode}: {ran.stderr}")
    return json.loads(ran.stdout)["marking"]


def hidden(marking):
    return next(group for group in marking["groups"] if group["name"] == "hidden")
