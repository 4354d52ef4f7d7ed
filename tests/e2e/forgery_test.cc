// Work that does nothing but reach for a verdict gets none, in the modes whose verdict it cannot write.
#include "tests/e2e/program.h"

namespace grader {
namespace {

// A file of the learner's, and what stands in it.
using Files = std::map<std::string, std::string>;

struct Attempt {
  std::string name;
  Files files;
};

// The exercise's starter with the files of an attempt laid over it, graded as a commit.
json grade_attempt(const Folder& folder, const std::string& exercise, const Files& files) {
  const std::string source = kSource + "/exercises/" + exercise;
  const fs::path work = folder / "work";
  fs::copy(source + "/starter", work, fs::copy_options::recursive);
  for (const auto& [path, text] : files) support::spit(work / path, text);
  const Shell made =
      shell("cd '" + work.string() +
            "' && git init -q -b main && git add -A -f && git -c user.name=A -c user.email=a@example.org "
            "commit -q -m Attempt");
  EXPECT_EQ(made.code, 0) << made.err;
  const Shell ran = grader("grade '" + work.string() + "' --json --reveal --exercise '" + source + "'");
  EXPECT_EQ(ran.code, 0) << ran.err;
  return json::parse(ran.out, nullptr, false);
}

void expect_nothing_met(const json& result, const std::string& assurance) {
  ASSERT_TRUE(result.is_object());
  EXPECT_EQ(result["public"]["assurance"], assurance);
  for (const char* part : {"public", "marking"}) {
    for (const json& row : result[part]["requirements"]) EXPECT_NE(row["state"], "met") << part << " " << row["id"];
  }
}

std::string name_of_attempt(const testing::TestParamInfo<Attempt>& info) {
  return info.param.name;
}

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

// A line of a program, laid over a learner's work, is all that differs between nothing and everything met.
TEST(Forgery, IsToldFromWorkThatDoesWhatItShould) {
  const Folder folder;
  const std::string reference = slurp(kSource + "/exercises/meter-log/reference/meterlog/log.py");
  const json result = grade_attempt(folder, "meter-log", {{"meterlog/log.py", reference}});
  for (const json& row : result["marking"]["requirements"]) EXPECT_EQ(row["state"], "met") << row["id"];
}

}  // namespace
}  // namespace grader
