// Every attack of the list is contained, and its harmless twin gets an ordinary verdict. The part "bounded" is tried
// with every run of the tests (tests/attacks/as-ordinary-user), the part "rest" with the full suite.
#include <gmock/gmock.h>

#include <algorithm>

#include "tests/attacks/trial.h"

namespace grader::attacks {

/// GoogleTest finds it by its namespace and writes it into the names CTest lists.
void PrintTo(const Row& row, std::ostream* out) {
  *out << row.id;
}

namespace {

class Each : public testing::TestWithParam<Row> {
 protected:
  // What scripts/attacks puts into its table.
  static void put(const std::function<void(Trial&)>& part) {
    const Row& row = GetParam();
    Trial trial;
    if (!row.needs_group.empty() && !trial.has_group()) trial.skip(row.needs_group);
    if (practising() && !not_for_practice(row.id).empty()) trial.skip(not_for_practice(row.id));
    if (trial.skipped().empty()) part(trial);
    std::string verdicts;
    for (const std::string& verdict : trial.verdicts()) verdicts += (verdicts.empty() ? "" : "; ") + verdict;
    RecordProperty("id", row.id);
    RecordProperty("tries", row.tries);
    RecordProperty("must", row.must);
    RecordProperty("verdict", verdicts);
    RecordProperty("survivors", std::to_string(trial.survivors()));
    RecordProperty("not_applicable", trial.skipped());
    EXPECT_THAT(trial.problems(), testing::IsEmpty());
    if (!trial.skipped().empty() && trial.problems().empty()) GTEST_SKIP() << row.id << ": " << trial.skipped();
    EXPECT_FALSE(trial.verdicts().empty()) << "nothing was run";
  }
};

using Attack = Each;
using Twin = Each;

TEST_P(Attack, IsContained) {
  put(GetParam().attack);
}

TEST_P(Twin, GetsAnOrdinaryVerdict) {
  put(GetParam().twin);
}

std::vector<Row> part(bool slow) {
  std::vector<Row> chosen;
  std::ranges::copy_if(rows(), std::back_inserter(chosen), [&](const Row& row) { return row.slow == slow; });
  return chosen;
}

const auto kName = [](const auto& info) { return info.param.id; };
INSTANTIATE_TEST_SUITE_P(bounded, Attack, testing::ValuesIn(part(false)), kName);
INSTANTIATE_TEST_SUITE_P(bounded, Twin, testing::ValuesIn(part(false)), kName);
INSTANTIATE_TEST_SUITE_P(rest, Attack, testing::ValuesIn(part(true)), kName);
INSTANTIATE_TEST_SUITE_P(rest, Twin, testing::ValuesIn(part(true)), kName);

TEST(List, HasFortyEightRowsEachOnce) {
  ASSERT_EQ(rows().size(), 48U);
  for (std::size_t i = 0; i < rows().size(); ++i) {
    EXPECT_EQ(rows()[i].id, (i < 9 ? "P0" : "P") + std::to_string(i + 1));
    EXPECT_TRUE(rows()[i].attack && rows()[i].twin);
  }
}

// The tier for practice leaves attacks of most themes to be tried; the others are named with their reason.
TEST(List, NamesWhatTheTierForPracticeExcludes) {
  const auto tried = std::ranges::count_if(rows(), [](const Row& row) { return not_for_practice(row.id).empty(); });
  EXPECT_EQ(tried, 18);
}

// Each theme of the list has a part that is always tried, and most attacks are in it.
TEST(List, LeavesToTheFullSuiteOnlyWhatIsSlow) {
  const std::vector<std::vector<Row>> themes = {process_rows(), resource_rows(),  other_rows(),
                                                report_rows(),  workspace_rows(), compiler_rows(),
                                                network_rows(), text_rows(),      git_rows()};
  for (const auto& theme : themes)
    EXPECT_TRUE(std::ranges::any_of(theme, [](const Row& row) { return !row.slow; })) << theme.front().id;
  EXPECT_EQ(part(false).size(), 40U);
}

}  // namespace
}  // namespace grader::attacks
