"""Makes copies of hidden tests that no honest work passes, with probes that must fail and a test that must pass.

Usage: copies.py WORD COPIES   COPIES: "file.py::test=WORD/file.py::test", joined by ";". Writes below /out/WORD.

What a copied test expects is made something that no honest work gives: "==" and assertEqual get another value on one
side, pytest.raises and assertRaises a class that nobody raises. A copy in which nothing of that kind was reached fails.
"""

import ast
import os
import sys

TESTS = "/job/tests"

# Stands before the tests of each copied file.
HEAD = '''
import functools as _functools

_asked = [0]


class _Unseen(Exception):
    pass


def _other(value):
    if isinstance(value, bool) or value is None:
        return object()
    if isinstance(value, (int, float)):
        return value + 918273645
    if isinstance(value, str):
        return value + " nor that"
    if isinstance(value, list):
        return [*value, object()]
    if isinstance(value, tuple):
        return (*value, object())
    return object()


def _pair(one, two):
    _asked[0] += 1
    if type(one) in (bool, int, float, str, list, tuple, dict, set, bytes, type(None)):
        if type(two) not in (bool, int, float, str, list, tuple, dict, set, bytes, type(None)):
            return _other(one), two
    return one, _other(two)


def _same(one, two):
    left, right = _pair(one, two)
    return left == right


def _unseen():
    _asked[0] += 1
    return _Unseen


def _copied(function):
    @_functools.wraps(function)
    def copy(*args, **kwargs):
        _asked[0] = 0
        result = function(*args, **kwargs)
        assert _asked[0] > 0, "nothing was compared"
        return result

    return copy
'''

RULES = '''import unittest

import pytest

NUMBER = 918273645


def test_equal():
    assert NUMBER == NUMBER + 1


def test_true():
    assert not NUMBER


def test_raises():
    with pytest.raises(LookupError):
        assert NUMBER


class Rules(unittest.TestCase):
    def test_equal(self):
        self.assertEqual(NUMBER, NUMBER + 1)

    def test_true(self):
        self.assertTrue(NUMBER == 0)

    def test_raises(self):
        with self.assertRaises(LookupError):
            str(NUMBER)


def test_whole():
    total = 0
    for digit in str(NUMBER):
        total += int(digit)
    if total != 45:
        raise RuntimeError(total)
'''


def name_of(function):
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def call(name, *arguments):
    return ast.Call(func=ast.Name(id=name, ctx=ast.Load()), args=list(arguments), keywords=[])


class Inverter(ast.NodeTransformer):
    def visit_Assert(self, node):
        self.generic_visit(node)
        test = node.test
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq):
            node.test = call("_same", test.left, test.comparators[0])
        return node

    def visit_Call(self, node):
        self.generic_visit(node)
        name = name_of(node.func)
        if name in ("assertEqual", "assertEquals", "assertListEqual", "assertDictEqual") and len(node.args) >= 2:
            node.args[:2] = [ast.Starred(value=call("_pair", *node.args[:2]), ctx=ast.Load())]
            node.func.attr = "assertEqual"
        elif name in ("raises", "assertRaises", "assertRaisesRegex") and node.args:
            node.args[0] = call("_unseen")
        return node


def is_test(node):
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test")


def copied(nodes, wanted, before=""):
    """The statements without the tests that are not copied."""
    kept = []
    for node in nodes:
        if is_test(node):
            if before + node.name not in wanted:
                continue
            node = Inverter().visit(node)
            node.decorator_list.append(ast.Name(id="_copied", ctx=ast.Load()))
        elif isinstance(node, ast.ClassDef):
            node.body = copied(node.body, wanted, before + node.name + "::") or [ast.Pass()]
        elif isinstance(node, (ast.If, ast.Try, ast.With)):
            for part in (node, *getattr(node, "handlers", ())):
                for field in ("body", "orelse", "finalbody"):
                    if getattr(part, field, None):
                        setattr(part, field, copied(getattr(part, field), wanted, before) or [ast.Pass()])
        kept.append(node)
    return kept


def copy_file(path, wanted):
    with open(os.path.join(TESTS, path), encoding="utf-8") as file:
        module = ast.parse(file.read())
    first = 0
    for number, node in enumerate(module.body):
        document = number == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if document or (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            first = number + 1
    module.body = module.body[:first] + ast.parse(HEAD).body + copied(module.body[first:], wanted)
    return ast.unparse(ast.fix_missing_locations(module)) + "\n"


def write(word, path, text):
    path = os.path.join("/out", word, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    word, rows = sys.argv[1], [row.partition("=")[0] for row in sys.argv[2].split(";")]
    wanted = {}
    for row in rows:
        path, _, test = row.partition("::")
        wanted.setdefault(path, set()).add(test.partition("[")[0])
    for path, tests in wanted.items():
        try:
            write(word, path, copy_file(path, tests))
        except (OSError, SyntaxError):  # the run itself says what is wrong with it
            continue
    write(word, "test_rules.py", RULES)


main()
