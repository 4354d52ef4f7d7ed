// What is read back of a run: gradings, items, and how far people are with them.
#include "grader/cohort/marked.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "grader/base/dates.h"
#include "grader/cohort/plan.h"
#include "grader/cohort/run.h"
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

// By bytes, a10 comes before a2.
TEST(Items, AreFoundWhateverTheOrderTheyWereRecordedIn) {
  const Kept kept(30);
  const Marked marked = kept.marked();
  ASSERT_EQ(marked.items.size(), 30U);
  EXPECT_TRUE(std::ranges::is_sorted(marked.items, {}, &Item::submission));
  for (const Row& row : kept.cohort.rows) {
    const Item* item = marked.find(row.submission);
    ASSERT_NE(item, nullptr) << row.submission.apprentice;
    EXPECT_EQ(item->grading, key_of(row.submission.apprentice));
  }
  for (const char* other : {"", "a", "a0", "a31", "b"}) EXPECT_EQ(marked.find(submission_of(other)), nullptr) << other;
}

// What a night found of that apprentice in place of a grading.
Item without(const std::string& apprentice, ItemState state, const std::vector<std::string>& flags = {}) {
  return {.submission = submission_of(apprentice),
          .state = state,
          .flags = flags,
          .fault = "nothing of " + apprentice,
          .attempts = 2};
}

TEST(Items, OfAnEarlierRunStandWhereTheLastGradedNothing) {
  const Kept kept(4);
  kept.run_again("SDT.2", {without("a1", ItemState::kRepository), without("a2", ItemState::kNoSubmission),
                           without("a3", ItemState::kPlatform), without("a5", ItemState::kRepository)});
  kept.run_again("SDT.3", {without("a1", ItemState::kRepository), without("a2", ItemState::kNoSubmission)});
  const Marked marked = kept.marked();
  EXPECT_EQ(marked.run.id, "SDT.3");
  ASSERT_EQ(marked.items.size(), 2U);
  for (const Item& item : marked.items) {
    EXPECT_EQ(item.state, ItemState::kRepository) << "what was there once and is not any more is a fault";
    EXPECT_EQ(item.fault, "nothing of " + item.submission.apprentice);
    EXPECT_EQ(item.attempts, 2);
    EXPECT_EQ(item.grading, key_of(item.submission.apprentice));
    EXPECT_EQ(item.commit, std::string(40, 'c'));
    EXPECT_EQ(item.graded_in, "SDT.1");
    EXPECT_EQ(item.flags, std::vector<std::string>{"the grading of run SDT.1 (1970-01-01) stands"});
  }
  const auto second = items_of(kept.cohort, *kept.store, "SDT.2");
  ASSERT_TRUE(second) << message(second.error());
  EXPECT_EQ(second->at(2).state, ItemState::kPlatform);
  EXPECT_EQ(second->at(2).graded_in, "SDT.1");
  EXPECT_EQ(second->at(3), without("a5", ItemState::kRepository)) << "it never had a grading";
}

TEST(Items, StandNoLongerWhereARuleTurnsTheWorkAway) {
  Kept kept(2);
  kept.run_again("SDT.2", {without("a1", ItemState::kNoSubmission, {kLateFlag})});
  EXPECT_EQ(kept.marked().items.at(0).grading, "");
  Item late = without("a2", ItemState::kGraded, {kLateFlag});
  late.grading = key_of("a2");
  kept.run_again("SDT.3", {late});
  kept.run_again("SDT.4", {without("a2", ItemState::kRepository)});
  EXPECT_EQ(kept.marked().items.at(0).grading, key_of("a2"));
  kept.cohort.rules.late = Late::kReject;
  EXPECT_EQ(kept.marked().items.at(0).grading, "");
}

TEST(ResultsOf, ShowWhatStandsBesideTheFault) {
  const Kept kept(1);
  const Levels levels{.skills = {{"S1", "Secure"}, {"S5", "Strong"}}};
  const Assessed assessed{
      .submission = submission_of("a1"), .run = "SDT.1", .grading = key_of("a1"), .levels = text_of(levels)};
  ASSERT_TRUE(kept.store->record("SDT.1", {.assessed = {assessed}}));
  for (const char* skill : {"S1", "S5"}) {
    kept.decide("a1", skill, kConfirm, "t1", "Secure");
    kept.decide("a1", skill, kRelease, "t1");
  }
  kept.run_again("SDT.2", {without("a1", ItemState::kRepository)});
  const auto results = results_of(kept.cohort, *kept.store, kept.marked().run);
  ASSERT_TRUE(results) << message(results.error());
  const ResultRow& row = results->rows.at(0);
  EXPECT_EQ(row.item.state, ItemState::kRepository);
  EXPECT_EQ(row.page, "a1/bank");
  EXPECT_EQ(row.stage, Stage::kReleased);
  EXPECT_EQ(row.confirmed.at("S5"), "Secure");
}

// A row of that apprentice with levels for S1 and S5.
ResultRow row_of(const std::string& apprentice) {
  return {.item = {.submission = submission_of(apprentice), .commit = "now"},
          .levels = {.skills = {{"S1", "Secure"}, {"S5", "Strong"}}}};
}

TEST(AddedStandings, AreOfTheRowItsSkillsAndItsCommit) {
  Standings standings;
  const auto decided = [&](const std::string& apprentice, const std::string& skill, Stage stage,
                           const std::string& commit = "now") {
    standings[{submission_of(apprentice), skill}] = {
        .commit = commit, .stage = stage, .level = skill + " of " + apprentice, .review = stage == Stage::kReleased};
  };
  decided("a1", "S1", Stage::kReleased);
  decided("a1", "S5", Stage::kModerated);
  decided("a2", "S1", Stage::kConfirmed);
  decided("a2", "S7", Stage::kReleased);  // not a skill of the exercise any more
  decided("a3", "S1", Stage::kConfirmed, "before");
  decided("a5", "S1", Stage::kConfirmed);  // not in the results
  Results results{.rows = {row_of("a1"), row_of("a2"), row_of("a3"), row_of("a4"), {.item = {}}}};
  add_standings(standings, results);
  using Levels = std::map<std::string, std::string>;
  EXPECT_EQ(results.reviews, 2U);
  EXPECT_EQ(results.rows[0].stage, Stage::kModerated);
  EXPECT_EQ(results.rows[0].confirmed, (Levels{{"S1", "S1 of a1"}, {"S5", "S5 of a1"}}));
  EXPECT_EQ(results.rows[1].stage, Stage::kProvisional) << "S5 of it is not decided";
  EXPECT_EQ(results.rows[1].confirmed, (Levels{{"S1", "S1 of a2"}}));
  EXPECT_TRUE(results.rows[1].item.flags.empty());
  EXPECT_TRUE(results.rows[2].confirmed.empty());
  EXPECT_EQ(results.rows[2].item.flags, std::vector<std::string>{"levels were given to an older commit"});
  EXPECT_TRUE(results.rows[3].confirmed.empty() && results.rows[3].item.flags.empty());
  EXPECT_EQ(results.rows[4].stage, Stage::kProvisional);
}

TEST(ResultsOf, SayDueDatesInTheZoneOfTheCohort) {
  Kept kept(1);
  kept.cohort.rows[0].due = due_of("2026-07-10", "Pacific/Auckland");
  const auto due = [&] {
    const auto results = results_of(kept.cohort, *kept.store, kept.marked().run);
    EXPECT_TRUE(results) << message(results.error());
    return results.value_or(Results{.rows = {{}}}).rows.at(0).due;
  };
  EXPECT_EQ(due(), "10 July 2026");
  kept.cohort.rules.time_zone = "Pacific/Auckland";
  EXPECT_EQ(due(), "10 July 2026");
  kept.cohort.rules.time_zone = "Pacific/Honolulu";
  EXPECT_EQ(due(), "10 July 2026");
  kept.cohort.rows[0].due = due_of("2026-07-10T17:00", "Pacific/Honolulu");
  EXPECT_EQ(due(), "10 July 2026") << "the 11th in UTC";
  kept.cohort.rules.time_zone = "";
  EXPECT_EQ(due(), "11 July 2026");
}

}  // namespace
}  // namespace grader::cohort
