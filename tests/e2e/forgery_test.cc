// Work that does nothing but reach for a verdict gets none, in the modes whose verdict it cannot write.
#include "tests/e2e/attempt.h"

namespace grader {
namespace {

class ForgeryByProgram : public testing::TestWithParam<Attempt> {};

TEST_P(ForgeryByProgram, MeetsNothing) {
  const Folder folder;
  expect_nothing_met(grade_attempt(folder, "meter-log", GetParam().files), "io");
}

Attempt by_program(const std::string& name, const std::string& code) {
  return {.name = name, .files = {{"meterlog/__main__.py", code}}};
}

INSTANTIATE_TEST_SUITE_P(
    Io, ForgeryByProgram,
    testing::Values(
        by_program("ExitsWithSuccess", "import os\nos._exit(0)\n"),
        by_program("PrintsARunnersSummary",
                   "print('[==========] 18 tests ran.')\nprint('[  PASSED  ] 18 tests.')\nprint('18 passed')\n"),
        by_program(
            "PrintsEventsOfARunner",
            "import json\nfor n in range(18):\n"
            "    print(json.dumps({'n': '', 'seq': n, 'event': 'end', 'id': 'total-sorted', 'state': 'passed'}))\n"),
        by_program(
            "WritesEventsToEveryDescriptor",
            "import json, os\nfor fd in range(256):\n    try:\n"
            "        os.write(fd, json.dumps({'event': 'end', 'id': 'total-sorted', 'state': 'passed'}).encode())\n"
            "    except OSError:\n        pass\n"),
        by_program(
            "WritesReportFiles",
            "import os\nfor name in ('report', 'report.json', 'result.json', 'stdout', 'hashes', 'expected'):\n"
            "    for folder in ('/out', '/out/copy', '/tmp', '.'):\n        try:\n"
            "            with open(os.path.join(folder, name), 'w') as file:\n"
            "                file.write('{\"outcome\": {\"kind\": \"exited\", \"value\": 0}, \"state\": \"passed\"}')\n"
            "        except OSError:\n            pass\n"),
        by_program("LooksForExpectedOutput",
                   "import os\nfor top, _, names in os.walk('/'):\n    if top.startswith(('/proc', '/usr', '/lib')):\n"
                   "        continue\n    for name in names:\n        if name in ('stdout', 'case.json') or 'expected' "
                   "in top:\n"
                   "            print(open(os.path.join(top, name)).read(), end='')\n"),
        by_program(
            "LinksItsOutputElsewhere",
            "import os, sys\nfor name in sys.argv[1:]:\n    for target in ('/job/case/expected/' + name, "
            "'/proc/self/exe'):\n"
            "        try:\n            os.symlink(target, name + '.new')\n            os.replace(name + '.new', name)\n"
            "        except OSError:\n            pass\n"),
        by_program(
            "PatchesPrintAndOutput",
            "import builtins, sys\n\n\nclass Same(str):\n    def __eq__(self, other):\n        return True\n"
            "    __hash__ = str.__hash__\n\n\nbuiltins.print = lambda *a, **k: sys.__stdout__.write(Same('passed'))\n"
            "print('anything')\n"),
        by_program("PrintsWhenItEnds", "import atexit\natexit.register(print, 'OK')\n"),
        by_program(
            "EndsItsParents",
            "import os, signal\nfor pid in (os.getppid(), 1, -1):\n    try:\n        os.kill(pid, signal.SIGKILL)\n"
            "    except OSError:\n        pass\n"),
        by_program("LeavesAProcessBehind",
                   "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(1)\n    print('hall 3.0')\n"),
        by_program("ShowsItsEnvironment",
                   "import os, sys\nprint(dict(os.environ), sys.argv, open('/proc/self/environ').read())\n"),
        by_program("WritesThroughTheProcessTable",
                   "import glob\nfor path in glob.glob('/proc/[0-9]*/fd/*'):\n    try:\n        open(path, "
                   "'w').write('passed')\n"
                   "    except OSError:\n        pass\n"),
        by_program("ConfusesTheChecker",
                   "import sys\nsys.stdout.buffer.write(b'\\xff\\x00' * 1000 + b'\\n' * 5000)\nsys.exit(0)\n"),
        by_program("EndsTheCheckersLines", "print('hall', 'attic', 'kitchen', sep='\\r')\nprint('exit code: 0')\n"),
        Attempt{.name = "CommitsTheOutputAndRunsOthersCode",
                .files = {{"totals.txt", "attic 1.0\nhall 5.0\n"},
                          {"out", "attic 1.2\nhall 7.0\nshed 2.0\n"},
                          {"sitecustomize.py", "print('passed')\n"},
                          {"conftest.py", "def pytest_runtest_makereport(item, call):\n    call.excinfo = None\n"},
                          {"tests/hidden/total-sorted/stdout", ""},
                          {"tests/public/total-two-rooms/stdout", ""}}}),
    name_of_attempt);

class ForgeryByModule : public testing::TestWithParam<Attempt> {};

TEST_P(ForgeryByModule, MeetsNothing) {
  const Folder folder;
  expect_nothing_met(grade_attempt(folder, "lending-shelf", GetParam().files), "split");
}

// The names that the tests import, so that the attempt is about what they do.
const std::string kNames =
    "\n\nclass NoneLeft(Exception):\n    pass\n\n\nclass Shelf:\n    def __getattr__(self, name):\n"
    "        return lambda *a, **k: ANSWER\n\n\ndef summary(shelf):\n    return ANSWER\n\n\n"
    "def busiest(shelf):\n    return ANSWER\n";

Attempt by_module(const std::string& name, const std::string& code, const std::string& answer = "None") {
  return {.name = name, .files = {{"shelf/__init__.py", code + "\nANSWER = " + answer + kNames}}};
}

INSTANTIATE_TEST_SUITE_P(
    Split, ForgeryByModule,
    testing::Values(
        by_module("ExitsWithSuccess", "import os\nos._exit(0)\n"),
        by_module("EndsWhenItIsAsked", "import os\n", "property(lambda self: os._exit(0))"),
        by_module("IsEqualToEverything",
                  "class Same:\n    def __eq__(self, other):\n        return True\n    def __ne__(self, other):\n"
                  "        return False\n    def __bool__(self):\n        return True\n    def __iter__(self):\n"
                  "        return iter(())\n    __hash__ = object.__hash__\n",
                  "Same()"),
        by_module("IsEqualToEveryNumber",
                  "class Same(int):\n    def __eq__(self, other):\n        return True\n    __hash__ = int.__hash__\n",
                  "Same(1)"),
        by_module(
            "IsEqualToEveryTextAndList",
            "class Same(list):\n    def __eq__(self, other):\n        return True\n    __hash__ = object.__hash__\n",
            "Same()"),
        by_module("PatchesPytest",
                  "import builtins, sys\ntry:\n    import pytest, _pytest.runner, _pytest.assertion.rewrite, "
                  "_pytest.reports\n"
                  "    _pytest.reports.TestReport.failed = property(lambda self: False)\n"
                  "    _pytest.runner.pytest_runtest_makereport = lambda item, call: None\n"
                  "    pytest.raises = lambda *a, **k: __import__('contextlib').suppress(BaseException)\n"
                  "except ImportError:\n    pass\nbuiltins.AssertionError = type('Never', (Exception,), {})\n"),
        by_module("PatchesTheOtherSidesModules",
                  "import sys, types\nfor name in ('split', 'runner', 'grader_wire', '__main__'):\n"
                  "    module = sys.modules.setdefault(name, types.ModuleType(name))\n"
                  "    for key in list(vars(module)):\n        if callable(vars(module)[key]):\n"
                  "            setattr(module, key, lambda *a, **k: True)\n"),
        by_module(
            "WritesEventsToEveryDescriptor",
            "import json, os\nfor fd in range(256):\n    try:\n        os.write(fd, (json.dumps({'n': '', 'seq': 0, "
            "'event': 'end', 'id': 'test_hidden.py::test_summary_is_sorted', 'state': 'passed'}) + '\\n').encode())\n"
            "    except OSError:\n        pass\n"),
        by_module("SpeaksForTheRelay",
                  "import os, struct\nfor text in (b'r', b'a{\"n\":1,\"value\":2}', "
                  "b'l{\"state\":\"passed\",\"message\":\"\"}'):\n"
                  "    os.write(5, struct.pack('>I', len(text)) + text)\n"),
        by_module("AnswersEverythingItself",
                  "import os, struct, json\nwhile True:\n    head = os.read(5, 4)\n    if len(head) < 4:\n        "
                  "os._exit(0)\n"
                  "    call = json.loads(os.read(5, struct.unpack('>I', head)[0]))\n"
                  "    text = json.dumps({'n': call['n'], 'value': True, 'state': 'passed', 'passed': True}).encode()\n"
                  "    os.write(5, struct.pack('>I', len(text)) + text)\n"),
        by_module("RaisesWhatEndsATestWell",
                  "class Skipped(BaseException):\n    pass\n\n\nclass Raises:\n    def __getattr__(self, name):\n"
                  "        raise Skipped('skipped')\n",
                  "property(lambda self: (_ for _ in ()).throw(Skipped('passed')))"),
        by_module("LooksForTheTests",
                  "import os\nfound = [name for _, _, names in os.walk('/job') for name in names if 'hidden' in name "
                  "or 'test_' in name]\n"
                  "assert not found, found\n"),
        by_module("PrintsARunnersSummary", "print('19 passed')\nimport atexit\natexit.register(print, '19 passed')\n"),
        by_module("LeavesAProcessBehind",
                  "import os, time\nif os.fork() == 0:\n    os.setsid()\n    while True:\n        time.sleep(0.01)\n"
                  "        os.write(5, b'\\0\\0\\0\\1r')\n"),
        by_module(
            "EndsItsParents",
            "import os, signal\nfor pid in (os.getppid(), 1, -1):\n    try:\n        os.kill(pid, signal.SIGKILL)\n"
            "    except OSError:\n        pass\n"),
        Attempt{.name = "BringsItsOwnTestsAndPlugins",
                .files = {{"conftest.py", "def pytest_runtest_makereport(item, call):\n    call.excinfo = None\n"},
                          {"sitecustomize.py", "print('passed')\n"},
                          {"grader_wire.py", "raise SystemExit(0)\n"},
                          {"split.py", "def install(interface, states):\n    states.state = 'passed'\n"},
                          {"tests/hidden/test_hidden.py", "def test_put_adds_to_what_is_there():\n    pass\n"},
                          {"tests/public/test_public.py", "def test_put_counts_copies():\n    pass\n"}}}),
    name_of_attempt);

// The same way of grading finds everything met in work that does what it should.
TEST(Forgery, IsToldFromWork) {
  const std::map<std::string, std::vector<std::string>> kWork = {{"meter-log", {"meterlog/log.py"}},
                                                                 {"lending-shelf", {"shelf/__init__.py"}},
                                                                 {"print-queue", {"src/queue.h", "src/queue.cc"}}};
  for (const auto& [exercise, work] : kWork) {
    const Folder folder;
    Files files;
    for (const std::string& file : work) files[file] = slurp(kSource + "/exercises/" + exercise + "/reference/" + file);
    const json result = grade_attempt(folder, exercise, files);
    for (const json& row : result["marking"]["requirements"]) EXPECT_EQ(row["state"], "met") << exercise << row["id"];
  }
}

}  // namespace
}  // namespace grader
