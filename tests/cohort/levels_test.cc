#include "grader/cohort/levels.h"

#include <gmock/gmock.h>

#include "tests/cohort/made.h"

namespace grader::cohort {
namespace {

TEST(LevelsText, ComesBackTheSame) {
  const Levels levels{.skills = {{"S1", "Secure"}, {"S5", "No evidence here"}},
                      .indicators = {{"S1.1", {.level = "Strong", .rule = "0 warnings on \"own\" lines"}},
                                     {"S5.1", {.level = "Tutor to judge", .rule = ""}}},
                      .next = "S1.1",
                      .step = "Builds \xc3\xa9",
                      .gates = {{.skill = "S5", .why = "contradicted"}, {.why = "\"no\" build"}}};
  EXPECT_TRUE(levels_from(text_of(levels)) == levels);
  EXPECT_TRUE(levels_from(text_of(Levels{})) == Levels{});
  Levels shown = levels;
  shown.indicators.clear();
  EXPECT_TRUE(shown_levels_from(text_of(levels)) == shown);
}

TEST(LevelsText, HasNoLevelsWhenItCannotBeRead) {
  for (const char* damaged : {"", "{", "[]", "{}", R"({"skills": {"S1": 1}, "next": "", "step": "", "indicators": {}})",
                              R"({"skills": {}, "next": "", "step": "", "indicators": {"S1.1": ["Secure"]}})"})
    EXPECT_TRUE(levels_from(damaged) == Levels{}) << damaged;
  for (const char* damaged :
       {"", "{", "[]", "{}", R"({"skills": {"S1": 1}, "next": "", "step": "", "indicators": {}})"})
    EXPECT_TRUE(shown_levels_from(damaged) == Levels{}) << damaged;
}

TEST(LevelsOf, FollowFromFactsAlone) {
  const auto yardstick = read_yardstick();
  ASSERT_TRUE(yardstick) << message(yardstick.error());
  const auto levels = levels_of(text_of(made_grading()).facts, *yardstick);
  ASSERT_TRUE(levels) << message(levels.error());
  EXPECT_EQ(levels->indicators.at("S1.1").level, "Strong");
  EXPECT_NE(levels->indicators.at("S1.1").rule, "");
  EXPECT_TRUE(levels->skills.contains("S1") && levels->skills.contains("S5"));
  EXPECT_THAT(levels->gates, testing::IsEmpty());
  const auto damaged = levels_of("{\"facts\":", *yardstick);
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().fault, Fault::kPlatform);
}

std::vector<Gate> gates_with(const Evidence& evidence) {
  const auto yardstick = read_yardstick();
  EXPECT_TRUE(yardstick) << message(yardstick.error());
  Grading grading = made_grading();
  grading.open.evidence[evidence.metric] = evidence;
  const auto levels = levels_of(text_of(grading).facts, *yardstick);
  EXPECT_TRUE(levels) << message(levels.error());
  return levels.value_or(Levels{}).gates;
}

TEST(LevelsOf, HaveAGateWhereOneFindingDecides) {
  using testing::ElementsAre;
  EXPECT_THAT(gates_with({.metric = "build.ok", .value = Ratio{0, 1}, .detail = "does not build"}),
              ElementsAre(Gate{.why = "the work does not build as documented"}));
  EXPECT_THAT(gates_with({.metric = "build.ok", .missing = Reserve::kCouldNotRun, .why = "no compiler"}),
              testing::IsEmpty())
      << "nobody knows whether it builds";
  EXPECT_THAT(gates_with({.metric = "requirements.met", .missing = Reserve::kContradicted, .why = "contradict"}),
              ElementsAre(Gate{.skill = "S1", .why = "results of its tests contradict each other"}));
}

}  // namespace
}  // namespace grader::cohort
