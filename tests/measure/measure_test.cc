#include "grader/measure/measure.h"

#include <gmock/gmock.h>

namespace grader::measure {
namespace {

TestCase passed(const std::string& id) {
  return {.id = id, .state = TestState::kPassed};
}

TEST(JudgeTests, GivesEachExpectedTestExactlyOneState) {
  const auto cases = judge_tests({"a", "b", "c", "d"}, {.cases = {passed("a"),
                                                                  passed("b"),
                                                                  passed("b"),
                                                                  passed("x"),
                                                                  passed("x"),
                                                                  {.id = "d", .state = TestState::kCrashed}}});
  ASSERT_EQ(cases.size(), 5U);
  EXPECT_EQ(cases[0].state, TestState::kPassed);
  EXPECT_EQ(cases[1].state, TestState::kDuplicate);
  EXPECT_EQ(cases[2].state, TestState::kNotReported);
  EXPECT_EQ(cases[3].state, TestState::kCrashed);
  EXPECT_EQ(cases[4].state, TestState::kUnexpected);
}

TEST(JudgeTests, TakesWhatWasCollectedWhenNothingIsExpected) {
  const auto cases = judge_tests({}, {.cases = {passed("a")}, .collected = {"a", "b"}});
  ASSERT_EQ(cases.size(), 2U);
  EXPECT_EQ(cases[1].state, TestState::kNotReported);
}

TEST(JudgeTests, TakesAFileThatCouldNotBeCollectedForATestThatFailed) {
  TestReport report{.cases = {passed("t.py::a")},
                    .collected = {"t.py::a"},
                    .uncollected = {{.id = "u.py", .state = TestState::kFailed, .message = "SyntaxError"}}};
  EXPECT_EQ(judge_tests({}, report, Outcome::kExited), (std::vector{passed("t.py::a"), report.uncollected[0]}));
  EXPECT_EQ(judge_tests({"t.py::a"}, report, Outcome::kExited), std::vector{passed("t.py::a")});
  report.cases = {};
  report.collected = {};
  EXPECT_TRUE(judge_tests({}, report, Outcome::kExited).empty()) << "nothing ran: the report's problem says why";
}

// What a test without a result means is decided by how its box ended, never by what the box could write.
TEST(JudgeTests, TakesTheReasonForAMissingResultFromTheBox) {
  const TestReport cut{.cases = {passed("a"), {.id = "b", .state = TestState::kNotReported}}};
  const std::map<Outcome, TestState> expected = {
      {Outcome::kCpuLimit, TestState::kOverLimit},    {Outcome::kMemoryLimit, TestState::kOverLimit},
      {Outcome::kOutputLimit, TestState::kOverLimit}, {Outcome::kWallLimit, TestState::kTimedOut},
      {Outcome::kNotStarted, TestState::kPlatform},   {Outcome::kSignalled, TestState::kNotReported},
      {Outcome::kExited, TestState::kNotReported},    {Outcome::kOutOfTime, TestState::kPlatform},
      {Outcome::kOneBox, TestState::kPlatform}};
  for (const auto& [ended, state] : expected) {
    const auto cases = judge_tests({"a", "b", "c"}, cut, ended);
    EXPECT_EQ(cases[0].state, TestState::kPassed) << name_of(ended);
    EXPECT_EQ(cases[1].state, state) << name_of(ended);
    EXPECT_EQ(cases[2].state, state) << name_of(ended);
  }
}

TEST(Requirements, ThatThePlatformCouldNotTestCountForNothing) {
  Exercise exercise;
  exercise.requirements = {{.id = "R1"}, {.id = "R2"}};
  exercise.public_tests.cases = {{"a", {"R1"}}, {"b", {"R2"}}};
  std::vector<GroupResult> groups = {
      {.name = "public", .built = true, .cases = {passed("a"), {.id = "b", .state = TestState::kPlatform}}}};
  auto requirements = judge_requirements(exercise, groups);
  EXPECT_EQ(requirements[1].state, RequirementState::kCouldNotRun);
  EvidenceTable table;
  measure_requirements(requirements, table);
  EXPECT_EQ(table["requirements.met"].value, (Ratio{1, 1}));
  groups[0].cases[0].state = TestState::kPlatform;
  measure_requirements(judge_requirements(exercise, groups), table);
  EXPECT_FALSE(table["requirements.met"].value);
  EXPECT_EQ(table["requirements.met"].missing, Reserve::kCouldNotRun);
}

TEST(Coverage, CountsOwnLinesOfComponentsOnly) {
  const grader::Coverage coverage = {
      {"a.cc", {.lines = {{1, 1}, {2, 0}, {3, 5}}, .branches = {{1, {1, 2}}, {3, {2, 2}}}}},
      {"test.cc", {.lines = {{1, 1}}}}};
  EvidenceTable table;
  measure_coverage(&coverage, {{"a.cc", {1, 2}}, {"test.cc", {1}}}, {"a.cc"}, table);
  EXPECT_EQ(table["coverage.line"].value, (Ratio{1, 2}));
  EXPECT_EQ(table["coverage.branch"].value, (Ratio{1, 2}));
  EXPECT_THAT(table["coverage.line"].places, testing::ElementsAre("a.cc:2"));
}

TEST(Coverage, WithoutDataIsMissingAndNeverZero) {
  EvidenceTable table;
  measure_coverage(nullptr, {{"a.cc", {1}}}, {"a.cc"}, table);
  EXPECT_FALSE(table["coverage.line"].value);
  EXPECT_EQ(table["coverage.line"].missing, Reserve::kNoEvidence);
}

TEST(Warnings, CountOnOwnLinesOnly) {
  EvidenceTable table;
  measure_warnings({{.file = "a.cc", .line = 1}, {.file = "a.cc", .line = 9}}, {{"a.cc", {1}}}, table);
  EXPECT_EQ(table["warnings.own"].value, (Ratio{1, 1}));
}

TEST(Build, FailsUnlessThePackageThatIsMissingMayBeToBlame) {
  const RunResult failed{.step = "build", .outcome = Outcome::kExited, .value = 2};
  EvidenceTable table;
  measure_build(&failed, nullptr, "", "", table);
  EXPECT_EQ(table["build.ok"].value, (Ratio{0, 1}));
  EXPECT_EQ(table["example.ok"].missing, Reserve::kNoEvidence);
  measure_build(&failed, &failed, "", "boost/json.hpp", table);
  EXPECT_FALSE(table["build.ok"].value);
  EXPECT_EQ(table["build.ok"].missing, Reserve::kCouldNotRun);
  EXPECT_EQ(table["example.ok"].missing, Reserve::kCouldNotRun);
}

TEST(Functions, CountsThoseOfWhichMostLinesAreOwn) {
  const Function small{.file = "a.cc", .name = "small", .first_line = 1, .last_line = 4, .complexity = 10};
  const Function given{.file = "a.cc", .name = "given", .first_line = 5, .last_line = 8};
  const Function longer{.file = "a.cc", .name = "longer", .first_line = 10, .last_line = 40};
  const Function branchy{.file = "a.cc", .name = "branchy", .first_line = 41, .last_line = 42, .complexity = 11};
  OwnLines own{{"a.cc", {1, 2, 3, 5, 6, 41, 42}}};
  for (int line = 10; line <= 40; ++line) own["a.cc"].insert(line);
  EvidenceTable table;
  measure_functions({small, given, longer, branchy, {.file = "b.cc", .name = "other", .first_line = 1, .last_line = 1}},
                    own, table);
  EXPECT_EQ(table["functions.small"].value, (Ratio{1, 3}));
  EXPECT_THAT(table["functions.small"].places,
              testing::ElementsAre("a.cc:10 longer: 31 lines, cyclomatic complexity 1",
                                   "a.cc:41 branchy: 2 lines, cyclomatic complexity 11"));
}

TEST(Functions, NoneReadableIsMissingAndNeverZero) {
  EvidenceTable table;
  measure_functions({{.file = "a.cc", .name = "f", .first_line = 1, .last_line = 1, .readable = false}},
                    {{"a.cc", {1}}}, table);
  EXPECT_FALSE(table["functions.small"].value);
  EXPECT_EQ(table["functions.small"].why, "no own function; 1 could not be read");
}

}  // namespace
}  // namespace grader::measure
