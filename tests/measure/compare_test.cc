// What counts as the same output, and what a box's end says of a case.
#include "grader/measure/compare.h"

#include <gmock/gmock.h>

#include "grader/measure/cases.h"

namespace grader::measure {
namespace {

using testing::HasSubstr;

const Check kExact{};
const Check kSpaces{.kind = Check::Kind::kTolerant};
const Check kNear{.kind = Check::Kind::kTolerant, .absolute = 0.01};
const Check kPart{.kind = Check::Kind::kTolerant, .relative = 0.1};

struct Pair {
  Check check;
  std::string expected;
  std::string found;
  bool same;
};

class Compare : public testing::TestWithParam<Pair> {};

TEST_P(Compare, SaysWhetherOutputIsTheSame) {
  const auto found = difference(GetParam().check, "standard output", GetParam().expected, GetParam().found);
  EXPECT_EQ(!found, GetParam().same) << found.value_or("no difference");
}

INSTANTIATE_TEST_SUITE_P(
    All, Compare,
    testing::Values(Pair{kExact, "a\n", "a\n", true}, Pair{kExact, "", "", true}, Pair{kExact, "a\n", "a", false},
                    Pair{kExact, "a", "a\n", false}, Pair{kExact, "a\n", "a \n", false},
                    Pair{kExact, "a\n", "a\r\n", false}, Pair{kExact, "1.0", "1.00", false},
                    Pair{kExact, "a\nb\n", "a\n", false}, Pair{kExact, std::string("a\0b", 3), "a", false},
                    Pair{kSpaces, "a\nb\n", "a \t\r\nb\n\n \n", true}, Pair{kSpaces, "a", "a\n", true},
                    Pair{kSpaces, "a b", "a  b", false}, Pair{kSpaces, " a", "a", false},
                    Pair{kSpaces, "a\n\nb", "a\nb", false}, Pair{kSpaces, "1.0", "1.00", false},
                    Pair{kNear, "sum 1.50", "sum 1.505", true}, Pair{kNear, "sum 1.50", "sum 1.52", false},
                    Pair{kNear, "-1", "-1.000", true}, Pair{kNear, "-1", "1", false}, Pair{kNear, "0", "-0.0", true},
                    Pair{kNear, "+2", "2", true}, Pair{kNear, "3 of 4.", "3.0 of 4.0.", true},
                    Pair{kNear, "item2", "item2.001", false}, Pair{kNear, "v1.2", "v1.20", false},
                    Pair{kNear, "1e3", "1000", true}, Pair{kNear, "1", "nan", false}, Pair{kNear, "1", "inf", false},
                    Pair{kNear, "1", "1e999", false}, Pair{kNear, "1 2", "1", false}, Pair{kNear, "1", "1 2", false},
                    Pair{kNear, "1", "", false}, Pair{kNear, "12", "1 2", false}, Pair{kPart, "100", "109", true},
                    Pair{kPart, "100", "111", false}, Pair{kPart, "0", "0.001", false}));

TEST(Difference, NamesTheFirstLineThatDiffers) {
  EXPECT_EQ(difference(kExact, "standard output", "a\nb\n", "a\nc\n"),
            "line 2 of standard output: expected \"b\", found \"c\"");
  EXPECT_EQ(difference(kExact, "out.txt", "a\nb\n", "a\n"), "line 2 of out.txt: expected \"b\", found the end");
  EXPECT_EQ(difference(kExact, "out.txt", "a\n", "a"), "out.txt ends without a line feed");
}

TEST(Difference, ShowsForeignBytesSafelyAndNotWithoutEnd) {
  const auto found = difference(kExact, "out", "a", "\x1b[31m" + std::string(100'000, 'x'));
  EXPECT_THAT(*found, HasSubstr("<U+001B>"));
  EXPECT_LT(found->size(), 300U);
}

TEST(Case, TakesItsStateFromHowTheBoxEnded) {
  const IoCase wanted{.id = "one", .output = "yes\n"};
  const std::pair<Outcome, TestState> kEnds[] = {
      {Outcome::kSignalled, TestState::kCrashed},     {Outcome::kDenied, TestState::kCrashed},
      {Outcome::kCpuLimit, TestState::kTimedOut},     {Outcome::kWallLimit, TestState::kTimedOut},
      {Outcome::kMemoryLimit, TestState::kOverLimit}, {Outcome::kOutputLimit, TestState::kOverLimit},
      {Outcome::kNotStarted, TestState::kPlatform},   {Outcome::kExited, TestState::kPassed},
      {Outcome::kOutOfTime, TestState::kPlatform}};
  for (const auto& [outcome, state] : kEnds)
    EXPECT_EQ(judge_case(wanted, {.outcome = outcome, .out = "yes\n"})->state, state) << name_of(outcome);
}

TEST(Case, LooksAtTheExitCodeOnlyWhenItIsAskedFor) {
  const RunResult run{.outcome = Outcome::kExited, .value = 3, .out = "yes\n", .err = "oh\n"};
  EXPECT_EQ(judge_case({.id = "one", .output = "yes\n"}, run)->state, TestState::kPassed);
  const auto refused = judge_case({.id = "one", .output = "yes\n", .exit = 0}, run);
  EXPECT_EQ(refused->state, TestState::kFailed);
  EXPECT_EQ(refused->message, "exit code: expected 0, found 3; standard error ends: oh");
}

TEST(Case, MissesAFileThatWasNotWritten) {
  const IoCase wanted{.id = "one", .expected = {{"out.txt", ""}}};
  const auto judged = judge_case(wanted, {.outcome = Outcome::kExited});
  EXPECT_EQ(judged->state, TestState::kFailed);
  EXPECT_THAT(judged->message, HasSubstr("out.txt was not written"));
}

TEST(Case, LeavesACustomCheckToItsChecker) {
  const IoCase wanted{.id = "one", .exit = 0, .check = {.kind = Check::Kind::kCustom}};
  EXPECT_FALSE(judge_case(wanted, {.outcome = Outcome::kExited}));
  EXPECT_EQ(judge_case(wanted, {.outcome = Outcome::kExited, .value = 1})->state, TestState::kFailed);
}

TEST(Checker, PassesNothingWithoutAVerdict) {
  EXPECT_EQ(judge_check("one", {.outcome = Outcome::kExited}).state, TestState::kPassed);
  const TestCase refused = judge_check("one", {.outcome = Outcome::kExited, .value = 1, .out = "too small\nmore\n"});
  EXPECT_EQ(refused.state, TestState::kFailed);
  EXPECT_EQ(refused.message, "too small");
  for (const RunResult& run :
       {RunResult{.outcome = Outcome::kExited, .value = 2}, RunResult{.outcome = Outcome::kSignalled},
        RunResult{.outcome = Outcome::kCpuLimit}, RunResult{.outcome = Outcome::kNotStarted}})
    EXPECT_EQ(judge_check("one", run).state, TestState::kNotReported);
  EXPECT_EQ(judge_check("one", {.outcome = Outcome::kOutOfTime}).state, TestState::kPlatform);
}

}  // namespace
}  // namespace grader::measure
