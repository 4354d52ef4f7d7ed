"""Judges mutants that stand in the work: which test fails while which one is active.

Three generations of processes. The judge, the only one that reports, never loads learner code. A server is forked from
it, loads the work and collects the tests. A test is forked from a server and runs alone, with one mutant active, of which
only the work hears: a test that asks for itself ("asked") judges nothing.
Of a mutant that was reached while the work was loaded there is a server of its own, with the mutant active from the start.
What a test leaves where it may write (the working folder, $TMPDIR and /dev/shm) is removed after it, whatever it did to
the rights and times of these folders; where that cannot be done, nothing further is judged.
A test that failed under a mutant is run again with nothing changed (grader_credits.py). If it fails then, too, it judges
nothing, and what it had noticed is judged by the others.

A test need not run under a mutant when it is known how it ended, and nothing that it ran then has changed. That is known from
the hint: "tell", then lines "MUTANT<TAB>STEPS<TAB>KILLED<TAB>TEST". With a hint, "tried" tells it for the next time.
"""

import collections
import contextlib
import gc
import json
import os
import select
import signal
import time

import grader_schemata
from grader_credits import Credits
from grader_leftovers import Leftovers
from grader_server import NO_LIMIT, SPENT, Guard, serve


MOST_TOLD = 1 << 20  # bytes of "tried", of a report that may have four times as many


class GiveUp(Exception):
    """Nothing further can be judged, by no fault of the work."""


def known_from(hint):
    """(mutant, test) -> (steps, whether it failed an assertion)."""
    rows = (line.split("\t", 3) for line in hint.split("\n")[1:] if line)
    return {(int(number), test): (int(steps), killed == "1") for number, steps, killed, test in rows}


def most_steps(steps):
    return min(10 * steps + 1000, NO_LIMIT)


class Client:
    """The judge's end of one server. `collected` is None when the server ended before it had collected."""

    def __init__(self, judge, active, steps):
        commands, self.commands = os.pipe()
        self.answers, answers = os.pipe()
        try:
            self.pid = os.fork()
        except OSError:
            raise GiveUp("no more processes are left to this box") from None
        if self.pid == 0:
            try:
                judge.forget()
                judge.guard.arm(active, steps)
                serve(judge.guard, commands, answers, judge.limits, judge.files)
            finally:
                os._exit(1)
        os.close(commands)
        os.close(answers)
        self.patience = judge.limits[0] / 100 + 5
        self.buffer, self.late, self.status = b"", False, 0
        self.collected = self.listen()

    def ask(self, *what):
        """The server's answer; None when it is there no more."""
        try:
            os.write(self.commands, (json.dumps(what) + "\n").encode("ascii"))
        except OSError:
            pass
        return self.listen()

    def listen(self):
        deadline = time.monotonic() + self.patience
        while b"\n" not in self.buffer:
            ready, _, _ = select.select([self.answers], [], [], max(deadline - time.monotonic(), 0))
            data = os.read(self.answers, 65536) if ready else b""
            if not data:
                self.late = not ready
                return self.close()
            self.buffer += data
        line, _, self.buffer = self.buffer.partition(b"\n")
        try:
            return json.loads(line)
        except ValueError:
            return self.close()

    def close(self):
        if self.pid:
            os.close(self.commands)
            os.close(self.answers)
            os.kill(self.pid, signal.SIGKILL)  # of a process that has ended the status stays what it is
            _, self.status = os.waitpid(self.pid, 0)
            self.pid = 0


class Test:
    def __init__(self, name):
        self.name, self.state, self.again, self.steps, self.reached, self.asked = name, "", "", 0, set(), False
        self.killed_afresh = False  # a mutant of which there is a server of its own


class Judge:
    def __init__(self, report, decoys, limits, count, functions, files, in_another_order, bring):
        self.report, self.decoys, self.limits, self.count, self.files = report, decoys, limits, count, files
        self.in_another_order = in_another_order
        schemata, hint = grader_schemata.read()
        schemata.install()
        self.known, self.room = known_from(hint), MOST_TOLD if hint else 0
        self.guard, self.tests, self.judges = Guard(count, functions, schemata), [], []
        self.early, self.early_steps, self.client, self.credits = set(), 0, None, Credits()
        self.leftovers = Leftovers(bring)

    def forget(self):
        """In a server: of what the judge knows, nothing stays that must not be known there."""
        self.decoys.clear()
        self.known.clear()
        self.credits.forget()
        self.report.nonce = self.report = None

    def run(self):
        try:
            gc.freeze()
            self.collect()
            self.measure()
            for number in sorted(self.decoys):
                self.try_decoy(number)
            for number, verdict in sorted(self.verdicts().items()):
                self.report.say("mutant", mutant=number, **verdict)
            self.report.say("done")
        except GiveUp as why:
            self.report.say("problem", message=str(why))

    def serving(self):
        if self.client is None or not self.client.pid:
            self.client = Client(self, 0, NO_LIMIT)
            if self.client.collected is None:
                raise GiveUp("the work could not be loaded")
        return self.client

    def collect(self):
        names, problems, self.early_steps, early = self.serving().collected
        self.early = set(early)
        for problem in problems:
            self.report.say("problem", message=problem)
        for name, times in collections.Counter(names).items():
            self.report.say("collected", id=name)
            self.tests.append(Test(name))
            if times > 1:
                self.tests[-1].state = self.tests[-1].again = "duplicate"

    def measure(self):
        order = [test for test in self.tests if not test.state]
        for test in order:
            test.state = self.trace(test)
        for test in self.in_another_order(order):
            test.again = self.trace(test)
        for test in self.tests:
            self.report.say("baseline", id=test.name, state=test.state, again=test.again, steps=test.steps)
        judges = [test for test in self.tests if test.state == test.again == "passed"]
        for test in judges:
            if test.asked:
                self.report.say("void", id=test.name, mutant=0)
        self.judges = sorted((test for test in judges if not test.asked), key=lambda test: (test.steps, test.name))

    def trace(self, test):
        state, _, steps, reached = self.attempt(self.serving(), test, 0, NO_LIMIT)
        test.steps = max(test.steps, steps)
        test.reached |= set(reached)
        test.asked |= state == "asked"
        return "passed" if state == "asked" else state

    def attempt(self, client, test, number, steps):
        short = bool(test.state)  # all but the first run of a test; see grader_protocol.py
        answer = client.ask(test.name, number, steps, short)
        if not self.leftovers.remove():
            raise GiveUp("what a test left behind could not be removed")
        try:
            return ended(answer, client)
        except (ValueError, TypeError):
            return "not reported", "crash", 0, []

    def covering(self, number):
        return [test for test in self.judges if number in self.early or number in test.reached]

    def under(self, number, tests):
        """(test, way) of each that does not pass while the mutant is active; the way of one that asked is "asked"."""
        early = number in self.early
        client = Client(self, number, most_steps(self.early_steps)) if early else None
        with contextlib.closing(client) if early else contextlib.nullcontext():
            for test in tests:
                if self.credits.is_due(test) and not self.passes_unchanged(test):
                    continue
                if early and client.collected is None:
                    self.credit(test, number)
                    yield test, loading(client)
                    continue
                state, way = self.tried(client, test, number)
                if state not in ("passed", "skipped"):
                    yield test, state if state == "asked" else way

    def tried(self, client, test, number):
        """(state, way) of a test while a mutant is active, which may be known; `client`: that mutant's own."""
        limit, keeps = most_steps(test.steps), not client and number not in self.decoys
        steps, killed = self.known.get((number, test.name), (NO_LIMIT, False))
        if keeps and steps <= limit:
            return ("failed", "assertion") if killed else ("passed", "")
        state, way, steps, reached = self.attempt(client or self.serving(), test, number, limit)
        if state not in ("passed", "skipped", "asked"):
            self.credit(test, number)
        killed = state == "failed" and way == "assertion"
        reached = self.early.union(reached)
        if keeps and self.room > 0 and (killed or state in ("passed", "skipped")) and 0 not in reached:
            self.tell(test, number, killed, steps, reached)
        return state, way

    def tell(self, test, number, killed, steps, reached):
        entered = sorted(guard - self.count for guard in reached if guard > self.count)
        self.room -= 150 + 6 * len(test.name) + 8 * len(entered)
        if self.room > 0:
            self.report.say("tried", mutant=number, id=test.name, killed=killed, steps=steps, entered=entered)

    def try_decoy(self, number):
        for test, way in list(self.under(number, self.covering(number))):
            self.void(test, 0 if way == "asked" else number)

    def void(self, test, number):
        self.report.say("void", id=test.name, mutant=number)
        self.judges.remove(test)

    def verdicts(self):
        """By the mutants' numbers, none by a test that is void."""
        verdicts, numbers = {}, range(1, self.count + 1)
        while numbers:
            for number in numbers:
                verdicts[number] = self.judge(number)
            for test in self.credits.all_due():
                self.passes_unchanged(test)
            judges = {test.name for test in self.judges}
            numbers = [number for number, verdict in verdicts.items() if verdict.get("by") and verdict["by"] not in judges]
        return verdicts

    def judge(self, number):
        covering = self.covering(number)
        tried = self.under(number, [] if number in self.decoys else covering)
        test, way = next((kill for kill in tried if kill[1] != "asked"), (None, None))
        tried.close()
        if test:
            return {"state": "killed", "by": test.name, "how": way}
        return {"state": "survived" if any(test in self.judges for test in covering) else "not covered"}

    def credit(self, test, number):
        if number in self.decoys:
            return
        test.killed_afresh |= number in self.early
        self.credits.credit(test, number)

    def passes_unchanged(self, test):
        """Runs a test that is due with nothing changed, as the mutants were that it noticed: else it is void."""
        noticed = self.credits.take(test)
        number = min(self.decoys.intersection(test.reached), default=0)
        client = Client(self, number, NO_LIMIT) if test.killed_afresh else self.serving()
        state = self.attempt(client, test, number, most_steps(test.steps))[0] if client.collected else "crashed"
        if test.killed_afresh:
            client.close()
        if state not in ("passed", "skipped"):
            self.void(test, 0 if state == "asked" else noticed)
        return state in ("passed", "skipped")


def signalled(status):
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def loading(client):
    """How a server ended that did not come as far as to collect."""
    if client.late or signalled(client.status) == signal.SIGXCPU:
        return "time"
    return "steps" if os.WIFEXITED(client.status) and os.WEXITSTATUS(client.status) == SPENT else "crash"


def ended(answer, client):
    """(state, way, steps, numbers reached) of a test from its server's answer; None: the server went with it."""
    if answer is None:
        return "timed out" if client.late else "crashed", "time" if client.late else "crash", 0, []
    kind, status, said = answer
    if kind == "not forked":
        raise GiveUp("no more processes are left to this box")
    if kind == "late" or signalled(status) == signal.SIGXCPU:
        return "timed out", "time", 0, []
    if signalled(status):
        limit = signalled(status) in (signal.SIGKILL, signal.SIGXFSZ)
        return "over limit" if limit else "crashed", "crash", 0, []
    if kind == "gone" or status:
        return "not reported", "steps" if os.WEXITSTATUS(status) == SPENT and not said else "crash", 0, []
    state, way, steps, reached = json.loads(said)
    if state not in ("passed", "failed", "skipped", "over limit", "asked") or way not in ("assertion", "crash"):
        raise ValueError(said)
    return state, way, int(steps), [int(number) for number in reached]
