// Whatever call of the store or the executor fails, nothing is half there, and the next run makes it whole.
#include <gmock/gmock.h>

#include <set>

#include "grader/base/text.h"
#include "tests/cohort/running.h"
#include "tests/support/faulty_store.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;
using support::ExecutorFaults;
using support::FaultyExecutor;
using support::FaultyStore;
using support::RecordingExecutor;
using testing::IsEmpty;

using Faults = Running;

// Each item has its grading and one assessment, or is not there at all.
void expect_nothing_half(store::Store& store) {
  EXPECT_THAT(*store.verify(), IsEmpty());
  const auto runs = store.runs("C1");
  const auto assessed = *store.assessed("C1", true);
  std::set<Submission> with_levels;
  for (const Assessed& row : assessed) EXPECT_TRUE(with_levels.insert(row.submission).second) << "assessed twice";
  for (const Run& run : *runs) {
    const auto items = store.items(run.id);
    for (const Item& item : *items)
      EXPECT_EQ(item.state == ItemState::kGraded, with_levels.contains(item.submission))
          << item.submission.apprentice << " " << item.fault << " " << item.attempts;
  }
}

TEST_F(Faults, OfTheStoreLeaveNothingHalfAndTheNextRunMakesItWhole) {
  auto counted = fresh_store();
  FaultyStore counting(*counted, 0);
  RecordingExecutor quick(make_up);
  ASSERT_TRUE(run_with(counting, quick));
  const int calls = counting.calls();
  ASSERT_GT(calls, 10);
  for (const FaultyStore::When when : {FaultyStore::When::kBefore, FaultyStore::When::kAfter}) {
    for (int call = 1; call <= calls; ++call) {
      auto store = fresh_store();
      FaultyStore faulty(*store, call, when);
      int gradings = 0;
      const auto grade = [&](const Job& job) { return ++gradings, make_up(job); };
      RecordingExecutor executor(grade);
      const auto stopped = run_with(faulty, executor);
      ASSERT_FALSE(stopped) << "call " << call;
      expect_nothing_half(*store);
      RecordingExecutor again(grade);
      auto resumed = run_with(*store, again, true);
      if (!resumed) resumed = run_with(*store, again);  // it had not begun, or had ended
      ASSERT_TRUE(resumed) << message(resumed.error());
      EXPECT_EQ(count_of(*resumed, ItemState::kGraded), 3U) << "call " << call;
      expect_nothing_half(*store);
      EXPECT_LE(gradings, 4) << "at most the one in hand is graded again";
    }
  }
}

TEST_F(Faults, OfARepositoryLeaveItsGradingWithLevelsByTheRubricOfToday) {
  auto store = fresh_store();
  RecordingExecutor executor(make_up);
  ASSERT_TRUE(run_with(*store, executor));
  cohort.rows[1].branch = "misspelt";
  cohort.rows[2].repository = (folder / "away").string();
  cohort.yardstick.rubric.hash = "another";
  const auto results = run_with(*store, executor);
  ASSERT_TRUE(results) << message(results.error());
  EXPECT_EQ(count_of(*results, ItemState::kGraded), 1U);
  EXPECT_EQ(count_of(*results, ItemState::kRepository), 2U);
  for (const ResultRow& row : results->rows) {
    EXPECT_FALSE(row.page.empty()) << row.item.submission.apprentice;
    EXPECT_FALSE(row.levels.skills.empty()) << row.item.submission.apprentice;
  }
  const auto assessed = store->assessed("C1", false);
  ASSERT_TRUE(assessed);
  for (const Assessed& row : *assessed) EXPECT_EQ(row.rubric, "another");
  EXPECT_EQ(count_of(executor), 3U) << "nothing is graded again";
}

TEST_F(Faults, NewLevelsForAllAskTheStoreNoMoreOftenThanOldOnes) {
  auto store = fresh_store();
  RecordingExecutor executor(make_up);
  ASSERT_TRUE(run_with(*store, executor));
  FaultyStore same(*store, 0);
  ASSERT_TRUE(run_with(same, executor));
  cohort.yardstick.rubric.hash = "another";
  FaultyStore changed(*store, 0);
  ASSERT_TRUE(run_with(changed, executor));
  EXPECT_EQ(changed.calls(), same.calls());
  const auto assessed = store->assessed("C1", false);
  ASSERT_TRUE(assessed);
  for (const Assessed& row : *assessed) EXPECT_EQ(row.rubric, "another");
  EXPECT_EQ(count_of(executor), 3U) << "nothing is graded again";
}

TEST_F(Faults, LevelsOfAGraderThatKnewNoGatesAreGivenAnew) {
  auto store = fresh_store();
  RecordingExecutor executor(make_up);
  ASSERT_TRUE(run_with(*store, executor));
  const auto before = store->assessed("C1", false);
  ASSERT_TRUE(before);
  for (const Assessed& row : *before) EXPECT_TRUE(knows_gates(row.levels)) << row.levels;
  Assessed old = before->front();
  old.levels = R"({"skills": {"S1": "Secure"}, "indicators": {}, "next": "", "step": ""})";
  ASSERT_TRUE(store->record("C1.1", {.assessed = {old}}));
  ASSERT_TRUE(run_with(*store, executor));
  const auto after = store->assessed("C1", false);
  ASSERT_TRUE(after);
  for (std::size_t i = 0; i < after->size(); ++i) EXPECT_EQ(after->at(i).levels, before->at(i).levels);
}

// Each job's work is done; what is said of it is wrong.
TEST_F(Faults, OfTheExecutorLoseNothingAndDoubleNothing) {
  for (const ExecutorFaults faults :
       {ExecutorFaults{.break_end = 2}, ExecutorFaults{.lose_end = 1}, ExecutorFaults{.repeat_end = 1},
        ExecutorFaults{.fail_submit = 1}, ExecutorFaults{.fail_poll = 2}}) {
    auto store = fresh_store();
    RecordingExecutor inner(make_up);
    FaultyExecutor faulty(inner, faults);
    auto results = run_with(*store, faulty);
    EXPECT_EQ(results.has_value(), faults.fail_submit == 0 && faults.fail_poll == 0);
    expect_nothing_half(*store);
    RecordingExecutor again(make_up);
    if (!results) results = run_with(*store, again, true);
    ASSERT_TRUE(results) << message(results.error());
    EXPECT_EQ(count_of(*results, ItemState::kGraded), 3U);
    EXPECT_LE(count_of(inner) + count_of(again), 5U);
    expect_nothing_half(*store);
  }
}

TEST_F(Faults, AJobThatLeavesNothingIsTriedAgainAndTheOthersStay) {
  auto store = fresh_store();
  int job = 0;
  RecordingExecutor executor([&](const Job& one) { return ++job == 2 ? std::string("lost") : make_up(one); });
  const auto results = run_with(*store, executor);
  ASSERT_TRUE(results) << message(results.error());
  EXPECT_EQ(count_of(*results, ItemState::kGraded), 3U);
  EXPECT_EQ(count_of(executor), 4U);
  EXPECT_EQ(results->rows[1].item.attempts, 2);
}

}  // namespace
}  // namespace grader::cohort
