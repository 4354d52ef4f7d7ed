#include "grader/cli/attempts.h"

#include <gmock/gmock.h>

#include "tests/support/shell.h"

namespace grader::cli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The skills stand in the report's order: S5 before S16.
Grading graded(const std::string& commit) {
  Grading made{.exercise_hash = "e", .commit = commit, .rubric_hash = "r"};
  for (const char* id : {"S5", "S16"})
    made.open.skills.push_back(
        {.id = id, .level = Level::kStrong, .indicators = {{.id = std::string(id) + ".1", .level = Level::kStrong}}});
  made.open.requirements = {{.id = "R1", .state = RequirementState::kMet},
                            {.id = "R2", .state = RequirementState::kNotMet}};
  made.open.groups = {
      {.name = "own",
       .built = true,
       .cases = {{.id = "T.a", .state = TestState::kPassed}, {.id = "T.b", .state = TestState::kFailed}}},
      {.name = "public", .built = true, .cases = {{.id = "P.a", .state = TestState::kPassed}}}};
  return made;
}

// What the record in a folder says of the second of two attempts.
grader::Progress recorded(Grading first, Grading second) {
  const support::Folder folder;
  EXPECT_TRUE(record_attempt(folder.path(), first));
  EXPECT_TRUE(record_attempt(folder.path(), second));
  EXPECT_EQ(second.attempt, 2);
  EXPECT_EQ(second.progress.since, 1);
  return second.progress;
}

TEST(Attempts, TellAllThatSlippedUnderTheSameLevels) {
  Grading now = graded("b");
  now.open.requirements[0].state = RequirementState::kNotMet;
  now.open.skills[0].indicators[0].level = Level::kSecure;
  now.open.groups[0].cases[0].state = TestState::kTimedOut;
  now.open.groups[1].cases[0].state = TestState::kNotReported;
  const auto slipped = recorded(graded("a"), now);
  EXPECT_THAT(slipped.unchanged, ElementsAre("S5", "S16"));
  EXPECT_THAT(slipped.indicators.slipped, ElementsAre(Moved{"S5.1", Level::kStrong, Level::kSecure}));
  EXPECT_THAT(slipped.requirements.slipped, ElementsAre(Turned{"R1", "met", "not met"}));
  EXPECT_THAT(slipped.tests.slipped,
              ElementsAre(Turned{"T.a", "passed", "timed out"}, Turned{"P.a", "passed", "not reported"}));
  EXPECT_THAT(slipped.not_compared, IsEmpty());
  const auto improved = recorded(now, graded("a"));
  EXPECT_THAT(improved.indicators.improved, ElementsAre(Moved{"S5.1", Level::kSecure, Level::kStrong}));
  EXPECT_THAT(improved.requirements.improved, ElementsAre(Turned{"R1", "not met", "met"}));
  EXPECT_THAT(improved.tests.improved,
              ElementsAre(Turned{"T.a", "timed out", "passed"}, Turned{"P.a", "not reported", "passed"}));
  EXPECT_THAT(improved.requirements.slipped, IsEmpty());
}

// The runner collects nothing of a file that cannot be loaded; its tests are still there.
TEST(Attempts, DoNotCallTestsGoneWhoseFileCouldNotBeCollected) {
  const auto with = [](const char* commit, std::vector<TestCase> cases) {
    Grading made = graded(commit);
    made.open.groups[0].cases = std::move(cases);
    return made;
  };
  const auto first = with("a", {{.id = "a.py::x", .state = TestState::kPassed}, {.id = "b.py::y"}, {.id = "c.py::z"}});
  const auto now = with("b", {{.id = "a.py::x", .state = TestState::kPassed}, {.id = "b.py"}});
  EXPECT_THAT(recorded(first, now).gone_tests, ElementsAre("c.py::z"));
}

// Hidden tests and what the marking edition alone knows are in no record.
TEST(Attempts, KeepWhatAnApprenticeMaySee) {
  Grading made = graded("a");
  made.marking = made.open;
  made.marking->groups.push_back({.name = "hidden", .built = true, .cases = {{.id = "planted"}}});
  made.marking->requirements.push_back({.id = "planted"});
  const support::Folder folder;
  ASSERT_TRUE(record_attempt(folder.path(), made));
  EXPECT_THAT(support::slurp(folder / "attempts.jsonl"), testing::Not(testing::HasSubstr("planted")));
}

TEST(Attempts, SayWhatHasAResultOnOneSideOnly) {
  Grading now = graded("b");
  now.open.skills[0].level = now.open.skills[0].indicators[0].level = Level::kNone;
  now.open.requirements[0].state = RequirementState::kCouldNotRun;
  now.open.groups[0].could_not_run = true;
  now.open.groups[1].built = false;
  const auto progress = recorded(graded("a"), now);
  EXPECT_THAT(progress.not_compared, ElementsAre("S5", "S5.1", "R1", "own tests", "public tests"));
  EXPECT_THAT(recorded(now, graded("a")).not_compared, testing::IsSupersetOf({"R1", "own tests", "public tests"}));
  EXPECT_THAT(progress.requirements.slipped, IsEmpty());
  EXPECT_THAT(progress.gone_tests, IsEmpty());
}

TEST(Attempts, WithoutAnyOwnTestLeftNameEachThatIsGone) {
  Grading now = graded("b");
  now.open.groups.erase(now.open.groups.begin());
  EXPECT_THAT(recorded(graded("a"), now).gone_tests, ElementsAre("T.a", "T.b"));
}

// Attempts under another rubric are counted, and not held against these.
TEST(Attempts, GiveTheLevelsOfEachByTheSameRules) {
  const support::Folder folder;
  Grading first = graded("a");
  Grading other = graded("b");
  other.rubric_hash = "another";
  Grading now = graded("c");
  now.open.skills[0].level = Level::kSecure;
  for (Grading* one : {&first, &other, &now}) ASSERT_TRUE(record_attempt(folder.path(), *one));
  EXPECT_THAT(first.progress.attempts, IsEmpty());
  EXPECT_THAT(other.progress.attempts, IsEmpty());
  EXPECT_THAT(now.progress.attempts, ElementsAre(AttemptLevels{1, {{"S16", Level::kStrong}, {"S5", Level::kStrong}}},
                                                 AttemptLevels{3, {{"S5", Level::kSecure}, {"S16", Level::kStrong}}}));
}

// A line as it was written before requirements, indicators and states of tests were kept.
TEST(Attempts, CompareWithAnEarlierVersionsRecordAsFarAsItGoes) {
  const support::Folder folder;
  support::spit(folder / "attempts.jsonl",
                R"({"commit":"a","own_tests":["T.a","T.gone"],"rules":"e r","skills":{"S16":"Strong","S5":"Secure"}})"
                "\n");
  Grading now = graded("b");
  ASSERT_TRUE(record_attempt(folder.path(), now));
  EXPECT_THAT(now.progress.improved, ElementsAre(Moved{"S5", Level::kSecure, Level::kStrong}));
  EXPECT_THAT(now.progress.gone_tests, ElementsAre("T.gone"));
  EXPECT_THAT(now.progress.not_compared, ElementsAre("indicators", "requirements", "results of tests"));
}

}  // namespace
}  // namespace grader::cli
