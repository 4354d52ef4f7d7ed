"""What is graded here: small exercises, the same for each framework, their starter, and how to grade a folder."""

import json
import pathlib
import shutil
import subprocess

SOURCE = pathlib.Path(__file__).resolve().parents[3]
INCLUDES = {"gtest": "gtest/gtest.h", "catch2": "catch2/catch.hpp", "doctest": "doctest/doctest.h"}
# The name of a test, a call, and what it gives; None: the error for a wrong value.
SUMS = [("Negative", "add(7, -9)", "-2"), ("Zero", "add(0, 4)", "4")]
FUNCTIONS = SUMS + [
    ("Half", "half(9)", "4"), ("HalfBelow", "half(-1)", None), ("Leap", "february(2024)", "29"), ("Century", "february(1900)", "28"),
    ("FourCenturies", "february(2000)", "29"), ("Divisor", "common_divisor(12, 18)", "6"), ("Digits", "digit_sum(1907)", "17"),
    ("Turned", 'turned("stone")', '"enots"'), ("One", 'counted(1, "day")', '"1 day"'), ("Many", 'counted(3, "day")', '"3 days"'),
    ("Pass", "mark(40)", '"pass"'), ("Distinction", "mark(70)", '"distinction"'), ("Points", "mark(101)", None)]


def cpp_test(framework, prefix, rows):
    errors = ["#include <stdexcept>"] if any(value is None for _, _, value in rows) else []
    lines = [f"#include <{INCLUDES[framework]}>", *errors, "", '#include "src/add.h"', ""]
    for name, call, value in rows:
        if framework == "gtest":
            check = f"EXPECT_EQ({call}, {value})" if value else f"EXPECT_THROW({call}, std::invalid_argument)"
            lines.append(f"TEST({prefix}, {name}) {{ {check}; }}")
        else:
            check = f"CHECK({call} == {value})" if value else f"CHECK_THROWS_AS({call}, std::invalid_argument)"
            lines.append(f'TEST_CASE("{prefix} {name}") {{ {check}; }}')
    return "\n".join(lines) + "\n"


def python_test(framework, prefix, rows):
    names = sorted({call.partition("(")[0] for _, call, _ in rows})
    lines = [f"import {framework}", "", f"from package import {', '.join(names)}", ""]
    if framework == "unittest":
        lines.append(f"class {prefix}(unittest.TestCase):")
    for name, call, value in rows:
        if framework == "unittest":
            check = f"self.assertEqual({call}, {value})" if value else f"self.assertRaises(ValueError, lambda: {call})"
            lines.append(f"    def test_{name.lower()}(self):\n        {check}")
        else:
            check = f"assert {call} == {value}" if value else f"with pytest.raises(ValueError):\n        {call}"
            lines.append(f"def test_{name.lower()}():\n    {check}\n")
    return "\n".join(lines) + "\n"


def ids(framework, file, prefix, rows):
    names = [name for name, _, _ in rows]
    if framework == "gtest":
        return [f"{prefix}.{name}" for name in names]
    if framework == "pytest":
        return [f"{file}::test_{name.lower()}" for name in names]
    if framework == "unittest":
        return [f"{file}::{prefix}::test_{name.lower()}" for name in names]
    return [f"{prefix} {name}" for name in names]


def make_exercise(framework, folder, rows=tuple(SUMS)):
    """The toolchain's skeleton with tests of the framework; the starter's functions give 0. Gives the language."""
    language = "cpp" if framework in INCLUDES else "python"
    shutil.copytree(SOURCE / "toolchains" / language / "skeleton", folder)
    described = json.loads((folder / "exercise.json").read_text().replace("@NAME@", "sums"))
    for group, prefix in (("public", "Given"), ("hidden", "Sums")):
        for old in (folder / "tests" / group).iterdir():
            old.unlink()
        file = f"{group}_test.cc" if language == "cpp" else f"test_{group}.py"
        text = (cpp_test if language == "cpp" else python_test)(framework, prefix, rows)
        (folder / "tests" / group / file).write_text(text)
        described["tests"][group]["cases"] = {id: ["R1"] for id in ids(framework, file, prefix, rows)}
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
