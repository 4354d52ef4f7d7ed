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
  EXPECT_THAT(told(python("def test_a():\n    assert f(1) == 2\n").judge("", "tell\n").run),
              ElementsAre("test_a kills: 1"));
  EXPECT_THAT(told(python("def test_a():\n    assert f(g()) > 0\n").judge("", "tell\n").run),
              ElementsAre("test_a: 1 2"));
  EXPECT_THAT(told(cpp(kGtest + "TEST(T, A) { EXPECT_EQ(f(1), 2); }\n").judge("", "tell\n").run),
              ElementsAre("T.A kills: 1"));
  EXPECT_THAT(told(cpp(kGtest + "TEST(T, A) { EXPECT_GT(f(g()), 0); }\n").judge("", "tell\n").run),
              ElementsAre("T.A: 1 2"));
}

TEST(Tried, TellsWhatAForkedProcessEntered) {
  EXPECT_THAT(told(python("def test_a():\n    if os.fork() == 0:\n        g()\n        os._exit(0)\n    os.wait()\n"
                          "    assert f(1) >= 0\n")
                       .judge("", "tell\n")
                       .run),
              ElementsAre("test_a: 1 2"));
  EXPECT_THAT(told(cpp(kGtest + "TEST(T, A) {\n  if (fork() == 0) {\n    g();\n    _exit(0);\n  }\n  wait(nullptr);\n"
                                "  EXPECT_GE(f(1), 0);\n}\n")
                       .judge("", "tell\n")
                       .run),
              ElementsAre("T.A: 1 2"));
}

// Of a program that a test starts nothing is known; of a mutant that ends otherwise than by an assertion, too little.
TEST(Tried, TellsNothingOfWhatIsNotKnown) {
  EXPECT_THAT(
      told(python("def test_a():\n    subprocess.run(['/bin/true'])\n    assert f(1) >= 0\n").judge("", "tell\n").run),
      IsEmpty());
  EXPECT_THAT(told(python("def test_a():\n    os.system('true')\n    assert f(1) >= 0\n").judge("", "tell\n").run),
              IsEmpty());
  EXPECT_THAT(told(python("def test_a():\n    open(os.path.join('/job/src', 'work.py')).read()\n    assert f(1) >= 0\n")
                       .judge("", "tell\n")
                       .run),
              IsEmpty())
      << "the source of the work";
  EXPECT_THAT(told(python("def test_a():\n    [1, 2, 3][f(2)]\n    1 / f(0)\n").judge("", "tell\n").run), IsEmpty());
}

// A row that is not true shows which tests were not tried. A run without a hint serves with one, too.
TEST(Tried, TakesFromTheHintWhatItSays) {
  const std::string killed = "killed by Hint.A: assertion";
  const support::Folder once;  // kept runs are told apart by its name: there is none from the last time
  const std::string name = once.path().string();
  Judging judging = cpp(kGtest + "TEST(Hint, A) { EXPECT_EQ(f(1), 2); }\n");
  EXPECT_THAT(words(judging.judge(name, "tell\n7\t1\t0\tHint.A\n1\t1\t0\tHint.A\n\nx\n").run), ElementsAre("survived"));
  EXPECT_THAT(words(judging.judge("1", "tell\n1\t99999\t0\tHint.A\n").run), ElementsAre(killed)) << "too many steps";
  const MutantRun plain = judging.judge(name).run;
  EXPECT_THAT(words(plain), ElementsAre(killed)) << "a run with a hint is no run without one";
  EXPECT_THAT(plain.tried, IsEmpty()) << "nobody asked";
  EXPECT_THAT(words(judging.judge(name, "tell\n1\t1\t0\tHint.A\n").run), ElementsAre(killed));
}

TEST(Tried, TakesFromTheHintWhatItSaysInPythonToo) {
  Judging judging = python("def test_a():\n    assert f(1) == 2\n");
  const MutantRun told = judging.judge("1", "tell\n").run;
  ASSERT_EQ(told.tried.size(), 1U);
  const std::string& test = told.tried[0].id;
  const std::string killed = "killed by " + test + ": assertion";
  EXPECT_THAT(words(told), ElementsAre(killed));
  EXPECT_THAT(words(judging.judge("2", "tell\n1\t1\t0\t" + test + "\n").run), ElementsAre("survived"));
  EXPECT_THAT(words(judging.judge("3", "tell\n1\t99999\t0\t" + test + "\n").run), ElementsAre(killed));
}

TEST(Tried, KnowsTestsByAnyName) {
  Judging judging = cpp("#include <catch2/catch.hpp>\nint f(int);\nTEST_CASE(\"Über 1 €\") { CHECK(f(1) == 2); }\n");
  const MutantRun run = judging.judge("1", "tell\n").run;
  ASSERT_EQ(run.tried.size(), 1U);
  EXPECT_THAT(words(judging.judge("2", "tell\n1\t1\t0\t" + run.tried[0].id + "\n").run), ElementsAre("survived"));
}

// Neither where it was read nor in the judge, as a test finds it in its own process: else these tests fail, and judge
// nothing.
TEST(Tried, LeavesNothingOfTheHintToTests) {
  const std::string reads =
      "  char byte;\n  EXPECT_EQ(read(0, &byte, 1), 0);\n  EXPECT_LE(pread(0, &byte, 1, 0), 0);\n";
  EXPECT_THAT(
      words(
          cpp(kGtest + "TEST(T, A) {\n" + reads + "  EXPECT_GE(f(1), 0);\n}\n").judge("", "tell\n1\t1\t0\tT.B\n").run),
      ElementsAre("survived"));
  EXPECT_THAT(words(python("import gc\n\n\ndef test_a():\n    assert f(1) >= 0\n    assert os.read(0, 1) == b''\n"
                           "    assert not any(o.known for o in gc.get_objects() if type(o).__name__ == 'Judge')\n")
                        .judge("", "tell\n1\t1\t0\tT.B\n")
                        .run),
              ElementsAre("survived"));
}

}  // namespace
}  // namespace grader
