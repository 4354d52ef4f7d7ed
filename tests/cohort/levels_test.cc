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
                      .step = "Builds \xc3\xa9"};
  EXPECT_TRUE(levels_from(text_of(levels)) == levels);
  EXPECT_TRUE(levels_from(text_of(Levels{})) == Levels{});
}

TEST(LevelsText, HasNoLevelsWhenItCannotBeRead) {
  for (const char* damaged : {"", "{", "[]", "{}", R"({"skills": {"S1": 1}, "next": "", "step": "", "indicators": {}})",
                              R"({"skills": {}, "next": "", "step": "", "indicators": {"S1.1": ["Secure"]}})"})
    EXPECT_TRUE(levels_from(damaged) == Levels{}) << damaged;
}

TEST(LevelsOf, FollowFromFactsAlone) {
  const auto yardstick = read_yardstick();
  ASSERT_TRUE(yardstick) << message(yardstick.error());
  const auto levels = levels_of(text_of(made_grading()).facts, *yardstick);
  ASSERT_TRUE(levels) << message(levels.error());
  EXPECT_EQ(levels->indicators.at("S1.1").level, "Strong");
  EXPECT_NE(levels->indicators.at("S1.1").rule, "");
  EXPECT_TRUE(levels->skills.contains("S1") && levels->skills.contains("S5"));
  const auto damaged = levels_of("{\"facts\":", *yardstick);
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().fault, Fault::kPlatform);
}

}  // namespace
}  // namespace grader::cohort
