"""In the box of the learner's code: imports it and answers the calls of the tests, which run in another box.

Usage: worker.py INTERFACE. Calls come and answers go as frames (grader_wire.py) on descriptor 5. What this program says is only
what the learner's code can say, for both share a process: the other side believes nothing but values of the kinds declared.
"""

import importlib
import json
import os
import sys

sys.path.append("/job/toolchain")
from grader_wire import Wire, dump, receive, send  # noqa: E402

sys.path.remove("/job/toolchain")

PEER = 5
MOST_MESSAGE = 1000


class Worker:
    """The learner's module and the objects that tests hold handles of."""

    def __init__(self, interface):
        self.interface = interface
        self.functions = {function["name"]: function for function in interface["functions"]}
        self.wire = Wire(interface["records"], self.number_of, lambda _, number: self.objects[number])
        self.objects, self.numbers = [], {}
        self.module = None

    def number_of(self, _, thing):
        """The number of a stateful object; the same for the same object."""
        if id(thing) not in self.numbers:
            self.numbers[id(thing)] = len(self.objects)
            self.objects.append(thing)
        return self.numbers[id(thing)]

    def answer(self, call):
        """Carries out one call."""
        if self.module is None:
            self.module = importlib.import_module(self.interface["module"])
        if call["call"] == "":
            return True
        function = self.functions[call["call"]]
        kinds = [kind for _, kind in function["parameters"]]
        arguments = [self.wire.read(kind, value) for kind, value in zip(kinds, call["args"])]
        owner, _, name = call["call"].rpartition(".")
        target = getattr(arguments.pop(0), name) if owner else getattr(self.module, name)
        return self.wire.write(function["result"], target(*arguments))

    def error_of(self, error):
        """The first name in the closed list that the error goes by, else its own."""
        names = [kind.__name__ for kind in type(error).__mro__]
        listed = [name for name in names if name in self.interface["errors"]]
        return {"name": (listed or names)[0], "message": str(error)[:MOST_MESSAGE]}


def main():
    worker = Worker(json.loads(sys.argv[1]))
    peer = os.fdopen(PEER, "r+b", buffering=0)
    reading, writing = os.fdopen(os.dup(PEER), "rb"), os.fdopen(os.dup(PEER), "wb")
    peer.close()
    null = os.open("/dev/null", os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    sys.path.append("/job/src")
    os.chdir("/out")
    while True:
        frame = receive(reading)
        if frame is None:
            return
        call = json.loads(frame)
        try:
            send(writing, dump({"n": call["n"], "value": worker.answer(call)}))
        except BaseException as error:  # whatever the learner's code raises is an answer
            send(writing, dump({"n": call["n"], "error": worker.error_of(error)}))


main()
