// The three frameworks of C++: the same work and the same tests, written for each.
#include "tests/mutants/judging.h"

namespace grader {
namespace {

using testing::ElementsAre;
using testing::Pair;
using testing::UnorderedElementsAre;

struct Case {
  std::string name;
  std::string body;  // with CHECK
};

struct Framework {
  std::string name;
  std::string head;
  bool suites;  // TEST(Work, Name), else TEST_CASE("Work.Name")
};

const std::vector<Framework> kFrameworks = {
    {"gtest",
     "#include <gtest/gtest.h>\n#define CHECK(x) EXPECT_TRUE(x)\n#define CHECK_THROWS(x) EXPECT_ANY_THROW(x)\n", true},
    {"catch2", "#include <catch2/catch.hpp>\n", false},
    {"doctest", "#include <doctest/doctest.h>\n", false}};

std::string tests_for(const Framework& framework, const std::vector<Case>& cases) {
  std::string text =
      framework.head +
      "#include <fcntl.h>\n#include <sys/mman.h>\n#include <sys/stat.h>\n#include <unistd.h>\n#include <csignal>\n"
      "#include <fstream>\n#include <iostream>\n#include \"work.h\"\n"
      // What stays from one process of a test to the next.
      "static int& runs = *static_cast<int*>(mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE,"
      " MAP_SHARED | MAP_ANONYMOUS, -1, 0));\n"
      "static double now() { timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec + 1e-9 * t.tv_nsec; }\n"
      "static const int suite = getpid();\nstatic const double began = now();\n";
  for (const Case& one : cases) {
    text += framework.suites ? "TEST(Work, " + one.name + ")" : "TEST_CASE(\"Work." + one.name + "\")";
    text += " { " + one.body + " }\n";
  }
  return text;
}

Sample sample_of(const Framework& framework, const std::string& header, const std::string& work,
                 const std::vector<Case>& cases, std::size_t count, const std::string& decoys = "") {
  return {.language = "cpp",
          .work = {{"src/work.h", header}, {"src/work.cc", "#include \"work.h\"\n" + work}},
          .tests = {{"work_test.cc", tests_for(framework, cases)}},
          .count = count,
          .decoys = decoys};
}

void PrintTo(const Framework& framework, std::ostream* out) {
  *out << framework.name;
}

struct Cpp : testing::TestWithParam<Framework> {};

// One function for each way to end.
const std::string kHeader = R"(#pragma once
int twice(int n);
bool small(int n);
int unused();
int first(const int* place);
int checked(int n);
int sum(int n);
int leave(int way);
int spin();
int fill();
)";
const std::string kWork = R"(
#include <unistd.h>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <vector>
int twice(int n) { return grader_mutant(1) ? n : n + n; }
bool small(int n) { return grader_mutant(2) ? n <= 10 : n < 10; }
int unused() { return grader_mutant(3) ? 1 : 2; }
int first(const int* place) { return *(grader_mutant(4) ? nullptr : place); }
int checked(int n) { if (grader_mutant(5) ? true : n < 0) throw std::runtime_error("negative"); return n; }
int sum(int n) { int all = 0; for (int i = 0; grader_mutant(6) ? true : i < n; ++i) all += i % 2; return all; }
int leave(int way) {
  if (grader_mutant(7)) std::exit(0);
  if (grader_mutant(8)) _exit(0);
  if (grader_mutant(9)) std::quick_exit(0);
  return way;
}
int spin() { if (grader_mutant(10)) for (volatile int i = 0;; i = i + 1) {} return 1; }
int fill() {
  std::vector<std::unique_ptr<char[]>> kept;
  do kept.emplace_back(new char[1000000]); while (grader_mutant(11) && kept.size() < 100000);
  return 1;
}
)";
const std::vector<Case> kCases = {{"Twice", "CHECK(twice(2) == 4);"},
                                  {"Small", "CHECK(small(9)); CHECK(!small(11));"},
                                  {"First", "const int one = 1; CHECK(first(&one) == 1);"},
                                  {"Checked", "const int n = checked(3); CHECK(n == 3);"},
                                  {"Sum", "CHECK(sum(5) == 2);"},
                                  {"Leave", "const int way = leave(1); CHECK(way == 1);"},
                                  {"Spin", "const int one = spin(); CHECK(one == 1);"},
                                  {"Fill", "const int one = fill(); CHECK(one == 1);"}};

const auto kEnds =
    ElementsAre("killed by Work.Twice: assertion", "survived", "not covered", "killed by Work.First: crash",
                "killed by Work.Checked: crash", "killed by Work.Sum: steps", "killed by Work.Leave: crash",
                "killed by Work.Leave: crash", "killed by Work.Leave: crash", "killed by Work.Spin: time",
                "killed by Work.Fill: crash");

TEST_P(Cpp, TellsEachKindOfEndApart) {
  const MutantRun run = Judging(sample_of(GetParam(), kHeader, kWork, kCases, 11)).judge().run;
  EXPECT_TRUE(run.complete) << run.problem;
  EXPECT_THAT(words(run), kEnds);
  EXPECT_THAT(excluded(run), testing::IsEmpty());
  std::map<std::string, std::uint64_t> steps;
  for (const MutantBaseline& row : run.baseline) steps[row.id] = row.steps;
  EXPECT_EQ(steps["Work.Sum"], 6U);
  EXPECT_EQ(steps["Work.Leave"], 3U);
}

// What an assertion about exceptions finds is its finding; an exception elsewhere is none.
TEST_P(Cpp, TakesAnExceptionForAnAssertionOnlyWhereOneAsksForIt) {
  const std::string work =
      "#include <stdexcept>\nint halve(int n) {\n"
      "  if (grader_mutant(1) ? false : n % 2 != 0) throw std::domain_error(\"odd\");\n"
      "  if (grader_mutant(2)) throw 7;\n  return n / 2;\n}\n";
  const MutantRun run = Judging(sample_of(GetParam(), "int halve(int n);\n", work,
                                          {{"Odd", "CHECK_THROWS(halve(3));"}, {"Even", "CHECK(halve(4) == 2);"}}, 2))
                            .judge()
                            .run;
  EXPECT_THAT(words(run), ElementsAre("killed by Work.Odd: assertion", "killed by Work.Even: crash")) << run.problem;
}

// Whatever was freed before; unless the work has an operator new of its own.
TEST_P(Cpp, ReadsTheSameInEachRunOfMemoryThatNobodyWrote) {
  const auto reads = [](const std::string& more, const std::string& bytes) {
    const std::vector<Case> cases = {
        {"Unwritten", "const int* const place = new int; CHECK(place[0] == " + bytes + ");"},
        {"Behind", "CHECK(last(new int[2]{1, 2}) == 2);"}};
    const std::string work =
        more + "int last(const int* two) { return grader_mutant(1) ? (two[2] == " + bytes + " ? 3 : 2) : two[1]; }\n";
    return Judging(sample_of(GetParam(), "int last(const int* two);\n", work, cases, 1)).judge().run;
  };
  const MutantRun run = reads("", "int(0xA5A5A5A5)");
  EXPECT_THAT(excluded(run), testing::IsEmpty()) << run.problem;
  EXPECT_THAT(words(run), ElementsAre("killed by Work.Behind: assertion"));
  const MutantRun own = reads(
      "#include <cstdlib>\n#include <cstring>\n#include <new>\nvoid* operator new(std::size_t size) {"
      " return std::memset(std::malloc(size + 16), 7, size + 16); }\n",
      "0x07070707");
  EXPECT_THAT(excluded(own), testing::IsEmpty()) << own.problem;
  EXPECT_THAT(words(own), ElementsAre("killed by Work.Behind: assertion"));
}

TEST_P(Cpp, LetsOnlyTestsJudgeThatPassTwice) {
  const std::vector<Case> cases = {{"Red", "CHECK(twice(2) == 5);"},
                                   {"Late", "CHECK(runs++ == 0); twice(1);"},
                                   {"Leaver", "twice(1); _exit(0);"},
                                   {"Crasher", "twice(1); raise(SIGSEGV);"}};
  const MutantRun run = Judging(sample_of(GetParam(), "int twice(int n);\n",
                                          "int twice(int n) { return grader_mutant(1) ? n : n + n; }\n", cases, 1))
                            .judge()
                            .run;
  EXPECT_TRUE(run.complete) << run.problem;
  EXPECT_THAT(excluded(run), UnorderedElementsAre(Pair("Work.Red", Pair("failed", "failed")),
                                                  Pair("Work.Late", Pair("passed", "failed")),
                                                  Pair("Work.Leaver", Pair("not reported", "not reported")),
                                                  Pair("Work.Crasher", Pair("crashed", "crashed"))));
  EXPECT_THAT(words(run), ElementsAre("not covered"));
}

const std::string kTwiceAndHalf =
    "int twice(int n) { return grader_mutant(1) ? n + 1 : grader_mutant(2) ? (n + n) : n + n; }\n"
    "int half(int n) { return grader_mutant(3) ? n : grader_mutant(4) ? (n / 2) : n / 2; }\n";

// It fails as soon as any mutant is there, also one that changes nothing.
TEST_P(Cpp, NeverCountsATestThatFailsUnderADecoy) {
  const std::vector<Case> cases = {
      {"Spy", "bool any = false; for (int n = 1; n <= 4; ++n) any = any || grader_mutant_active(n); CHECK(!any);"},
      {"Half", "CHECK(half(4) == 2);"}};
  const MutantRun run = Judging(sample_of(GetParam(),
                                          "extern \"C\" bool grader_mutant_active(int) noexcept;\n"
                                          "int twice(int n);\nint half(int n);\n",
                                          kTwiceAndHalf, cases, 4, "2,4"))
                            .judge()
                            .run;
  EXPECT_TRUE(run.complete) << run.problem;
  EXPECT_THAT(run.voided, ElementsAre(VoidTest{.id = "Work.Spy", .mutant = 2}));
  EXPECT_THAT(words(run), ElementsAre("not covered", "not covered", "killed by Work.Half: assertion", "survived"));
}

// Reached before main, where no test can be credited.
TEST_P(Cpp, JudgesMutantsOfStaticInitialisersInProcessesStartedAfresh) {
  const std::string work = R"(
#include <cstdlib>
#include <vector>
static int loop() { int n = 0; while (grader_mutant(4) ? true : n < 3) ++n; return n; }
static int ending() { if (grader_mutant(3)) std::abort(); return 1; }
static const std::vector<int> table = {grader_mutant(1) ? 9 : 1, grader_mutant(2) ? 9 : 2, ending(), loop()};
static const std::vector<int>& lazy() { static const std::vector<int> made = {grader_mutant(5) ? 9 : 5}; return made; }
constexpr int kFixed = grader_mutant(6) ? 9 : 6;
int at(int n) { return table[static_cast<unsigned>(n)]; }
int later() { return lazy().front(); }
int fixed() { return kFixed; }
)";
  const std::vector<Case> cases = {{"Before", "later();"},
                                   {"At", "CHECK(at(0) == 1); CHECK(at(3) == 3);"},
                                   {"Later", "CHECK(later() == 5);"},
                                   {"Fixed", "CHECK(fixed() == 6);"}};
  const MutantRun run =
      Judging(sample_of(GetParam(), "int at(int n);\nint later();\nint fixed();\n", work, cases, 6)).judge().run;
  EXPECT_TRUE(run.complete) << run.problem;
  EXPECT_THAT(words(run), ElementsAre("killed by Work.At: assertion", "survived", "killed by Work.At: crash",
                                      "killed by Work.At: steps", "killed by Work.Later: assertion", "not covered"));
}

// Files that one leaves are not there for the next, so no verdict hangs on those before it.
TEST_P(Cpp, BeginsEachTestInTheSameFolders) {
  const std::vector<Case> cases = {
      {"Saves",
       "CHECK(!std::ifstream(\"kept\")); CHECK(!std::ifstream(\"/tmp/kept\"));"
       "std::ofstream(\"kept\") << 1; std::ofstream(\"/tmp/kept\") << 1; CHECK(twice(2) == 4);"}};
  const MutantRun run = Judging(sample_of(GetParam(), "int twice(int n);\n",
                                          "int twice(int n) { return grader_mutant(1) ? n + 2 : n + n; }\n", cases, 1))
                            .judge()
                            .run;
  EXPECT_THAT(excluded(run), testing::IsEmpty());
  EXPECT_THAT(words(run), ElementsAre("survived"));
}

// The judge runs a test twice without a mutant and then under each decoy: a test that counts could wait for the
// mutants.
TEST_P(Cpp, GainsNothingByCountingRuns) {
  const auto in_file = [](const std::string& file) {
    return "int n = 0; std::ifstream(" + file + ") >> n; CHECK(n < 4); std::ofstream(" + file +
           ") << n + 1; twice(2); half(4);";
  };
  const std::vector<Case> cases = {
      {"Out", in_file("\"/out/n\"")},
      {"Here", in_file("\"n\"")},
      {"Tmp", in_file("\"/tmp/n\"")},
      {"Shm", in_file("\"/dev/shm/n\"")},
      {"Brought", in_file("\"count.txt\"")},
      {"Locked",
       "mkdir(\"/tmp/a\", 0700); chmod(\"/tmp/a\", 0700);" + in_file("\"/tmp/a/n\"") + "chmod(\"/tmp/a\", 0);"},
      {"Rights",
       "struct stat s; stat(\"/tmp\", &s); const int n = (s.st_mode & 0770) == 0700 ? s.st_mode & 7 : 0; CHECK(n < 4); "
       "chmod(\"/tmp\", 0700 + n + 1);"
       " twice(2); half(4);"},
      {"Times",
       "struct stat s; stat(\"/tmp\", &s); const long n = s.st_mtime < 9 ? s.st_mtime : 0; CHECK(n < 4);"
       " const timespec to[2] = {{n + 1, 0}, {n + 1, 0}}; utimensat(AT_FDCWD, \"/tmp\", to, 0); twice(2); half(4);"}};
  Sample sample = sample_of(GetParam(), "int twice(int n);\nint half(int n);\n", kTwiceAndHalf, cases, 4, "2,4");
  sample.work["count.txt"] = "0";
  const MutantRun run = Judging(sample).judge().run;
  EXPECT_TRUE(run.complete) << run.problem;
  EXPECT_THAT(words(run), ElementsAre("survived", "survived", "survived", "survived"));
}

// What no folder holds: memory shared with the process that it was forked from, the number of its own, the time. Each
// waits until the decoys are behind it. Its twin does the same and goes by what the work does.
TEST_P(Cpp, GainsNothingByFailingFromSomeRunOn) {
  const auto judged = [](const std::string& body) {
    return Judging(sample_of(GetParam(), "int twice(int n);\nint half(int n);\n", kTwiceAndHalf, {{"Counts", body}}, 4,
                             "2,4"))
        .judge()
        .run;
  };
  for (const std::string count : {"const int n = runs++; ", "const int n = getpid() - suite - 1; ",
                                  "const double n = (now() - began) / 0.02; usleep(20'000); "}) {
    SCOPED_TRACE(count);
    const MutantRun run = judged(count + "twice(2); half(4); CHECK(n < 4);");
    EXPECT_TRUE(run.complete) << run.problem;
    EXPECT_THAT(words(run), testing::Each(testing::Not(testing::HasSubstr("killed"))));
    const MutantRun twin = judged(count + "CHECK(n >= 0); CHECK(twice(2) == 4); CHECK(half(4) == 2);");
    EXPECT_THAT(words(twin), ElementsAre("killed by Work.Counts: assertion", "survived",
                                         "killed by Work.Counts: assertion", "survived"));
    EXPECT_THAT(twin.voided, testing::IsEmpty());
  }
}

TEST_P(Cpp, LeavesToOthersWhatAVoidTestHadNoticed) {
  const std::vector<Case> cases = {{"Counts", "const int n = runs++; twice(2); half(4); CHECK(n < 4);"},
                                   {"Twice", "for (int i = 0; i < 9; ++i) half(4); CHECK(twice(2) == 4);"}};
  const MutantRun run =
      Judging(sample_of(GetParam(), "int twice(int n);\nint half(int n);\n", kTwiceAndHalf, cases, 4, "2,4"))
          .judge()
          .run;
  EXPECT_THAT(run.voided, ElementsAre(VoidTest{.id = "Work.Counts", .mutant = 1})) << run.problem;
  EXPECT_THAT(words(run), ElementsAre("killed by Work.Twice: assertion", "survived", "survived", "survived"));
}

// By its path from the root of the work, also before main; what one test does to it is undone for the next. Of code
// there is none.
TEST_P(Cpp, FindsTheDataOfTheWork) {
  Sample sample = sample_of(
      GetParam(), "int twice(int n);\n", "int twice(int n) { return grader_mutant(1) ? n + 1 : n + n; }\n",
      {{"Reads",
        "CHECK(early == 2); CHECK(number_in(\"data/rates.csv\") == 2); CHECK(number_in(\"tests/kept/two.txt\") == 2);"
        "CHECK(number_in(\"rate.txt\") == 2); std::ofstream(\"rate.txt\") << 3; CHECK(number_in(\"rate.txt\") == 3);"
        "CHECK(!std::ofstream(\"data/rates.csv\")); unlink(\"data\"); CHECK(!std::ifstream(\"src/work.cc\"));"
        "CHECK(twice(2) == 4);"}},
      1);
  sample.work["data/rates.csv"] = sample.work["rate.txt"] = "2\n";
  std::string tests = std::move(sample.tests.begin()->second);
  const std::string helper =
      "static int number_in(const char* path) { int n = 0; std::ifstream(path) >> n; return n; }\n"
      "static const int early = number_in(\"data/rates.csv\");\n";
  tests.insert(tests.find("static int& runs"), helper);
  sample.tests = {{"tests/work_test.cc", tests}, {"tests/kept/two.txt", "2\n"}};
  const MutantRun run = Judging(sample).judge().run;
  EXPECT_THAT(excluded(run), testing::IsEmpty()) << run.problem;
  EXPECT_THAT(words(run), ElementsAre("killed by Work.Reads: assertion"));
}

// Words to every descriptor, as a runner or a test would write them.
TEST_P(Cpp, BelievesNothingThatATestWrites) {
  const std::string shout =
      "for (const char* line : {\"f\", \"{\\\"n\\\":\\\"\\\",\\\"seq\\\":1,\\\"event\\\":\\\"done\\\"}\\n\"})"
      " for (int to = 3; to < 64; ++to) if (write(to, line, 1) < 0) continue;";
  const MutantRun run = Judging(sample_of(GetParam(), "int twice(int n);\n",
                                          "int twice(int n) { return grader_mutant(1) ? n + 2 : n + n; }\n",
                                          {{"Shouts", "twice(2);" + shout}, {"Twice", "CHECK(twice(2) == 4);"}}, 1))
                            .judge()
                            .run;
  EXPECT_TRUE(run.complete) << run.problem;
  EXPECT_THAT(excluded(run), UnorderedElementsAre(Pair("Work.Shouts", Pair("failed", "failed"))));
  EXPECT_THAT(words(run), ElementsAre("survived"));
}

TEST_P(Cpp, GivesNoVerdictWhenATestEndsTheRunner) {
  for (const char* target : {"getppid()", "-1"}) {
    const MutantRun run =
        Judging(sample_of(
                    GetParam(), "int twice(int n);\n", "int twice(int n) { return grader_mutant(1) ? n : n + n; }\n",
                    {{"Twice", "CHECK(twice(2) == 4);"}, {"Kills", "kill(" + std::string(target) + ", SIGKILL);"}}, 1))
            .judge()
            .run;
    EXPECT_FALSE(run.complete) << target;
    EXPECT_THAT(run.verdicts, testing::IsEmpty()) << target;
  }
}

TEST_P(Cpp, OutlivesATestThatEndsItsOwnGroupOfProcesses) {
  const MutantRun run =
      Judging(sample_of(GetParam(), "int twice(int n);\n",
                        "#include <csignal>\nint twice(int n) { if (grader_mutant(1)) kill(0, SIGKILL); "
                        "return n + n; }\n",
                        {{"Twice", "CHECK(twice(2) == 4);"}}, 1))
          .judge()
          .run;
  EXPECT_THAT(words(run), ElementsAre("killed by Work.Twice: crash")) << run.problem;
}

// Also while every processor has something else to do.
TEST_P(Cpp, GivesTheSameVerdictsUnderLoad) {
  Sample sample = sample_of(GetParam(), kHeader, kWork, kCases, 11, "2");
  Judging judging(sample);
  const MutantRun first = judging.judge("0").run;
  EXPECT_THAT(words(first), kEnds);
  const Load load(4);
  for (const char* repeat : {"1", "2", "3"}) EXPECT_EQ(judging.judge(repeat).run, first) << repeat;
  EXPECT_TRUE(first.complete);
}

INSTANTIATE_TEST_SUITE_P(Frameworks, Cpp, testing::ValuesIn(kFrameworks),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace grader
