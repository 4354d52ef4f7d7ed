// What is known of tests under mutants once the work was edited.
#include "grader/pipeline/kept_tries.h"

#include <gmock/gmock.h>

#include "tests/support/shell.h"

namespace grader::pipeline {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct KeptTriesTest : testing::Test {
  support::Folder folder;
  const std::filesystem::path file = folder / "tries/of/one";
  const Unchanged work{.frame = "frame", .functions = {"f", "g"}, .mutants = {"f:0", "", "g:0"}};

  KeptTries tries_of(Unchanged unchanged, TestTexts texts = {}) const {
    return {file, std::move(unchanged), std::move(texts)};
  }
  static MutantRun run_of(std::vector<MutantTry> tried) { return {.tried = std::move(tried), .complete = true}; }
};

TEST_F(KeptTriesTest, AreKnownAgain) {
  KeptTries before = tries_of(work);
  EXPECT_THAT(before.known(), IsEmpty());
  ASSERT_TRUE(before.keep(run_of({{.mutant = 1, .id = "a", .killed = true, .steps = 7, .entered = {1}},
                                  {.mutant = 3, .id = "b", .steps = 5, .entered = {1, 2}}})));
  const KeptTries after = tries_of({.frame = "frame", .functions = {"g", "f"}, .mutants = {"g:0", "f:0"}});
  EXPECT_EQ(after.hint(), "tell\n2\t7\t1\ta\n1\t5\t0\tb\n");
}

// The function that the mutant is in counts, though it was not told.
TEST_F(KeptTriesTest, AreGoneWithAnyFunctionThatWasEntered) {
  ASSERT_TRUE(tries_of(work).keep(run_of({{.mutant = 1, .id = "a", .entered = {}},
                                          {.mutant = 1, .id = "b", .entered = {2}},
                                          {.mutant = 3, .id = "c", .entered = {1}}})));
  const KeptTries edited = tries_of({.frame = "frame", .functions = {"f", "G"}, .mutants = {"f:0", "G:0"}});
  EXPECT_THAT(edited.known(), ElementsAre(KeptTry{.mutant = "f:0", .test = "a", .entered = {"f"}}));
}

TEST_F(KeptTriesTest, AreGoneWithTheTextOfTheirTest) {
  const auto texts = [](const std::string& of_a) {
    return TestTexts({.tests = {{.file = "t.py", .name = "test_a", .symbol = "test_a", .text = of_a},
                                {.file = "t.py", .name = "test_b", .symbol = "test_b", .text = "test_b 1"}},
                      .around_tests = {{"t.py", ""}}},
                     {"t.py"}, {});
  };
  ASSERT_TRUE(tries_of(work, texts("test_a 1"))
                  .keep(run_of({{.mutant = 1, .id = "t.py::test_a"}, {.mutant = 1, .id = "t.py::test_b"}})));
  EXPECT_EQ(tries_of(work, texts("test_a 1")).known().size(), 2U);
  EXPECT_EQ(tries_of(work, texts("test_a 2")).hint(), "tell\n1\t0\t0\tt.py::test_b\n");
}

TEST_F(KeptTriesTest, StayWhenTheRunHadNoneToTry) {
  ASSERT_TRUE(tries_of(work).keep(run_of({{.mutant = 1, .id = "a"}})));
  KeptTries again = tries_of(work);
  ASSERT_TRUE(again.keep(run_of({})));
  ASSERT_TRUE(again.keep(run_of({{.mutant = 3, .id = "a"}})));
  EXPECT_EQ(tries_of(work).known().size(), 2U);
}

TEST_F(KeptTriesTest, AreNotKeptOfARunThatWasNotWhole) {
  ASSERT_TRUE(tries_of(work).keep({.tried = {{.mutant = 1, .id = "a"}}, .complete = false}));
  EXPECT_THAT(tries_of(work).known(), IsEmpty());
}

// Decoys, functions that there are not, and names that would be two lines of the hint.
TEST_F(KeptTriesTest, LeaveOutWhatCannotBeTold) {
  ASSERT_TRUE(tries_of(work).keep(run_of({{.mutant = 2, .id = "a"},
                                          {.mutant = 1, .id = "a", .entered = {3}},
                                          {.mutant = 1, .id = "a\nb"},
                                          {.mutant = 1, .id = "c"}})));
  EXPECT_EQ(tries_of(work).hint(), "tell\n1\t0\t0\tc\n");
}

TEST_F(KeptTriesTest, AreNotReadFromADamagedFile) {
  for (const char* bytes : {"", "{", "{}", "3", "[3]", "[[1,2,3,4,5,6]]", R"([["f:0","a","",true,1,["f"]],[]])"}) {
    support::spit(file, bytes);
    EXPECT_THAT(tries_of(work).known(), IsEmpty()) << bytes;
  }
}

TEST_F(KeptTriesTest, OfNothingKeepNothing) {
  KeptTries none;
  ASSERT_TRUE(none.keep(run_of({{.mutant = 1, .id = "a"}})));
  EXPECT_EQ(none.hint(), "");
}

}  // namespace
}  // namespace grader::pipeline
