// Whose work a run finds, and what it says of what it does not find.
#include <gmock/gmock.h>

#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/cohort/outputs.h"
#include "grader/cohort/remark.h"
#include "tests/cohort/running.h"

namespace grader::cohort {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::chrono::sys_seconds kDay{std::chrono::seconds(1'800'000'000)};

struct CohortRun : Running {
  support::RecordingExecutor executor{make_up};

  std::map<std::string, Item> items_of(store::Store& store) {
    std::map<std::string, Item> items;
    const auto results = run_with(store, executor);
    EXPECT_TRUE(results) << message(results.error());
    for (const ResultRow& row : results->rows) items[row.item.submission.apprentice] = row.item;
    return items;
  }
  void git(const std::string& arguments) const {
    EXPECT_EQ(support::shell("cd '" + (folder / "r").string() + "' && git " + arguments).code, 0) << arguments;
  }
};

TEST_F(CohortRun, TakesTheOnlyBranchOfABundleThatHasNoHead) {
  auto store = fresh_store();
  const std::string to = folder.path().string();
  git("bundle create -q '" + to + "/one.bundle' a1 && git bundle create -q '" + to + "/two.bundle' a2 a3");
  for (Row& row : cohort.rows) row.repository = to + "/two.bundle";
  cohort.rows[0].repository = to + "/one.bundle";
  for (const int row : {0, 1}) cohort.rows.at(row).branch.clear();
  const auto items = items_of(*store);
  EXPECT_EQ(items.at("a1").state, ItemState::kGraded) << items.at("a1").fault;
  EXPECT_EQ(items.at("a2").state, ItemState::kRepository);
  EXPECT_THAT(items.at("a2").fault, AllOf(HasSubstr("several branches: a2, a3"), HasSubstr("in the roster")));
  EXPECT_EQ(items.at("a3").state, ItemState::kGraded) << items.at("a3").fault;
}

// Every file but the one that names the run.
std::map<std::string, std::string> texts_in(const std::filesystem::path& folder) {
  std::map<std::string, std::string> texts;
  for (const std::string& file : files_below(folder)) {
    if (file == "summary.csv" || file.find('/') != std::string::npos) texts[file] = support::slurp(folder / file);
  }
  return texts;
}

TEST_F(CohortRun, ARemarkThatRejectsGivesTheBytesOfARunThatDoes) {
  const std::string other = (folder / "other").string();
  git("clone -q --mirror . '" + other + "'");
  cohort.rows[1].repository = other;
  cohort.rows[1].branch = cohort.rows[0].branch;
  cohort.rows[0].due = std::chrono::sys_days(std::chrono::January / 5 / 2026);
  auto store = fresh_store();
  auto flagged = run_with(*store, executor);
  ASSERT_TRUE(flagged) << message(flagged.error());
  ASSERT_TRUE(write_results(*flagged, cohort.yardstick, *store, folder / "remarked"));
  EXPECT_THAT(flagged->rows[1].item.flags, ElementsAre("the same files as a1"));
  cohort.rules.late = Late::kReject;
  const auto remarked = remark(cohort, *store, kDay, true);
  ASSERT_TRUE(remarked) << message(remarked.error());
  const auto after = results_of(cohort, *store, remarked->run);
  ASSERT_TRUE(after && write_results(*after, cohort.yardstick, *store, folder / "remarked"));
  EXPECT_EQ(after->rows[0].item.commit, "");
  EXPECT_THAT(after->rows[1].item.flags, IsEmpty()) << "what is rejected is nobody's peer";
  store.reset();
  store = fresh_store();
  const auto anew = run_with(*store, executor);
  ASSERT_TRUE(anew && write_results(*anew, cohort.yardstick, *store, folder / "anew"));
  EXPECT_EQ(anew->rows[0].item, after->rows[0].item);
  EXPECT_EQ(texts_in(folder / "remarked"), texts_in(folder / "anew"));
}

// What its mirror holds is of the last run that saw it; the server has it no longer.
TEST_F(CohortRun, ABranchThatIsGoneIsNotSeenNow) {
  auto store = fresh_store();
  const std::string hashed = sha256(cohort.rows[1].repository).substr(0, 32);
  EXPECT_EQ(items_of(*store).at("a2").state, ItemState::kGraded);
  git("branch -m a2 elsewhere && git switch -q a1 && echo more > f && git commit -qam more");
  const auto items = items_of(*store);
  EXPECT_EQ(items.at("a1").graded_in, "") << "the others are as the server has them now";
  EXPECT_EQ(items.at("a2").state, ItemState::kRepository);
  EXPECT_EQ(items.at("a2").graded_in, "C1.1") << "the grading of then stands, and is named as one";
  EXPECT_THAT(items.at("a2").fault, HasSubstr("couldn't find remote ref a2"));
  EXPECT_EQ(store->seen(hashed, "a1")->size(), 2U);
  EXPECT_EQ(store->seen(hashed, "a2")->size(), 1U) << "no evidence of what the server held today";
}

}  // namespace
}  // namespace grader::cohort
