"""In the box of the judge of mutants (grader_mutants.py): the processes that hold the work and run its tests."""

import builtins
import ctypes
import gc
import json
import mmap
import os
import resource
import select
import signal
import sys
import time

import pytest
from _pytest.runner import runtestprotocol

import grader_protocol

PR_SET_DUMPABLE = 4
MOST_MESSAGE = 2000
MOST_SAID = 1 << 20
SPENT = 113  # the exit code of a process without steps left
NO_LIMIT = 1 << 62
OPTIONS = ["-q", "-p", "no:cacheprovider", "-p", "no:faulthandler", "-c", "/dev/null", "--rootdir", "/job/tests", "--capture=sys",
           "--continue-on-collection-errors", "--import-mode=importlib"]


STARTED = {"os.exec", "os.posix_spawn", "os.spawn", "os.system", "pty.spawn", "subprocess.Popen"}
SPAWNED = {"multiprocessing.popen_spawn_posix", "multiprocessing.popen_forkserver"}


def unguarded(event, about, schemata):
    """Whether an audit event tells that another program starts, or that a file of the work is read: schemata are not."""
    if event == "open":
        return isinstance(about[0], str) and about[0].endswith(".py") and os.path.realpath(about[0]) in schemata.codes
    return event in STARTED or event == "import" and about[0] in SPAWNED


class Guard:
    """What the mutants in the work ask: is this one active? It counts the steps and ends a process that has none left.
    Numbers above the mutants' are of functions, and never active: they tell that one was entered, in a process that the
    test forked too. 0 tells that something of the work was run or read that has no guards: by another program, or from its file.

    Who asks is looked at only where the answer could tell something, and while no mutant is active: that takes longer
    than all the rest. Nobody but the work hears of an active mutant.
    """

    def __init__(self, count, functions, schemata):
        active, left, given, leave = 0, NO_LIMIT, NO_LIMIT, os._exit
        asked, caller, last = False, sys._getframe, count + functions
        reached = mmap.mmap(-1, last + 1)

        def grader_mutant(number):
            nonlocal left, asked
            left -= 1
            if left < 0:
                leave(SPENT)
            if active and number != active:
                if count < number <= last:
                    reached[number] = 1
                return False
            if not schemata.asks(caller(1)):
                asked = True
                return False
            reached[number] = 1
            return number == active

        def arm(number, steps):
            nonlocal active, left, given, asked
            active, left, given, asked = number, steps, steps, False
            reached[:] = bytes(last + 1)

        self.arm = arm
        self.asked = lambda: asked
        self.trace = lambda: (given - left, [number for number, seen in enumerate(reached[:]) if seen])
        self.watch = lambda event, about: unguarded(event, about, schemata) and reached.__setitem__(0, 1)
        builtins.grader_mutant = grader_mutant


class Server:
    """Within a server: the plugin that runs a test whenever the judge asks for it."""

    def __init__(self, guard, commands, answers, cpu_ms):
        self.guard, self.commands, self.answers, self.cpu_ms = guard, commands, answers, cpu_ms
        self.problems, self.failures, self.skipped, self.short = [], [], False, False

    def answer(self, what):
        data = (json.dumps(what) + "\n").encode("ascii")
        while data:
            data = data[os.write(self.answers, data):]

    def pytest_collectreport(self, report):
        if report.failed:
            self.problems.append(str(report.longrepr)[-MOST_MESSAGE:])

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        items = {}
        for item in session.items:
            items.setdefault(item.nodeid, item)
        plain = {name for name, item in items.items() if grader_protocol.plain(item, __name__)}
        limit_time(None)
        self.answer([[item.nodeid for item in session.items], self.problems, *self.guard.trace()])
        gc.collect()
        gc.freeze()
        with os.fdopen(self.commands, encoding="ascii") as commands:
            for line in commands:
                name, active, steps, short = json.loads(line)
                self.short = short and name in plain
                self.answer(self.attempt(items[name], active, steps) if name in items else ["gone", 0, ""])
        os._exit(0)

    def attempt(self, item, active, steps):
        reading, writing = os.pipe()
        try:
            child = os.fork()
        except OSError:
            os.close(reading)
            os.close(writing)
            return ["not forked", 0, ""]
        if child == 0:
            try:
                for descriptor in (self.commands, self.answers, reading):
                    os.close(descriptor)
                self.run(item, active, steps, writing)
            finally:
                os._exit(1)
        os.close(writing)
        late, said = hear(child, reading, time.monotonic() + self.cpu_ms / 100)
        os.close(reading)
        _, status = os.waitpid(child, 0)
        try:
            os.killpg(child, signal.SIGKILL)
        except OSError:
            pass
        return ["late" if late else "ended", status, said]

    def run(self, item, active, steps, pipe):
        os.setsid()
        limit_time(self.cpu_ms)
        item.repr_failure = item._repr_failure_py = lambda *_, **__: ""
        self.guard.arm(active, steps)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        os.write(pipe, json.dumps([self.state(), self.way(), *self.guard.trace()]).encode("ascii"))
        os._exit(0)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item, nextitem):
        if self.short:
            raised = grader_protocol.run(item)
            self.skipped = any(isinstance(what, grader_protocol.SKIPS) for what in raised)
            self.failures = [what for what in raised if not isinstance(what, grader_protocol.SKIPS)]
        else:
            self.skipped = any(report.skipped for report in runtestprotocol(item, log=False, nextitem=nextitem))
        return True

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, call):
        report = (yield).get_result()
        if report.failed:
            self.failures.append(call.excinfo.value if call.excinfo else AssertionError())

    def state(self):
        if self.guard.asked():
            return "asked"
        if any(isinstance(failure, MemoryError) for failure in self.failures):
            return "over limit"
        if self.failures:
            return "failed"
        return "skipped" if self.skipped else "passed"

    def way(self):
        asserted = (AssertionError, pytest.fail.Exception)
        return "assertion" if any(isinstance(failure, asserted) for failure in self.failures) else "crash"


def limit_time(cpu_ms):
    """Of this process; None: as long as its box allows."""
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (most if cpu_ms is None else (cpu_ms + 999) // 1000, most))


def hear(child, pipe, deadline):
    """What a test says until its process has ended; the process is killed when that is not before the deadline."""
    said, handle = b"", os.pidfd_open(child)
    late, waiting = False, [pipe, handle]
    while handle in waiting:
        ready, _, _ = select.select(waiting, [], [], max(deadline - time.monotonic(), 0))
        if pipe in ready:
            data = os.read(pipe, 65536)
            said += data if len(said) < MOST_SAID else b""
            if not data:
                waiting.remove(pipe)
        elif handle in ready:
            waiting.remove(handle)
        else:
            late = True
            os.kill(child, signal.SIGKILL)
            waiting.remove(handle)
    os.close(handle)
    return late, said.decode("ascii", "replace")


def serve(guard, commands, answers, limits, files):
    for descriptor in range(3, 64):
        if descriptor not in (commands, answers):
            try:
                os.close(descriptor)
            except OSError:
                pass
    cpu_ms, memory_mib = limits
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, ctypes.c_ulong(True))  # unlike the judge
    os.setsid()
    null = os.open("/dev/null", os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    resource.setrlimit(resource.RLIMIT_DATA, (memory_mib << 20, memory_mib << 20))
    limit_time(cpu_ms)
    sys.addaudithook(guard.watch)
    pytest.main(OPTIONS + files, plugins=[Server(guard, commands, answers, cpu_ms)])
