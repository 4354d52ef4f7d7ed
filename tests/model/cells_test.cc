#include "grader/model/cells.h"

#include <gmock/gmock.h>

namespace grader {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

const Table kTable = {.header = {"Due date", "id", "due_date", "ID"},
                      .rows = {{" 5 March\n", "a1", "6 March", "b1"}, {"", "a2", "x", ""}},
                      .lines = {4, 9}};

TEST(Cells, GoByTheNamesOfColumnsAsTheyStand) {
  const Cells cells(kTable);
  EXPECT_TRUE(cells.has("Due date") && cells.has("due_date") && cells.has("id") && cells.has("ID"));
  EXPECT_FALSE(cells.has("due date"));
  EXPECT_EQ(cells.at(0, {"Due date"}), "5 March");
  EXPECT_EQ(cells.at(0, {"due_date"}), "6 March");
  EXPECT_EQ(cells.at(1, {"ID"}), "");
  EXPECT_EQ(cells.at(1, {"Id"}), "") << "there is no such column";
  EXPECT_THAT(cells.twice(), IsEmpty());
}

TEST(Cells, GoByLettersAndDigitsAlone) {
  const Cells cells(kTable, Naming::kLoose);
  EXPECT_TRUE(cells.has("duedate") && cells.has("id"));
  EXPECT_FALSE(cells.has("Due date"));
  EXPECT_EQ(cells.at(0, {"duedate"}), "5 March") << "the first of two";
  EXPECT_THAT(cells.twice(), ElementsAre(Pair("duedate", Pair("Due date", "due_date")), Pair("id", Pair("id", "ID"))));
}

TEST(Cells, GoByTheFirstNameThatThereIs) {
  const Cells cells(kTable);
  EXPECT_EQ(cells.at(1, {"apprentice", "id", "due_date"}), "a2");
  EXPECT_EQ(cells.at(1, {"Due date", "id"}), "") << "a column that is there and empty is the one";
}

TEST(Cells, KnowTheLineOfARow) {
  const Cells cells(kTable);
  EXPECT_EQ(cells.line(0), 4);
  EXPECT_EQ(cells.line(1), 9);
  const Table ours = {.header = {"a"}, .rows = {{"x"}, {"y"}}};
  EXPECT_EQ(Cells(ours).line(0), 2) << "below the header";
  EXPECT_EQ(Cells(ours).line(1), 3);
}

}  // namespace
}  // namespace grader
