#include <gmock/gmock.h>

#include "grader/assess/assess.h"

namespace grader::assess {
namespace {

using testing::ElementsAre;

TEST(Knowledge, IsSeenInUseWithTheFirstPlacesOfEachUse) {
  const Rubric rubric{
      .knowledge = {{.id = "K13", .uses = {"fixtures", "tables of values"}}, {.id = "K11", .uses = {"SQL"}}}};
  const std::vector<Use> uses = {{.file = "t.py", .use = "tables of values", .line = 9},
                                 {.file = "t.py", .use = "fixtures", .line = 1},
                                 {.file = "t.py", .use = "fixtures", .line = 5},
                                 {.file = "t.py", .use = "fixtures", .line = 7},
                                 {.file = "t.py", .use = "iteration", .line = 2}};
  const auto rows = seen_in_use(rubric, *read_standard(), uses);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].what, "fixtures, tables of values");
  EXPECT_THAT(rows[0].places, ElementsAre("t.py:1", "t.py:5", "t.py:9"));
  EXPECT_THAT(rows[0].text, testing::StartsWith("Key principles of software testing"));
  EXPECT_EQ(rows[1].what, "") << "not seen, which says nothing of what is known";
}

// Every use that the rubric looks for is found by some toolchain, and each statement is one a machine may see in use.
TEST(Knowledge, OfTheRubricIsPartlyVisibleToAMachine) {
  const auto rubric = read_rubric();
  ASSERT_TRUE(rubric);
  ASSERT_FALSE(rubric->knowledge.empty());
  for (const assess::Knowledge& row : rubric->knowledge) EXPECT_EQ(rubric->classes.at(row.id), "partial") << row.id;
}

}  // namespace
}  // namespace grader::assess
