#include "grader/measure/integrity.h"

#include <gmock/gmock.h>

#include "grader/measure/measure.h"

namespace grader::measure {
namespace {

const Canaries kCanaries{
    .word = "later", .copies = {{"a", "later/a"}}, .probes = {"later/probe"}, .plain = "later/plain"};

// A run of the test "a" beside its canaries, in which one of them ends in another state.
TestReport report_of(const std::string& id = "", TestState state = TestState::kPassed) {
  TestReport report{.collected = {"a", "later/a", "later/probe", "later/plain"}, .complete = true};
  for (const std::string& test : report.collected) {
    const bool passes = test == "a" || test == "later/plain";
    report.cases.push_back({.id = test,
                            .state = test == id ? state
                                     : passes   ? TestState::kPassed
                                                : TestState::kFailed});
  }
  return report;
}

TEST(Integrity, HoldsARunInWhichEveryCanaryEndsAsItMust) {
  EXPECT_FALSE(contradicts(kCanaries, report_of(), Outcome::kExited));
  EXPECT_FALSE(contradicts({}, {}, Outcome::kExited));
}

TEST(Integrity, DoubtsAPassThatCannotBe) {
  EXPECT_TRUE(contradicts(kCanaries, report_of("later/a"), Outcome::kExited));
  EXPECT_TRUE(contradicts(kCanaries, report_of("later/probe"), Outcome::kSignalled));
  EXPECT_TRUE(contradicts(kCanaries, report_of("later/a"), Outcome::kCpuLimit));
  EXPECT_TRUE(contradicts(kCanaries, report_of("later/plain", TestState::kFailed), Outcome::kExited));
}

// Honest work crashes, hangs and takes too much memory, before every test or in a copy.
TEST(Integrity, DoubtsNothingThatHonestWorkDoes) {
  for (const TestState state : {TestState::kCrashed, TestState::kTimedOut, TestState::kOverLimit, TestState::kSkipped,
                                TestState::kNotReported, TestState::kDuplicate}) {
    EXPECT_FALSE(contradicts(kCanaries, report_of("later/a", state), Outcome::kExited)) << name_of(state);
    EXPECT_FALSE(contradicts(kCanaries, report_of("later/plain", state), Outcome::kExited)) << name_of(state);
  }
  EXPECT_FALSE(contradicts(kCanaries, TestReport{.problem = "cannot be loaded"}, Outcome::kExited));
}

TEST(Integrity, DoubtsARunThatFoundTestsAndNotTheCanaries) {
  TestReport report = report_of();
  report.collected = {"a", "later/a", "later/probe"};
  EXPECT_TRUE(contradicts(kCanaries, report, Outcome::kExited));
  report.collected = {"a", "later/plain"};
  EXPECT_TRUE(contradicts(kCanaries, report, Outcome::kExited));
  EXPECT_FALSE(contradicts(kCanaries, report, Outcome::kCpuLimit)) << "the box may have ended it";
}

const TestCase kCopy{.id = "later/a", .state = TestState::kFailed};
const TestCase kProbe{.id = "later/probe", .state = TestState::kFailed};
const TestCase kPlain{.id = "later/plain", .state = TestState::kPassed};

// What becomes of the passes of "a", which has a copy, and of "b" in a run in which these canaries ended.
std::vector<TestState> judged(const std::vector<TestCase>& taken, Outcome ended, bool complete = true,
                              std::vector<std::string> collected = {}) {
  std::vector<TestCase> cases = {{.id = "a", .state = TestState::kPassed}, {.id = "b", .state = TestState::kPassed}};
  const TestReport report{.cases = taken, .collected = std::move(collected), .complete = complete};
  if (is_cut(kCanaries, report, ended)) expect_guards(kCanaries, taken, ended, cases);
  return {cases[0].state, cases[1].state};
}

// A box can be ended by what the work does in it, before the canaries had their turn.
TEST(Integrity, APassOfARunThatALimitEndedNeedsItsCopy) {
  using enum TestState;
  EXPECT_THAT(judged({}, Outcome::kMemoryLimit), testing::ElementsAre(kOverLimit, kOverLimit));
  EXPECT_THAT(judged({kProbe, kPlain}, Outcome::kCpuLimit), testing::ElementsAre(kOverLimit, kOverLimit));
  EXPECT_THAT(judged({kCopy}, Outcome::kWallLimit), testing::ElementsAre(kPassed, kTimedOut));
  EXPECT_THAT(judged({kCopy, kProbe, kPlain}, Outcome::kMemoryLimit), testing::ElementsAre(kPassed, kPassed));
  EXPECT_THAT(judged({}, Outcome::kExited), testing::ElementsAre(kPassed, kPassed));
  std::vector<TestCase> cases = {{.id = "a", .state = kPassed}};
  expect_guards({}, {}, Outcome::kMemoryLimit, cases);
  EXPECT_EQ(cases[0].state, kPassed) << "no copies were made";
}

// The work can end its own runner, by a signal or otherwise.
TEST(Integrity, APassOfARunWhoseRunnerDidNotComeToItsEndNeedsItsCopy) {
  using enum TestState;
  for (const Outcome ended : {Outcome::kExited, Outcome::kSignalled}) {
    EXPECT_THAT(judged({}, ended, false), testing::ElementsAre(kNotReported, kNotReported));
    EXPECT_THAT(judged({kCopy}, ended, false), testing::ElementsAre(kPassed, kNotReported));
    EXPECT_THAT(judged({kCopy, kProbe, kPlain}, ended, false), testing::ElementsAre(kPassed, kPassed));
  }
}

// An end that was said too early is none; a copy that was not found, of a file that did not load, is not waited for.
TEST(Integrity, APassOfARunInWhichAFoundCanaryDidNotEndNeedsItsCopy) {
  using enum TestState;
  const TestCase crashed{.id = "later/a", .state = kCrashed};
  const std::vector<std::string> found = {"a", "later/a", "later/probe", "later/plain"};
  EXPECT_THAT(judged({kProbe, kPlain}, Outcome::kExited, true, found),
              testing::ElementsAre(kNotReported, kNotReported));
  EXPECT_THAT(judged({crashed, kProbe, kPlain}, Outcome::kExited, true, found), testing::ElementsAre(kPassed, kPassed));
  EXPECT_THAT(judged({kProbe, kPlain}, Outcome::kExited, true, {"a", "later/probe", "later/plain"}),
              testing::ElementsAre(kPassed, kPassed));
}

TEST(Integrity, DoubtsABrokenStreamUnlessALimitMayHaveCutIt) {
  const TestReport broken{.cases = {{.id = "a", .state = TestState::kIntegrity}}};
  EXPECT_TRUE(contradicts({}, broken, Outcome::kExited));
  EXPECT_FALSE(contradicts({}, broken, Outcome::kOutputLimit));
}

TEST(Integrity, KeepsCanariesApartFromTests) {
  TestReport report = report_of();
  EXPECT_EQ(take_canaries(kCanaries, report).size(), 3U);
  EXPECT_THAT(report.collected, testing::ElementsAre("a"));
  ASSERT_EQ(report.cases.size(), 1U);
  EXPECT_EQ(report.cases[0].id, "a");
}

TEST(Integrity, NamesTheTestsOfWhichACopyFailed) {
  TestReport report = report_of();
  EXPECT_THAT(copied_tests(kCanaries, take_canaries(kCanaries, report)), testing::ElementsAre("a"));
  report = report_of("later/a", TestState::kCrashed);
  EXPECT_THAT(copied_tests(kCanaries, take_canaries(kCanaries, report)), testing::IsEmpty());
  EXPECT_THAT(copied_tests(kCanaries, {}), testing::IsEmpty());
}

// Neither for nor against the learner: no requirement is met or missed, and no share is made of the others.
TEST(Integrity, LeavesRequirementsOfAContradictedGroupToAPerson) {
  Exercise exercise;
  exercise.requirements = {{.id = "R1"}, {.id = "R2", .bug = true}, {.id = "R3"}};
  exercise.public_tests.cases = {{"p", {"R1", "R3"}}};
  exercise.hidden_tests = TestSet{.cases = {{"a", {"R1", "R2"}}}};
  std::vector<GroupResult> groups = {
      {.name = "public", .built = true, .cases = {{.id = "p", .state = TestState::kPassed}}},
      {.name = "hidden", .built = true, .cases = {{.id = "a", .state = TestState::kPassed}}}};
  set_aside(groups[1]);
  EXPECT_EQ(groups[1].cases[0].state, TestState::kIntegrity);
  const auto rows = judge_requirements(exercise, groups);
  EXPECT_EQ(rows[0].state, RequirementState::kNeedsPerson);
  EXPECT_EQ(rows[1].state, RequirementState::kNeedsPerson);
  EXPECT_EQ(rows[2].state, RequirementState::kMet);
  EvidenceTable table;
  measure_requirements(rows, table);
  EXPECT_FALSE(table["requirements.met"].value);
  EXPECT_EQ(table["requirements.met"].missing, Reserve::kContradicted);
  EXPECT_EQ(table["requirements.musts"].why, kContradiction);
}

}  // namespace
}  // namespace grader::measure
