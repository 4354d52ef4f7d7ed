// New levels from what is kept, for cohorts of more rows than are asked for at once.
#include "grader/cohort/remark.h"

#include <gmock/gmock.h>

#include "tests/cohort/made.h"

namespace grader::cohort {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr int kPeople = 2 * static_cast<int>(kFactsAtOnce) + 1;

TEST(Remark, GivesEachRowItsLevels) {
  const Kept kept(kPeople);
  const auto remarked = remark(kept.cohort, *kept.store, kNow, true);
  ASSERT_TRUE(remarked) << message(remarked.error());
  EXPECT_THAT(remarked->to_run, IsEmpty());
  const auto assessed = kept.store->assessed("SDT", false);
  ASSERT_TRUE(assessed);
  ASSERT_THAT(*assessed, SizeIs(kPeople));
  for (const Assessed& row : *assessed) {
    EXPECT_EQ(row.run, remarked->run.id);
    EXPECT_EQ(row.grading, key_of(row.submission.apprentice));
  }
}

TEST(Remark, GivesLevelsToWhatStandsOfAnEarlierRun) {
  const Kept kept(2);
  const Item fault{.submission = submission_of("a2"), .state = ItemState::kPlatform, .fault = "no network"};
  kept.run_again("SDT.2", {fault});
  const auto remarked = remark(kept.cohort, *kept.store, kNow + std::chrono::days(2), true);
  ASSERT_TRUE(remarked) << message(remarked.error());
  const auto assessed = kept.store->assessed("SDT", false);
  ASSERT_TRUE(assessed);
  ASSERT_THAT(*assessed, SizeIs(1));
  EXPECT_EQ(assessed->at(0).grading, key_of("a2"));
  const auto items = kept.store->items(remarked->run.id);
  ASSERT_TRUE(items);
  EXPECT_THAT(*items, ElementsAre(fault)) << "what the run found stays recorded";
  EXPECT_EQ(kept.marked().items.at(0).graded_in, "SDT.1");
}

TEST(Remark, NamesWhoseGradingIsNotKept) {
  const Kept kept(kPeople);
  const std::string gone = "a" + std::to_string(kPeople);
  Item item{.submission = submission_of(gone), .state = ItemState::kGraded, .grading = "gone"};
  ASSERT_TRUE(kept.store->record("SDT.1", {.items = {item}}));
  const auto preview = remark(kept.cohort, *kept.store, kNow, false);
  ASSERT_TRUE(preview) << message(preview.error());
  EXPECT_THAT(preview->to_run, ElementsAre(submission_of(gone)));
}

}  // namespace
}  // namespace grader::cohort
