// What is read back of a run: gradings, items, and how far people are with them.
#include "grader/cohort/marked.h"

#include <gmock/gmock.h>

#include "tests/cohort/made.h"

namespace grader::cohort {
namespace {

TEST(Judged, GivesAKeptGradingItsLevelsWithItsPageOrWithout) {
  const Kept kept(1);
  for (const bool with_page : {true, false}) {
    const auto grading = judged(kept.cohort.yardstick, *kept.store, key_of("a1"), with_page);
    ASSERT_TRUE(grading) << message(grading.error());
    ASSERT_TRUE(*grading);
    EXPECT_EQ((*grading)->open.skills.at(0).indicators.at(0).level, Level::kStrong);
    EXPECT_EQ((*grading)->title, with_page ? "Bank statement" : "");
  }
}

TEST(Judged, SaysAsAValueThatAGradingIsNotKept) {
  const Kept kept(1);
  for (const bool with_page : {true, false}) {
    const auto grading = judged(kept.cohort.yardstick, *kept.store, key_of("a9"), with_page);
    ASSERT_TRUE(grading) << message(grading.error());
    EXPECT_FALSE(*grading);
  }
}

TEST(Judged, FailsForWhatCannotBeRead) {
  const Kept kept(1);
  ASSERT_TRUE(kept.store->record("SDT.1", {.gradings = {{.key = "torn", .facts = "{", .page = "{}"}}}));
  for (const bool with_page : {true, false}) {
    const auto grading = judged(kept.cohort.yardstick, *kept.store, "torn", with_page);
    ASSERT_FALSE(grading);
    EXPECT_EQ(grading.error().fault, Fault::kPlatform);
  }
}

}  // namespace
}  // namespace grader::cohort
