"""The trusted runner of every Python suite: pytest in a worker process, watched by a parent that never loads learner code.

Usage: runner.py MODE TEST_CPU_MS TEST_MEMORY_MIB SHUFFLE FILES...   MODE: trusted (no conftest), own, coverage (own, with coverage data).
       runner.py split TEST_CPU_MS TEST_MEMORY_MIB SHUFFLE INTERFACE FILES...   as trusted, with the learner's code in another box (split.py)
       runner.py mutants TEST_CPU_MS TEST_MEMORY_MIB SHUFFLE COUNT FUNCTIONS FILES...   which tests fail under which mutants (grader_mutants.py)
In the mode trusted each test runs in a process of its own, forked from a worker that has loaded the tests: what one leaves in
memory is not there for the next, and fixtures of every scope are set up for each. Where loading started a thread, which no fork
would have, all tests run in the worker itself, as they do in the other modes.
Events go to descriptor 3 as JSON lines with the nonce read once from descriptor 4; see grader/parse/parse.h. Where hidden tests
have copies, a line break, a number to draw their order from, a blank and the word in the copies' names follow it. When
a test's process dies or a test does not end in its time, the parent says so; where that was the worker, it starts another for the
tests that are left.
"""

import ctypes
import gc
import json
import os
import random
import resource
import select
import shutil
import signal
import sys
import threading
import time

REPORT, NONCE = 3, 4
PR_SET_DUMPABLE = 4
MOST_MESSAGE = 2000
MOST_IN_PIPE = 1 << 20
MOST_COPIED = 1 << 20  # bytes of a file that own tests may write to
FEW = 4
GRACE = 5  # seconds for a worker to notice that a test's process was ended
TICK = os.sysconf("SC_CLK_TCK")


def may_be_looked_into(yes):
    """Whether other processes may read and write the memory and the descriptors of this one."""
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, ctypes.c_ulong(yes))


class Reporter:
    def __init__(self, nonce):
        self.nonce, self.sequence = nonce, 0

    def say(self, event, **more):
        line = json.dumps({"n": self.nonce, "seq": self.sequence, "event": event, **more}) + "\n"
        self.sequence += 1
        data = line.encode("ascii")
        while data:
            data = data[os.write(REPORT, data):]


def in_another_order(tests):
    """Of few, which a draw may leave as they were, the reverse; else drawn, the same on every machine."""
    drawn = list(tests)
    random.Random(12345).shuffle(drawn)
    return tests[::-1] if len(tests) <= FEW or drawn == tests else drawn


def arrange(items, seed, word):
    """Of the tests that have a copy below `word`, some come before theirs and some after it: a work that remembers what it
    was asked does not learn from it which of the two it is in."""
    draw = random.Random(seed)
    draw.shuffle(items)
    at = {item.nodeid: number for number, item in enumerate(items)}
    copies = [item.nodeid for item in items if item.nodeid.startswith(word + "/") and item.nodeid[len(word) + 1:] in at]
    copy_first = draw.random() < 0.5
    for number, copy in enumerate(copies):
        copy_first = not copy_first if number < 2 else draw.random() < 0.5
        one, other = at[copy], at[copy[len(word) + 1:]]
        if (one < other) != copy_first:
            items[one], items[other] = items[other], items[one]


class Plugin:
    """In the worker: tells the parent about each test through a pipe."""

    def __init__(self, pipe, skip, shuffle, order, apart):
        self.pipe, self.skip, self.shuffle, self.order, self.apart = pipe, skip, shuffle, order, apart
        self.state, self.message, self.over_memory = None, "", False
        self.keep = lambda: None  # what was found so far, should a test end this process

    def tell(self, *what):
        os.write(self.pipe, (json.dumps(what) + "\n").encode("ascii"))

    @staticmethod
    def id_of(nodeid):
        return nodeid

    def pytest_collectreport(self, report):
        if report.failed:
            self.tell("problem", str(report.longrepr)[-MOST_MESSAGE:], self.id_of(report.nodeid))

    def pytest_collection_modifyitems(self, items):
        for item in items:
            self.tell("collected", self.id_of(item.nodeid))
        if self.order:
            arrange(items, *self.order.split(" "))
        items[:] = [item for item in items if self.id_of(item.nodeid) not in self.skip]
        if self.shuffle:
            items[:] = in_another_order(items)

    def pytest_collection_finish(self):
        self.keep()
        if self.apart:
            self.apart = threads() == 1
            gc.collect()
            gc.freeze()

    def pytest_runtest_protocol(self, item):
        """Runs a test in a process of its own; None: here, as pytest does."""
        child = fork() if self.apart else -1
        if child < 0:
            return None
        if child == 0:
            try:
                os.setsid()
                item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
                from _pytest.runner import runtestprotocol

                runtestprotocol(item, nextitem=None)
                item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
            finally:
                os._exit(1)  # who watches goes by what was told before
        _, status = os.waitpid(child, 0)
        try:
            os.killpg(child, signal.SIGKILL)
        except OSError:
            pass  # no process of its group is left
        self.tell("gone", status)
        return True

    def pytest_runtest_makereport(self, call):
        if call.excinfo is not None:
            self.over_memory = isinstance(call.excinfo.value, MemoryError)

    def pytest_runtest_logstart(self, nodeid):
        self.state, self.message, self.over_memory = "not reported", "", False
        self.tell("begin", self.id_of(nodeid), os.getpid())

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.message = str(report.longrepr)[-MOST_MESSAGE:]
            self.state = "over limit" if self.over_memory else "failed"
        elif report.skipped:
            self.state, self.message = "skipped", str(report.longrepr)[-MOST_MESSAGE:]
        elif report.when == "call" and self.state == "not reported":
            self.state = "passed"

    def pytest_runtest_logfinish(self, nodeid):
        self.tell("end", self.id_of(nodeid), self.state, self.message)
        self.keep()


def threads():
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count()


def fork():
    """As os.fork; -1 where the box has no room for a process more."""
    try:
        return os.fork()
    except OSError:
        return -1


def keeper(cover):
    """Writes down what was covered since the last time; unlike save(), it looks for no files that nothing has run."""

    def keep():
        try:
            cover.switch_context("")
        except Exception:
            pass  # there is a next time

    return keep


def work(pipe, mode, memory_mib, shuffle, order, files, skip, number, interface):
    os.setsid()
    resource.setrlimit(resource.RLIMIT_DATA, (memory_mib << 20, memory_mib << 20))
    os.close(REPORT)
    may_be_looked_into(True)
    null = os.open("/dev/null", os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    sys.path.append("/job/src")
    os.chdir("/out")
    gc.disable()  # loading a framework makes no rubbish, and looking for it takes a tenth of a start
    import pytest

    cover = None
    if mode == "coverage":
        import coverage

        os.makedirs("/out/coverage", exist_ok=True)
        cover = coverage.Coverage(data_file=f"/out/coverage/{number}", branch=True, source=["/job/src"], config_file=False)
    gc.freeze()
    gc.enable()
    if cover:
        cover.start()

    options = ["-q", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", "/job/tests", "--continue-on-collection-errors",
               "--import-mode=importlib", "-p", "no:faulthandler"]
    if mode in ("trusted", "split"):
        options.append("--noconftest")
    plugin = Plugin(pipe, skip, shuffle, order, mode == "trusted")
    if cover:
        plugin.keep = keeper(cover)
    plugins = [plugin]
    if mode == "split":
        sys.path.append("/job/toolchain")
        import split

        plugins.append(split.install(interface, plugin))
    pytest.main(options + files, plugins=plugins)
    if cover:
        cover.stop()
        cover.save()
    plugin.tell("done")
    os._exit(0)


def cpu_seconds(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK
    except (OSError, IndexError, ValueError):
        return 0.0


class Watch:
    """The parent's view of one worker."""

    def __init__(self, report, cpu_ms, known):
        self.report, self.limit, self.known = report, cpu_ms / 1000, known
        self.current, self.began, self.cpu, self.finished, self.ended, self.buffer = None, 0.0, 0.0, False, set(), b""
        self.process, self.killed = 0, None  # of the test in hand, and when it was ended for being late

    def hear(self, what):
        kind = what[0]
        if kind == "collected" and what[1] not in self.known:
            self.known.add(what[1])
            self.report.say("collected", id=what[1])
        elif kind == "problem":
            self.report.say("problem", message=what[1], id=what[2])
        elif kind == "begin":
            self.current, self.process, self.killed = what[1], int(what[2]), None
            self.began, self.cpu = time.monotonic(), cpu_seconds(self.process)
            self.report.say("begin", id=self.current)
        elif kind == "end" and what[1] == self.current:
            self.end(what[2], what[3])
        elif kind == "gone" and self.current is not None:
            self.end(*self.how_it_ended(int(what[1])))
        elif kind == "done":
            self.finished = self.current is None  # else the test in hand ended the session

    def end(self, state, message):
        self.report.say("end", id=self.current, state=state, message=message)
        self.ended.add(self.current)
        self.current = None

    def how_it_ended(self, status):
        """State and message of a test whose process ended before it did."""
        if self.killed is not None:
            return "timed out", "no end within its time"
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGKILL, signal.SIGXFSZ):
            return "over limit", "ended by a limit of the box"
        if os.WIFSIGNALED(status):
            return "crashed", "ended by signal " + str(os.WTERMSIG(status))
        return "not reported", f"the process ended with code {os.WEXITSTATUS(status)} before the test did"

    def late(self):
        if self.current is None:
            return False
        now = time.monotonic()
        if self.killed is not None:
            return now - self.killed > GRACE
        return cpu_seconds(self.process) - self.cpu > self.limit or now - self.began > self.limit * 10

    def end_process(self, worker):
        """Of a test that is late; when that did not end the test, of the worker."""
        process = self.process if self.killed is None and self.process > 1 else worker
        self.killed = time.monotonic()
        try:
            os.kill(process, signal.SIGKILL)
        except OSError:
            pass  # it has just ended, or was named by somebody who has no such process

    def hear_all(self, pipe):
        """What is in the pipe; False at its end."""
        data = os.read(pipe, MOST_IN_PIPE)
        *lines, self.buffer = (self.buffer + data).split(b"\n")
        for line in lines:
            try:
                self.hear(json.loads(line))
            except (ValueError, IndexError, TypeError):
                continue
        return bool(data)


def follow(state, pid, pipe):
    """Hears the worker until its process has ended, not until its pipe has: what a test left running may hold that."""
    handle = os.pidfd_open(pid)
    waiting, ended = [pipe, handle], False
    while not ended:
        ready, _, _ = select.select(waiting, [], [], 0.05)
        ended = handle in ready
        if ended:
            ready, _, _ = select.select(waiting, [], [], 0)  # its last words came before its end
        if pipe in ready:
            if not state.hear_all(pipe):
                waiting.remove(pipe)
        elif not ended and state.late():
            state.end_process(pid)
    os.close(handle)


def watch(report, pid, pipe, cpu_ms, known):
    state = Watch(report, cpu_ms, known)
    follow(state, pid, pipe)
    for group in {pid, state.process or pid}:
        try:
            os.killpg(group, signal.SIGKILL)
        except OSError:
            pass  # no process of its group is left
    _, status = os.waitpid(pid, 0)
    if state.current is not None:
        state.end(*state.how_it_ended(status))
    return state


def bring_work():
    """Own tests find the files of the work by their paths from its root, as where it was written, and start its programs there.
    Its folders are links, which cannot be written to."""
    for root in ("/job/src", "/job/tests"):
        for entry in os.scandir(root):
            if os.path.lexists(entry.name) or entry.name == "coverage":
                continue
            if entry.is_file() and entry.stat().st_size <= MOST_COPIED:
                shutil.copyfile(entry.path, entry.name)
            else:
                os.symlink(entry.path, entry.name)


def judge_mutants(channel, limits, count, functions, files):
    """What follows the nonce are the numbers of mutants that change nothing, joined by ","."""
    sys.path.append("/job/toolchain")
    gc.disable()
    import grader_mutants

    gc.enable()
    sys.path[-1] = "/job/src"
    nonce, _, numbers = channel.pop().partition("\n")
    decoys = {int(number) for number in numbers.split(",") if number}
    judge = grader_mutants.Judge(Reporter(nonce), decoys, limits, count, functions, files, in_another_order, bring_work)
    del nonce, numbers, decoys
    judge.run()


def main():
    may_be_looked_into(False)
    channel = os.read(NONCE, 4096).decode("ascii")
    os.close(NONCE)
    if sys.argv[1] in ("own", "coverage", "mutants"):
        bring_work()
    if sys.argv[1] == "mutants":
        channel = [channel]
        return judge_mutants(channel, (int(sys.argv[2]), int(sys.argv[3])), int(sys.argv[5]), int(sys.argv[6]), sys.argv[7:])
    mode, cpu_ms, memory_mib = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    shuffle, files = sys.argv[4] == "1", sys.argv[5:]
    interface = files.pop(0) if mode == "split" else ""
    nonce, _, order = channel.partition("\n")
    report, known, done = Reporter(nonce), set(), set()
    for number in range(200):
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            nonce = channel = report = None
            try:
                work(writing, mode, memory_mib, shuffle, order, files, done, number, interface)
            finally:
                os._exit(1)
        os.close(writing)
        state = watch(report, pid, reading, cpu_ms, known)
        os.close(reading)
        done |= state.ended
        if state.finished:
            report.say("done")
            return
        if not state.ended:  # no progress: the code under test cannot even be loaded
            return


main()
