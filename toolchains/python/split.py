"""In the box of the tests: stands in for the learner's module, whose functions it calls in another box.

Tests are ordinary pytest files. `import MODULE` gives functions and classes made from the exercise's signatures; each call
goes as a frame (grader_wire.py) to descriptor 5 and comes back as a plain value or as an error of the closed list. No object of the
learner's is ever here. What the other box cannot answer (a crash, a wrong kind, an error that is not listed) ends the test as
Lost, which no `except Exception` or `pytest.raises` of a test takes for an answer.
"""

import builtins
import importlib.machinery
import json
import os
import sys
import types

import pytest
from grader_wire import MOST_BYTES, Mismatch, Wire, dump, receive, said, send

PEER = 5


class Lost(BaseException):
    """The test cannot go on; the state it ends in is in Connection.lost."""


class Connection:
    """Calls into the learner's box, one at a time; a new box for each test."""

    def __init__(self, interface):
        self.interface = interface
        self.reading, self.writing = os.fdopen(os.dup(PEER), "rb"), os.fdopen(os.dup(PEER), "wb")
        self.test, self.number, self.lost = 0, 0, None

    def begin(self):
        """The next call goes to a new box. Answers that were on their way to a test before are thrown away."""
        self.test, self.number, self.lost = self.test + 1, 0, None
        send(self.writing, b"t")
        while (frame := receive(self.reading)) != b"r":
            if frame is None:
                self.lose("not reported", "the connection between the boxes ended")

    def lose(self, state, message):
        """Ends the test."""
        __tracebackhide__ = True  # a test's own lines say where it stopped
        self.lost = self.lost or (state, message)
        raise Lost(self.lost[1])

    def call(self, name, arguments):
        """The answer: ("value", JSON, "") or ("error", its name, its message)."""
        __tracebackhide__ = True
        if self.lost:
            raise Lost(self.lost[1])
        self.number += 1
        request = b"c" + dump({"n": self.number, "call": name, "args": arguments})
        if len(request) > MOST_BYTES:
            self.lose("failed", f"the test passes more than 1 MiB by {name}")
        send(self.writing, request)
        while (frame := receive(self.reading)) == b"r":
            pass  # for a test that was ended before it came
        if frame is None:
            self.lose("not reported", "the connection between the boxes ended")
        try:
            answer = json.loads(frame[1:])
        except ValueError:
            self.lose("failed", f"{name} returned a number that cannot be read")
        if frame[:1] == b"l":
            self.lose(answer["state"], answer["message"])
        if "value" in answer:
            return "value", answer["value"], ""
        return "error", answer["error"]["name"], answer["error"]["message"]


class Module:
    """Makes what tests import."""

    def __init__(self, interface, connection):
        self.interface, self.connection = interface, connection
        self.wire = Wire(interface["records"], self.to_handle, self.from_handle)
        self.errors = {name: error_class(name) for name in interface["errors"]}
        self.classes = {name: handle_class(name, interface["module"]) for name in interface["handles"]}

    def to_handle(self, name, value):
        """The number of a handle that belongs to this test."""
        test, number = getattr(value, "_at", (0, 0)) if type(value) is self.classes[name] else (0, 0)
        if test != self.connection.test:
            raise Mismatch(f"{type(value).__name__} where a {name} of this test is declared")
        return number

    def from_handle(self, name, number):
        """A handle of a number."""
        if type(number) is not int or number < 0:
            raise Mismatch(f"no handle where {name} is declared")
        handle = object.__new__(self.classes[name])
        handle._at = (self.connection.test, number)
        return handle

    def invoke(self, function, arguments, named):
        """One call of a function of the interface."""
        __tracebackhide__ = True
        kinds = dict(function["parameters"])
        given = dict(zip(kinds, arguments), **named)
        missing = [name for name in kinds if name not in given]
        unknown = len(arguments) > len(kinds) or set(given) - set(kinds)
        if unknown or any(said(kinds[name]).split("<")[0] != "optional" for name in missing):
            raise TypeError(f"{function['name']} takes {', '.join(kinds) or 'nothing'}")
        values = list(given)
        if missing and list(kinds)[: len(values)] != values:
            given.update(dict.fromkeys(missing))
        try:
            sent = [self.wire.write(kinds[name], given[name]) for name in kinds if name in given]
        except Mismatch as wrong:
            self.connection.lose("failed", f"the test passes {wrong} by {function['name']}")
        sort, value, message = self.connection.call(function["name"], sent)
        if sort == "error":
            self.raise_error(function, value, message)
        try:
            return self.wire.read(function["result"], value)
        except (Mismatch, ValueError, TypeError) as wrong:
            return self.connection.lose("failed", f"{function['name']} returned {wrong}")

    def raise_error(self, function, name, message):
        """An error of the closed list; any other ends the test."""
        __tracebackhide__ = True
        if name in self.errors:
            raise self.errors[name](message)
        state = "over limit" if name == "MemoryError" else "failed"
        self.connection.lose(state, f"{function['name']} raised {name}: {message}")

    def fill(self, module):
        """Puts functions, classes and errors into the module that tests import."""
        vars(module).update({name: error for name, error in self.errors.items() if not hasattr(builtins, name)})
        vars(module).update(self.classes)
        for function in self.interface["functions"]:
            owner, _, name = function["name"].rpartition(".")
            if owner:
                setattr(self.classes[owner], name, self.function(function))
            elif name in self.classes:
                self.classes[name].__new__ = staticmethod(self.constructor(function))
            else:
                setattr(module, name, self.function(function))

    def function(self, function):
        """A function that calls the learner's of the same name."""

        def call(*arguments, **named):
            __tracebackhide__ = True
            return self.invoke(function, arguments, named)

        call.__name__ = call.__qualname__ = function["name"]
        return call

    def constructor(self, function):
        """The same for a class: what it gives is the handle."""
        call = self.function(function)

        def make(_, *arguments, **named):
            __tracebackhide__ = True
            return call(*arguments, **named)

        return make


def handle_class(name, module):
    """What a test holds of an object that stays in the other box; the same object is the same handle."""
    return type(name, (), {"__slots__": ("_at",), "__module__": module, "__eq__": same, "__hash__": lambda self: hash(self._at)})


def same(one, other):
    """Whether two handles are of one object."""
    return type(one) is type(other) and one._at == other._at


def error_class(name):
    """Python's own error of that name, else a new one."""
    found = getattr(builtins, name, None)
    known = isinstance(found, type) and issubclass(found, Exception)
    return found if known else type(name, (Exception,), {})


class Finder:
    """Gives the module, and the packages it stands in, to whoever imports them."""

    def __init__(self, interface, connection):
        self.interface, self.connection = interface, connection
        self.made = None

    def find_spec(self, name, _path=None, _target=None):
        """Only the names of the interface."""
        whole = self.interface["module"]
        if name != whole and not whole.startswith(name + "."):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        """An empty module."""
        return types.ModuleType(spec.name)

    def exec_module(self, module):
        """Fails as an import does when the learner's module cannot be imported in its box."""
        if module.__name__ != self.interface["module"]:
            return
        try:
            self.connection.begin()
            sort, name, message = self.connection.call("", [])
        except Lost as lost:
            raise ImportError(str(lost)) from None
        if sort == "error":
            raise ImportError(f"{name}: {message}")
        if self.made is None:
            self.made = Module(self.interface, self.connection)
        self.made.fill(module)


class Plugin:
    """Begins a box for each test and sees that a test that lost its box does not pass."""

    def __init__(self, connection, states):
        self.connection, self.states = connection, states

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item):
        """Before anything of the test."""
        self.connection.begin()

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report):
        """After the runner has made up its mind."""
        if self.connection.lost:
            self.states.state, self.states.message = self.connection.lost


def install(interface, states):
    """The pytest plugin of a run; `states` is the runner's, of the test in hand."""
    interface = json.loads(interface)
    connection = Connection(interface)
    sys.meta_path.insert(0, Finder(interface, connection))
    return Plugin(connection, states)
