// Whatever call of the store or the executor fails, nothing is half there, and the next run makes it whole.
#include <gmock/gmock.h>

#include <set>

#include "grader/base/text.h"
#include "grader/cohort/run.h"
#include "grader/cohort/work.h"
#include "grader/model/grading_json.h"
#include "tests/support/faulty_executor.h"
#include "tests/support/faulty_store.h"
#include "tests/support/shell.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;
using support::ExecutorFaults;
using support::FaultyExecutor;
using support::FaultyStore;
using support::RecordingExecutor;
using support::shell;
using testing::IsEmpty;

// What a worker would do, with gradings that are made up.
std::string make_up(const Job& job) {
  const auto shard = read_shard(job.argv.at(3));
  EXPECT_TRUE(shard) << message(shard.error());
  for (const Task& task : shard->tasks) {
    const GradingText text = grader::text_of(Grading{.commit = task.commit, .asked = {"S1"}});
    const KeptGrading grading{.key = task.key, .facts = text.facts, .page = text.page};
    EXPECT_TRUE(write_outcome({.key = task.key, .grading = grading}, shard->results));
  }
  return "";
}

std::size_t count_of(const RecordingExecutor& executor) {
  std::size_t jobs = 0;
  for (const auto& call : executor.submitted) jobs += call.size();
  return jobs;
}

struct Faults : testing::Test {
  support::Folder folder;
  Cohort cohort;

  void SetUp() override {
    setenv("GRADER_CACHE", (folder / "cache").c_str(), 1);
    const std::string make = "git init -q -b main r && cd r && git config user.name A && git config user.email a@b";
    ASSERT_EQ(shell("cd '" + folder.path().string() + "' && " + make).code, 0);
    std::string roster = "apprentice,repository,branch\n";
    for (const char* id : {"a1", "a2", "a3"}) {
      const std::string commit = std::string("git switch -q -C ") + id + " 2>/dev/null; echo " + id +
                                 " > f && git add f && git commit -qm one";
      ASSERT_EQ(shell("cd '" + (folder / "r").string() + "' && " + commit).code, 0);
      roster += std::string(id) + ",r," + id + "\n";
    }
    support::spit(folder / "roster.csv", roster);
    support::spit(folder / "cohort.json",
                  R"({"schema": "grader-cohort-1", "name": "C1", "exercises": ["task-list"], "roster": "roster.csv"})");
    auto opened = open_cohort(folder / "cohort.json");
    ASSERT_TRUE(opened) << message(opened.error());
    cohort = std::move(*opened);
  }

  Result<Results> run_with(store::Store& store, Executor& executor, bool resume = false) {
    SystemProcessRunner runner;
    const Services services{.runner = runner, .store = store, .executor = executor, .self = "/nowhere", .now = [] {
                              return std::chrono::sys_seconds(std::chrono::seconds(1'800'000'000));
                            }};
    return run(cohort, services, {.resume = resume, .work = folder / "work"});
  }
  std::unique_ptr<store::Store> fresh_store() {
    for (const char* ending : {"", "-wal", "-shm"}) fs::remove(folder / (std::string("s.sqlite") + ending));
    fs::remove_all(folder / "work");
    auto store = store::open((folder / "s.sqlite").string());
    EXPECT_TRUE(store);
    return std::move(*store);
  }
};

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
