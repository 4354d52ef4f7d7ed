// Whose work a run finds, and what it says of what it does not find.
#include <gmock/gmock.h>

#include "grader/base/hash.h"
#include "tests/cohort/running.h"

namespace grader::cohort {
namespace {

using testing::AllOf;
using testing::HasSubstr;

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
