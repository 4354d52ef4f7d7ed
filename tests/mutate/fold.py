"""Whether schemata mean what their source means while no guard is on: their syntax trees, with each guard taken for
False, are equal.  fold.py SOURCE SCHEMATA; prints the number of guards, exits 1 when the trees differ or SCHEMATA
does not compile."""

import ast
import sys

guards = 0


def is_guard(node):
    global guards
    found = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "grader_mutant"
    guards += found
    return found


def is_kept(test):
    """not GUARD, (not GUARD or True), and these joined by `and`."""
    if isinstance(test, ast.BoolOp):
        if isinstance(test.op, ast.And):
            return all([is_kept(value) for value in test.values])
        return len(test.values) == 2 and is_kept(test.values[0]) and ast.unparse(test.values[1]) == "True"
    return isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and is_guard(test.operand)


class Fold(ast.NodeTransformer):
    def visit_Expr(self, node):
        """The guard of a function."""
        return None if is_guard(node.value) else self.generic_visit(node)

    def visit_IfExp(self, node):
        return self.visit(node.orelse) if is_guard(node.test) else self.generic_visit(node)

    def visit_If(self, node):
        if "grader_mutant" in ast.unparse(node.test) and is_kept(node.test):
            assert len(node.body) == 1 and not node.orelse
            return self.visit(node.body[0])
        return self.generic_visit(node)

    def visit_BoolOp(self, node):
        """(a and b) and c is a and b and c."""
        self.generic_visit(node)
        first = node.values[0]
        if isinstance(first, ast.BoolOp) and type(first.op) is type(node.op):
            node.values[:1] = first.values
        return node


with open(sys.argv[1], encoding="utf-8") as source, open(sys.argv[2], encoding="utf-8") as schemata:
    before = ast.dump(Fold().visit(ast.parse(source.read())))
    text = schemata.read()
    compile(text, sys.argv[2], "exec")
    after = ast.dump(Fold().visit(ast.parse(text)))
print(guards)
sys.exit(before != after)
