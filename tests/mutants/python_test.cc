// pytest and unittest: the same work and the same tests, written for each.
#include "tests/mutants/judging.h"

namespace grader {
namespace {

using testing::ElementsAre;
using testing::Pair;
using testing::UnorderedElementsAre;

struct Case {
  std::string name;
  std::string body;  // statements, joined by ";"
};

struct Framework {
  std::string name;
  std::string head;
  std::string each;  // before the name of a test
  std::string prefix;
};

// What stays from one process of a test to the next.
const std::string kKept = "runs = mmap.mmap(-1, 1)\nfirst, began = os.getpid(), time.monotonic()\n";

const std::vector<Framework> kFrameworks = {
    {"pytest", "import mmap, os, pytest, signal, time, work\n" + kKept, "def test_", "tests/test_work.py::test_"},
    {"unittest", "import mmap, os, signal, time, unittest, pytest, work\n" + kKept + "class Work(unittest.TestCase):\n",
     "    def test_", "tests/test_work.py::Work::test_"}};

void PrintTo(const Framework& framework, std::ostream* out) {
  *out << framework.name;
}

struct Python : testing::TestWithParam<Framework> {
  static std::string id(const std::string& name) { return GetParam().prefix + name; }
  static std::string killed(const std::string& name, const std::string& how) {
    return "killed by " + id(name) + ": " + how;
  }
  static Sample sample_of(const std::string& work, const std::vector<Case>& cases, std::size_t count,
                          const std::string& decoys = "") {
    const bool method = GetParam().name == "unittest";
    std::string tests = GetParam().head;
    for (const Case& one : cases)
      tests += GetParam().each + one.name + (method ? "(self): " : "(): ") + one.body + "\n";
    return {.language = "python",
            .work = {{"work.py", work}},
            .tests = {{"tests/test_work.py", tests}},
            .count = count,
            .decoys = decoys};
  }
};

const std::string kTwice = "def twice(n):\n    return n if grader_mutant(1) else n + n\n";

const std::string kTwiceAndHalf =
    "def twice(n): return n + 1 if grader_mutant(1) else (n + n) if grader_mutant(2) else n + n\n"
    "def half(n): return n if grader_mutant(3) else (n // 2) if grader_mutant(4) else n // 2\n";

// One function for each way to end.
const std::string kWork = kTwice + R"(
def small(n): return n <= 10 if grader_mutant(2) else n < 10
def unused(): return 1 if grader_mutant(3) else 2
def first(place):
    import os, signal
    if grader_mutant(4): os.kill(os.getpid(), signal.SIGSEGV)
    return place[0]
def checked(n):
    if True if grader_mutant(5) else n < 0: raise ValueError("negative")
    return n
def total(n):
    i = count = 0
    while True if grader_mutant(6) else i < n:
        count, i = count + i % 2, i + 1
    return count
def leave(way):
    import os, sys
    if grader_mutant(7): sys.exit(0)
    if grader_mutant(8): os._exit(0)
    return way
def spin():
    if grader_mutant(9):
        while True: pass
    return 1
def fill():
    kept = []
    while True:
        kept.append(bytearray(10_000_000))
        if not grader_mutant(10): return 1
)";
const std::vector<Case> kCases = {
    {"twice", "assert work.twice(2) == 4"},   {"small", "assert work.small(9); assert not work.small(11)"},
    {"first", "assert work.first([1]) == 1"}, {"checked", "assert work.checked(3) == 3"},
    {"total", "assert work.total(5) == 2"},   {"leave", "assert work.leave(1) == 1"},
    {"spin", "assert work.spin() == 1"},      {"fill", "assert work.fill() == 1"}};

TEST_P(Python, TellsEachKindOfEndApart) {
  const MutantRun run = Judging(sample_of(kWork, kCases, 10)).judge().run;
  EXPECT_TRUE(run.complete) << run.problem;
  EXPECT_THAT(words(run), ElementsAre(killed("twice", "assertion"), "survived", "not covered", killed("first", "crash"),
                                      killed("checked", "crash"), killed("total", "steps"), killed("leave", "crash"),
                                      killed("leave", "crash"), killed("spin", "time"), killed("fill", "crash")));
  EXPECT_THAT(excluded(run), testing::IsEmpty());
  std::map<std::string, std::uint64_t> steps;
  for (const MutantBaseline& row : run.baseline) steps[row.id] = row.steps;
  EXPECT_EQ(steps[id("total")], 6U);
  EXPECT_EQ(steps[id("leave")], 2U);
}

TEST_P(Python, TakesAnExceptionForAnAssertionOnlyWhereOneAsksForIt) {
  const std::string work =
      "def halve(n):\n    if False if grader_mutant(1) else n % 2: raise ValueError('odd')\n"
      "    if grader_mutant(2): raise KeyError('7')\n    return n // 2\n";
  const std::string raises = GetParam().name == "pytest" ? "pytest.raises(ValueError, work.halve, 3)"
                                                         : "self.assertRaises(ValueError, work.halve, 3)";
  const MutantRun run =
      Judging(sample_of(work, {{"odd", raises}, {"even", "assert work.halve(4) == 2"}}, 2)).judge().run;
  EXPECT_THAT(words(run), ElementsAre(killed("odd", "assertion"), killed("even", "crash"))) << run.problem;
}

TEST_P(Python, LetsOnlyTestsJudgeThatPassTwice) {
  const std::vector<Case> cases = {{"red", "assert work.twice(2) == 5"},
                                   {"late", "assert runs[0] == 0; runs[0] = 1; work.twice(1)"},
                                   {"leaver", "work.twice(1); os._exit(0)"},
                                   {"crasher", "work.twice(1); os.kill(os.getpid(), signal.SIGSEGV)"},
                                   {"skipped", "work.twice(1); pytest.skip('not today')"}};
  const MutantRun run = Judging(sample_of(kTwice, cases, 1)).judge().run;
  EXPECT_TRUE(run.complete) << run.problem;
  EXPECT_THAT(excluded(run), UnorderedElementsAre(Pair(id("red"), Pair("failed", "failed")),
                                                  Pair(id("late"), Pair("passed", "failed")),
                                                  Pair(id("leaver"), Pair("not reported", "not reported")),
                                                  Pair(id("crasher"), Pair("crashed", "crashed")),
                                                  Pair(id("skipped"), Pair("skipped", "skipped"))));
  EXPECT_THAT(words(run), ElementsAre("not covered"));
}

TEST_P(Python, NeverCountsATestThatFailsUnderADecoy) {
  const std::string work = kTwiceAndHalf + "def known(): return any(map(grader_mutant, range(1, 5)))\n";
  const std::vector<Case> cases = {{"spy", "work.twice(1); assert not work.known()"},
                                   {"half", "assert work.half(4) == 2"}};
  const MutantRun run = Judging(sample_of(work, cases, 4, "2,4")).judge().run;
  EXPECT_TRUE(run.complete) << run.problem;
  EXPECT_THAT(run.voided, ElementsAre(VoidTest{.id = id("spy"), .mutant = 2}));
  EXPECT_THAT(words(run), ElementsAre("not covered", "not covered", killed("half", "assertion"), "survived"));
}

// Neither by calling the guards nor by reading the work, which lies there as it was handed in.
TEST_P(Python, LetsNoTestJudgeThatAsksWhichMutantIsActive) {
  const std::string work = kTwice + "def small(n): return n > 10 if grader_mutant(2) else n < 10\n";
  const std::vector<Case> cases = {{"asks", "work.twice(1); assert not any(grader_mutant(n) for n in range(1, 4))"},
                                   {"looks", "work.twice(1); list(map(grader_mutant, range(1, 4)))"},
                                   {"reads", "work.small(1); assert 'grader_mutant' not in open(work.__file__).read()"},
                                   {"small", "assert work.small(9)"}};
  const MutantRun run = Judging(sample_of(work, cases, 3)).judge().run;
  EXPECT_TRUE(run.complete) << run.problem;
  EXPECT_THAT(excluded(run), testing::IsEmpty());
  EXPECT_THAT(run.voided, ElementsAre(VoidTest{.id = id("asks")}, VoidTest{.id = id("looks")}));
  EXPECT_THAT(words(run), ElementsAre("not covered", killed("small", "assertion"), "not covered"));
}

// By another name and a roundabout path.
TEST_P(Python, JudgesWorkHoweverATestLoadsIt) {
  const std::string load =
      "import importlib.util; spec = importlib.util.spec_from_file_location('other', '/job/tests/../src/work.py'); "
      "other = importlib.util.module_from_spec(spec); spec.loader.exec_module(other); assert ord(other.sign()) == 163";
  const MutantRun run =
      Judging(sample_of("def sign(): return '' if grader_mutant(1) else '\xc2\xa3'\n", {{"sign", load}}, 1))
          .judge()
          .run;
  EXPECT_THAT(words(run), ElementsAre(killed("sign", "crash"))) << run.problem;
}

// Reached while modules are loaded, where no test can be credited.
TEST_P(Python, JudgesMutantsOfImportsInProcessesStartedAfresh) {
  const std::string work = R"(
def loop():
    n = 0
    while True if grader_mutant(4) else n < 3: n += 1
    return n
if grader_mutant(3): raise ImportError("gone")
TABLE = [9 if grader_mutant(1) else 1, 9 if grader_mutant(2) else 2, loop()]
if grader_mutant(5):
    while True: pass
)";
  const MutantRun run =
      Judging(sample_of(work,
                        {{"apart", "assert True"}, {"table", "assert work.TABLE[0] == 1; assert work.TABLE[2] == 3"}},
                        6))
          .judge()
          .run;
  EXPECT_TRUE(run.complete) << run.problem;
  EXPECT_THAT(words(run), ElementsAre(killed("table", "assertion"), "survived", killed("apart", "crash"),
                                      killed("apart", "steps"), killed("apart", "time"), "not covered"));
}

TEST_P(Python, BeginsEachTestInTheSameFolders) {
  const MutantRun run =
      Judging(sample_of("def twice(n): return n + 2 if grader_mutant(1) else n + n\n",
                        {{"saves",
                          "assert not os.path.exists('kept'); assert not os.path.exists('/tmp/kept'); "
                          "open('kept', 'w').close(); os.mkdir('/tmp/kept'); assert work.twice(2) == 4"}},
                        1))
          .judge()
          .run;
  EXPECT_THAT(excluded(run), testing::IsEmpty());
  EXPECT_THAT(words(run), ElementsAre("survived"));
}

// The judge runs a test twice without a mutant and then under each decoy: a test that counts could wait for the
// mutants.
TEST_P(Python, GainsNothingByCountingRuns) {
  const std::string end = "; work.twice(2); work.half(4); assert n < 4";
  const auto in_file = [&](const std::string& file) {
    return "n = int(open('" + file + "').read()) if os.path.exists('" + file + "') else 0; print(n + 1, file=open('" +
           file + "', 'w'))" + end;
  };
  const std::vector<Case> cases = {
      {"out", in_file("/out/n")},
      {"here", in_file("n")},
      {"tmp", in_file("/tmp/n")},
      {"shm", in_file("/dev/shm/n")},
      {"brought", "n = open('work.py').read().count('#!'); print('#!', file=open('work.py', 'a'))" + end},
      {"locked", "os.path.exists('/tmp/a') or os.mkdir('/tmp/a'); os.chmod('/tmp/a', 0o700); " + in_file("/tmp/a/n") +
                     "; os.chmod('/tmp/a', 0)"},
      {"rights",
       "mode = os.stat('/tmp').st_mode; n = mode & 7 if mode & 0o770 == 0o700 else 0; os.chmod('/tmp', 0o700 + n + 1)" +
           end},
      {"times",
       "time = int(os.stat('/tmp').st_mtime); n = time if time < 9 else 0; os.utime('/tmp', (n + 1, n + 1))" + end}};
  const MutantRun run = Judging(sample_of(kTwiceAndHalf, cases, 4, "2,4")).judge().run;
  EXPECT_TRUE(run.complete) << run.problem;
  EXPECT_THAT(words(run), ElementsAre("survived", "survived", "survived", "survived"));
}

// What no folder holds: memory shared with the process that it was forked from, the number of its own, the time. Each
// waits until the decoys are behind it. Its twin does the same and goes by what the work does.
TEST_P(Python, GainsNothingByFailingFromSomeRunOn) {
  for (const std::string count : {"n = runs[0]; runs[0] = n + 1; ", "n = os.getpid() - first - 1; ",
                                  "n = (time.monotonic() - began) / 0.02; time.sleep(0.02); "}) {
    SCOPED_TRACE(count);
    const MutantRun run =
        Judging(sample_of(kTwiceAndHalf, {{"counts", count + "work.twice(2); work.half(4); assert n < 4"}}, 4, "2,4"))
            .judge()
            .run;
    EXPECT_TRUE(run.complete) << run.problem;
    EXPECT_THAT(words(run), testing::Each(testing::Not(testing::HasSubstr("killed"))));
    const MutantRun twin =
        Judging(sample_of(kTwiceAndHalf, {{"counts", count + "assert work.twice(2) == 4; assert work.half(4) == 2"}}, 4,
                          "2,4"))
            .judge()
            .run;
    EXPECT_THAT(words(twin),
                ElementsAre(killed("counts", "assertion"), "survived", killed("counts", "assertion"), "survived"));
    EXPECT_THAT(twin.voided, testing::IsEmpty());
  }
}

// Of a mutant that is reached while modules are loaded there is a process of its own, that loads them as well.
TEST_P(Python, GainsNothingByFailingToLoadFromSomeRunOn) {
  Sample sample = sample_of(kTwiceAndHalf + "SIZE = 2 if grader_mutant(5) else 1\n",
                            {{"loads", "work.twice(2); work.half(4)"}}, 5, "2,4");
  std::string& text = sample.tests.begin()->second;
  text += "if os.getpid() > 9: raise ValueError('late')\n";
  const MutantRun run = Judging(sample).judge().run;
  EXPECT_TRUE(run.complete) << run.problem;
  EXPECT_THAT(run.voided, ElementsAre(VoidTest{.id = id("loads"), .mutant = 5}));
  EXPECT_THAT(words(run), testing::Each(testing::Not(testing::HasSubstr("killed"))));
}

TEST_P(Python, LeavesToOthersWhatAVoidTestHadNoticed) {
  const std::vector<Case> cases = {
      {"counts", "n = runs[0]; runs[0] = n + 1; work.twice(2); work.half(4); assert n < 4"},
      {"twice", "[work.half(4) for n in range(9)]; assert work.twice(2) == 4"}};
  const MutantRun run = Judging(sample_of(kTwiceAndHalf, cases, 4, "2,4")).judge().run;
  EXPECT_THAT(run.voided, ElementsAre(VoidTest{.id = id("counts"), .mutant = 1})) << run.problem;
  EXPECT_THAT(words(run), ElementsAre(killed("twice", "assertion"), "survived", "survived", "survived"));
}

// Words to every descriptor, as a runner or a test would write them.
TEST_P(Python, BelievesNothingThatATestWrites) {
  const std::string tell =
      "[os.write(fd, line) for line in lines for fd in range(3, 64) if os.path.exists(f'/proc/self/fd/{fd}')]";
  const MutantRun run =
      Judging(sample_of("def twice(n): return n + 2 if grader_mutant(1) else n + n\n",
                        {{"shouts",
                          "lines = [b'[\"passed\", \"crash\", 1, []]\\n', b'{\"n\": \"\", \"seq\": 1, \"event\": "
                          "\"done\"}\\n']; work.twice(2); " +
                              tell},
                         {"twice", "assert work.twice(2) == 4"}},
                        1))
          .judge()
          .run;
  EXPECT_TRUE(run.complete) << run.problem;
  EXPECT_THAT(excluded(run), UnorderedElementsAre(Pair(id("shouts"), Pair("not reported", "not reported"))));
  EXPECT_THAT(words(run), ElementsAre("survived"));
}

// The server of a test is made anew; without the judge there is no verdict.
TEST_P(Python, GainsNothingByEndingOtherProcesses) {
  const std::vector<Case> cases = {{"twice", "assert work.twice(2) == 4"}};
  std::vector<Case> parent = cases;
  parent.push_back({"kills", "os.kill(os.getppid(), signal.SIGKILL); work.twice(2)"});
  const MutantRun one = Judging(sample_of(kTwice, parent, 1)).judge().run;
  EXPECT_TRUE(one.complete) << one.problem;
  EXPECT_THAT(excluded(one), UnorderedElementsAre(Pair(id("kills"), Pair("crashed", "crashed"))));
  EXPECT_THAT(words(one), ElementsAre(killed("twice", "assertion")));
  std::vector<Case> all = cases;
  all.push_back({"kills", "os.kill(-1, signal.SIGKILL)"});
  const MutantRun none = Judging(sample_of(kTwice, all, 1)).judge().run;
  EXPECT_FALSE(none.complete);
  EXPECT_THAT(none.verdicts, testing::IsEmpty());
}

TEST_P(Python, GivesTheSameVerdictsUnderLoad) {
  Judging judging(sample_of(kWork, kCases, 10, "2"));
  const MutantRun first = judging.judge("0").run;
  EXPECT_TRUE(first.complete) << first.problem;
  const Load load;
  for (const char* repeat : {"1", "2"}) EXPECT_EQ(judging.judge(repeat).run, first) << repeat;
}

INSTANTIATE_TEST_SUITE_P(Frameworks, Python, testing::ValuesIn(kFrameworks),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace grader
