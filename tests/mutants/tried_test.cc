// What the runners tell of each test under a mutant, and what they take from the hint in place of trying.
#include "tests/mutants/judging.h"

namespace grader {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// Mutant 1 is in the first of two functions.
const std::string kPython =
    "def f(a):\n    grader_mutant(2);\n    return (a - 1) if grader_mutant(1) else (a + 1)\n\n\n"
    "def g():\n    grader_mutant(3);\n    return 2\n";
const std::string kCpp =
    "int f(int a) {\n  grader_mutant(2);\n  return grader_mutant(1) ? a - 1 : a + 1;\n}\n"
    "int g() {\n  grader_mutant(3);\n  return 2;\n}\n";

Judging python(const std::string& tests) {
  return Judging({.language = "python",
                  .work = {{"work.py", kPython}},
                  .tests = {{"tests/test_work.py", "import os\nimport subprocess\nfrom work import f, g\n" + tests}},
                  .count = 1,
                  .functions = 2});
}

Judging cpp(const std::string& tests) {
  return Judging({.language = "cpp",
                  .work = {{"src/work.cc", kCpp}},
                  .tests = {{"tests/work_test.cc", tests}},
                  .count = 1,
                  .functions = 2});
}

// "test: what it entered", and whether it killed.
std::vector<std::string> told(const MutantRun& run) {
  EXPECT_TRUE(run.complete) << run.problem;
  std::vector<std::string> rows;
  for (const MutantTry& row : run.tried) {
    std::string text = row.id.substr(row.id.rfind(':') + 1) + (row.killed ? " kills:" : ":");
    for (const std::size_t function : row.entered) text += " " + std::to_string(function);
    rows.push_back(text);
  }
  return rows;
}

const std::string kGtest =
    "#include <gtest/gtest.h>\n#include <sys/wait.h>\n#include <unistd.h>\nint f(int);\nint g();\n";

TEST(Tried, TellsWhichFunctionsWereEntered) {
  EXPECT_THAT(told(python("def test_a():\n    assert f(1) == 2\n").judge().run), ElementsAre("test_a kills: 1"));
  EXPECT_THAT(told(python("def test_a():\n    assert f(g()) > 0\n").judge().run), ElementsAre("test_a: 1 2"));
  EXPECT_THAT(told(cpp(kGtest + "TEST(T, A) { EXPECT_EQ(f(1), 2); }\n").judge().run), ElementsAre("T.A kills: 1"));
  EXPECT_THAT(told(cpp(kGtest + "TEST(T, A) { EXPECT_GT(f(g()), 0); }\n").judge().run), ElementsAre("T.A: 1 2"));
}

TEST(Tried, TellsWhatAForkedProcessEntered) {
  EXPECT_THAT(told(python("def test_a():\n    if os.fork() == 0:\n        g()\n        os._exit(0)\n    os.wait()\n"
                          "    assert f(1) >= 0\n")
                       .judge()
                       .run),
              ElementsAre("test_a: 1 2"));
  EXPECT_THAT(told(cpp(kGtest + "TEST(T, A) {\n  if (fork() == 0) {\n    g();\n    _exit(0);\n  }\n  wait(nullptr);\n"
                                "  EXPECT_GE(f(1), 0);\n}\n")
                       .judge()
                       .run),
              ElementsAre("T.A: 1 2"));
}

// Of a program that a test starts nothing is known; of a mutant that ends otherwise than by an assertion, too little.
TEST(Tried, TellsNothingOfWhatIsNotKnown) {
  EXPECT_THAT(told(python("def test_a():\n    subprocess.run(['/bin/true'])\n    assert f(1) >= 0\n").judge().run),
              IsEmpty());
  EXPECT_THAT(told(python("def test_a():\n    os.system('true')\n    assert f(1) >= 0\n").judge().run), IsEmpty());
  EXPECT_THAT(told(python("def test_a():\n    [1, 2, 3][f(2)]\n    1 / f(0)\n").judge().run), IsEmpty());
}

// A row that is not true shows which tests were not tried.
TEST(Tried, TakesFromTheHintWhatItSays) {
  Judging in_python = python("def test_a():\n    assert f(1) == 2\n");
  const std::string test = in_python.judge().run.tried.at(0).id;
  EXPECT_THAT(words(in_python.judge("1", "1\t1\t0\t" + test + "\n").run), ElementsAre("survived"));
  EXPECT_THAT(words(in_python.judge("2", "1\t99999\t0\t" + test + "\n").run),
              ElementsAre("killed by " + test + ": assertion"));
  Judging in_cpp = cpp(kGtest + "TEST(T, A) { EXPECT_EQ(f(1), 2); }\n");
  in_cpp.judge();
  EXPECT_THAT(words(in_cpp.judge("", "1\t1\t0\tT.A\n").run), ElementsAre("killed by T.A: assertion"))
      << "a run that knew nothing was kept";
  EXPECT_THAT(words(in_cpp.judge("1", "7\t1\t0\tT.A\n1\t1\t0\tT.A\n\nx\n").run), ElementsAre("survived"));
  EXPECT_THAT(words(in_cpp.judge("2", "1\t99999\t0\tT.A\n").run), ElementsAre("killed by T.A: assertion"));
}

TEST(Tried, KnowsTestsByAnyName) {
  Judging judging = cpp("#include <catch2/catch.hpp>\nint f(int);\nTEST_CASE(\"Über 1 €\") { CHECK(f(1) == 2); }\n");
  const MutantRun run = judging.judge().run;
  ASSERT_EQ(run.tried.size(), 1U);
  EXPECT_THAT(words(judging.judge("1", "1\t1\t0\t" + run.tried[0].id + "\n").run), ElementsAre("survived"));
}

// Its own decoys and verdicts are nobody's business.
TEST(Tried, LeavesNothingOfTheHintToTests) {
  const std::string hint = "1\t1\t0\tT.B\n";
  EXPECT_THAT(
      words(
          cpp(kGtest +
              "TEST(T, A) {\n  char byte;\n  EXPECT_EQ(read(0, &byte, 1), 0);\n  EXPECT_EQ(pread(0, &byte, 1, 0), 0);\n"
              "  EXPECT_GE(f(1), 0);\n}\n")
              .judge("", hint)
              .run),
      ElementsAre("survived"));
}

}  // namespace
}  // namespace grader
