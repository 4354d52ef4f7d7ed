// Own tests on the versions of an exercise, from runs made by hand.
#include "grader/measure/faults.h"

#include <gmock/gmock.h>

namespace grader::measure {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// One letter a test, a, b, ...: p passed, f failed, c crashed, s skipped, n not reported.
VersionRun run(const std::string& states, const std::string& breaks = "") {
  static const std::map<char, TestState> kStates = {{'p', TestState::kPassed},
                                                    {'f', TestState::kFailed},
                                                    {'c', TestState::kCrashed},
                                                    {'s', TestState::kSkipped},
                                                    {'n', TestState::kNotReported}};
  VersionRun made{.what = "breaks " + breaks};
  if (!breaks.empty()) made.breaks = {breaks};
  for (std::size_t i = 0; i < states.size(); ++i)
    made.cases.push_back({.id = std::string(1, static_cast<char>('a' + i)), .state = kStates.at(states[i])});
  return made;
}

Evidence measured(const Faults& faults) {
  EvidenceTable table;
  measure_faults(faults, table);
  return table["faults.caught"];
}

TEST(SeededFaults, AreNoticedByTheFirstTestThatFailsOnThem) {
  const Faults faults = judge_faults({run("ppp"), run("ppp"), run("ppf", "R1"), run("pfc", "R2"), run("ppn", "R3")});
  EXPECT_THAT(faults.tests, ElementsAre("a", "b", "c"));
  ASSERT_EQ(faults.faults.size(), 3U);
  EXPECT_EQ(faults.faults[0].by, "c");
  EXPECT_EQ(faults.faults[1].by, "b");
  EXPECT_EQ(faults.faults[2].by, "");
  const Evidence row = measured(faults);
  EXPECT_EQ(row.value, (Ratio{2, 3}));
  EXPECT_THAT(row.places, ElementsAre("R3 not noticed"));
}

TEST(SeededFaults, AreNotNoticedByATestThatFailsOnACorrectVersion) {
  const Faults faults = judge_faults({run("fps"), run("fps"), run("fps", "R1"), run("fps", "R2"), run("fps", "R3")});
  EXPECT_THAT(faults.rejecting, ElementsAre("a"));
  EXPECT_EQ(measured(faults).value, (Ratio{0, 3}));
  EXPECT_THAT(measured(faults).detail, HasSubstr("1 own test does not pass on a correct version: a"));
}

TEST(SeededFaults, AreNotNoticedByATestThatTellsEqualVersionsApart) {
  const Faults faults = judge_faults({run("p"), run("f"), run("f", "R1"), run("f", "R2"), run("f", "R3")});
  EXPECT_THAT(faults.voided, ElementsAre("a"));
  EXPECT_THAT(faults.rejecting, IsEmpty());
  EXPECT_EQ(measured(faults).missing, Reserve::kTutor);
}

// Of many that look at something else than behaviour, some pass on all correct versions by luck.
TEST(SeededFaults, AreForATutorWhenAnyTestTellsEqualVersionsApart) {
  const Faults faults =
      judge_faults({run("pppf"), run("pfpf"), run("ppfp"), run("fpff", "R1"), run("pffp", "R2"), run("fffp", "R3")});
  EXPECT_THAT(faults.tests, ElementsAre("a"));
  EXPECT_THAT(faults.voided, ElementsAre("b", "c", "d"));
  const Evidence row = measured(faults);
  EXPECT_EQ(row.missing, Reserve::kTutor);
  EXPECT_EQ(row.why, "3 own tests end differently on versions that behave alike: b");
}

TEST(SeededFaults, AreNoticedBesideATestThatIsKnownToBeUnstable) {
  const std::vector<VersionRun> runs = {run("ppp"), run("ppf"), run("fpp", "R1"), run("pfp", "R2"), run("ppf", "R3")};
  const Faults faults = judge_faults(runs, {"c"});
  EXPECT_THAT(faults.unstable, ElementsAre("c"));
  EXPECT_THAT(faults.voided, IsEmpty());
  EXPECT_EQ(measured(faults).value, (Ratio{2, 3}));
}

// A test can end otherwise each time on the work on purpose.
TEST(SeededFaults, AreNotNoticedByUnstableTestsWhereOneTellsEqualVersionsApart) {
  const std::vector<VersionRun> runs = {run("ppp"), run("ppf"), run("fpp", "R1"), run("pfp", "R2"), run("ppf", "R3")};
  const Faults faults = judge_faults(runs, {"a", "c"});
  EXPECT_THAT(faults.unstable, ElementsAre("a", "c"));
  EXPECT_EQ(measured(faults).value, (Ratio{1, 3}));
  EXPECT_THAT(judge_faults({run("pp"), run("pp"), run("fp", "R1")}, {"a"}).tests, ElementsAre("a", "b"))
      << "as all correct versions agree";
}

TEST(SeededFaults, AreNotNoticedByATestThatIsNotAlwaysThere) {
  const Faults faults = judge_faults({run("pp"), run("ps"), run("pf", "R1")});
  EXPECT_THAT(faults.tests, ElementsAre("a"));
  EXPECT_THAT(faults.unstable, ElementsAre("b"));
}

TEST(SeededFaults, AreForATutorWhenEveryOwnTestRejectsTheReference) {
  const Evidence row = measured(judge_faults({run("ff"), run("ff", "R1"), run("ff", "R2"), run("ff", "R3")}));
  EXPECT_EQ(row.missing, Reserve::kTutor);
  EXPECT_EQ(row.why, "2 own tests do not pass on a correct version: a");
}

TEST(SeededFaults, SayWhyThereIsNoValue) {
  EXPECT_EQ(measured({}).missing, Reserve::kNoEvidence);
  EXPECT_EQ(measured({.problem = "not built"}).why, "not built");
  EXPECT_EQ(measured({.problem = "no time", .could_not_run = true}).missing, Reserve::kCouldNotRun);
  EXPECT_EQ(measured(judge_faults({run("p"), run("f", "R1")})).missing, Reserve::kTooLittle);
}

}  // namespace
}  // namespace grader::measure
