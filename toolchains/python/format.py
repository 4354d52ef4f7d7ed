"""Prints each file below /job/src that black would change, by its path from there. A file that black cannot read, or that
switches it off, is one that it would change."""

import pathlib
import tomllib

import black

ROOT = pathlib.Path("/job/src")
OPTIONS = tomllib.loads(pathlib.Path("/job/toolchain/black.toml").read_text(encoding="utf-8"))["tool"]["black"]
MODE = black.Mode(
    line_length=OPTIONS.get("line-length", black.DEFAULT_LINE_LENGTH),
    string_normalization=not OPTIONS.get("skip-string-normalization", False),
    magic_trailing_comma=not OPTIONS.get("skip-magic-trailing-comma", False),
)


def is_formatted(text):
    if "fmt: off" in text or "fmt: skip" in text:
        return False
    try:
        black.format_file_contents(text, fast=True, mode=MODE)
    except black.NothingChanged:
        return True
    except Exception:
        return False
    return False


for path in sorted(ROOT.rglob("*.py")):
    text = path.read_text(encoding="utf-8", errors="replace")
    if text and not is_formatted(text):
        print(path.relative_to(ROOT))
