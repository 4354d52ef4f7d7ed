#include "grader/measure/corrections.h"

#include <gmock/gmock.h>

namespace grader::measure {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TestCase test(const std::string& id, TestState state) {
  return {.id = id, .state = state};
}

TriedChange change(const std::string& commit, std::vector<TestCase> before, std::vector<TestCase> after) {
  return {.commit = commit + std::string(36, '0'), .before = std::move(before), .after = std::move(after)};
}

struct Corrections : testing::Test {
  TriedChanges tried;

  Evidence of(const std::string& metric) const {
    EvidenceTable table;
    measure_corrections(tried, table);
    return table.at(metric);
  }
  void expect_none_seen() const {
    for (const char* metric : {"corrections.commits", "corrections.tests"})
      EXPECT_EQ(of(metric).missing, Reserve::kNoEvidence) << metric;
  }
};

TEST_F(Corrections, AreTestsThatFailedBeforeAndPassAfter) {
  for (const TestState state : {TestState::kFailed, TestState::kCrashed, TestState::kTimedOut, TestState::kOverLimit}) {
    tried.changes = {change("aaaa", {test("T.a", state)}, {test("T.a", TestState::kPassed)})};
    EXPECT_EQ(of("corrections.commits").value, (Ratio{1, 1})) << name_of(state);
    EXPECT_THAT(of("corrections.commits").places, ElementsAre("aaaa000 T.a"));
  }
}

TEST_F(Corrections, AreNotSeenInAnythingElse) {
  const auto passed = test("T.a", TestState::kPassed);
  const auto failed = test("T.a", TestState::kFailed);
  for (const TestState state : {TestState::kSkipped, TestState::kNotReported, TestState::kPlatform,
                                TestState::kIntegrity, TestState::kDuplicate, TestState::kPassed}) {
    tried.changes = {change("aaaa", {test("T.a", state)}, {passed})};
    expect_none_seen();
  }
  tried.changes = {change("aaaa", {failed}, {failed}), change("bbbb", {}, {passed}), change("cccc", {failed}, {}),
                   change("dddd", {test("T.b", TestState::kFailed)}, {passed})};
  expect_none_seen();
}

TEST_F(Corrections, AreNoTestsOfWhatWasNotThereYet) {
  const std::vector<TestCase> failed = {test("T.a", TestState::kFailed), test("T.b", TestState::kFailed)};
  const std::vector<TestCase> passed = {test("T.a", TestState::kPassed), test("T.b", TestState::kPassed)};
  tried.changes = {change("aaaa", failed, passed)};
  tried.changes[0].not_there = {"T.a", "T.b"};
  expect_none_seen();
  tried.changes[0].not_there = {"T.a"};
  EXPECT_THAT(of("corrections.commits").places, ElementsAre("aaaa000 T.b"));
  EXPECT_EQ(of("corrections.tests").value, (Ratio{1, 1}));
}

TEST_F(Corrections, CountRowsOfATableOfValuesAsOneTest) {
  std::vector<TestCase> before;
  for (const char* id : {"Each/Fee.Rounds/0", "Each/Fee.Rounds/1", "t.py::test_a[1]", "t.py::test_a[2]", "a/t.py::b"})
    before.push_back(test(id, TestState::kFailed));
  std::vector<TestCase> after = before;
  for (TestCase& row : after) row.state = TestState::kPassed;
  tried.changes = {change("aaaa", before, after)};
  EXPECT_EQ(of("corrections.commits").value, (Ratio{1, 1}));
  EXPECT_EQ(of("corrections.tests").value, (Ratio{3, 1}));
}

TEST_F(Corrections, SayWhatWasBeyondTheBound) {
  tried.beyond = 4;
  tried.changes = {change("aaaa", {}, {})};
  EXPECT_THAT(of("corrections.commits").why, HasSubstr("bounded: 1 were run, 4 more were not"));
  tried.changes = {change("aaaa", {test("T.a", TestState::kFailed)}, {test("T.a", TestState::kPassed)})};
  EXPECT_THAT(of("corrections.commits").detail, HasSubstr("bounded"));
  EXPECT_EQ(of("fixes.tested").missing, Reserve::kTooLittle);
  EXPECT_THAT(of("fixes.tested").why, HasSubstr("bounded"));
}

TEST_F(Corrections, SayWhyNothingWasTried) {
  expect_none_seen();
  tried = {.problem = "not built: compile src/a.cc"};
  expect_none_seen();
  EXPECT_EQ(of("fixes.tested").why, "not built: compile src/a.cc");
  tried = {.problem = "no time", .could_not_run = true};
  EXPECT_EQ(of("corrections.commits").missing, Reserve::kCouldNotRun);
  EXPECT_EQ(of("fixes.tested").missing, Reserve::kCouldNotRun);
}

// Adding code, and tests that say nothing of it, is no fix; nor is a change that some test needed.
TEST_F(Corrections, AreHeldAgainstEditsThatNoTestNoticed) {
  const std::vector<TestCase> failed = {test("T.a", TestState::kFailed)};
  const std::vector<TestCase> passed = {test("T.a", TestState::kPassed)};
  const TriedChange adds = change("aaaa", passed, passed);
  TriedChange edits = adds;
  edits.edits = true;
  TriedChange not_built = change("bbbb", {}, passed);
  not_built.edits = true;
  TriedChange unfinished = edits;
  for (auto* side : {&unfinished.before, &unfinished.after}) side->push_back(test("T.b", TestState::kFailed));
  tried.changes = {adds, not_built, unfinished};
  EXPECT_EQ(of("fixes.tested").missing, Reserve::kNoEvidence);
  tried.changes = {change("cccc", failed, passed), adds, edits, not_built, change("dddd", failed, passed)};
  EXPECT_EQ(of("fixes.tested").value, (Ratio{2, 3}));
  EXPECT_THAT(of("fixes.tested").places, ElementsAre("aaaa000"));
}

}  // namespace
}  // namespace grader::measure
