#include "grader/report/table.h"

#include <gmock/gmock.h>

#include "grader/parse/table.h"

namespace grader::report {
namespace {

using testing::StartsWith;

// What may go wrong on the way through a spreadsheet.
const Table kHard{.header = {"apprentice", "=note", "a;b", "'x"},
                  .rows = {{"=1+1", "+44 20", "-5", "@SUM(A1)"},
                           {"\ttab", "\rreturn", "\nfeed", "'=quoted"},
                           {"''--twice", "'tis", "'", "plain"},
                           {"a,b", "c\"d\"", " edge ", "two\r\nlines\n"},
                           {"Zo\xc3\xab", "\xf0\x9f\x98\x80", "=HYPERLINK(\"http://x\")", "http://example.org"},
                           {"00123", "1.0", "TRUE", "_x000D_ _x41_"},
                           {"", "", "", "2026-01-05"}}};

Table read_back(const std::string& bytes) {
  auto read = parse::read_table(bytes, "back");
  EXPECT_TRUE(read) << (read ? "" : read.error().found);
  Table table = read.value_or(Table{});
  table.lines.clear();
  return table;
}

TEST(Csv, IsTextThatNoProgramTakesForAFormula) {
  EXPECT_EQ(csv({.header = {"a", "b"}, .rows = {{"=1+1", "'=2"}, {"x,\"y\"", "'tis"}, {"-1", "\tx"}}}),
            "\xef\xbb\xbf"
            "a,b\n'=1+1,''=2\n\"x,\"\"y\"\"\",'tis\n'-1,\"'\tx\"\n");
}

TEST(Csv, ComesBackTheSame) {
  const Table read = read_back(csv(kHard));
  EXPECT_EQ(read.header, kHard.header);
  EXPECT_EQ(read.rows, kHard.rows);
}

TEST(Csv, HoldsNoControlCharacters) {
  const Table read = read_back(csv({.header = {"a"}, .rows = {{std::string("x\0y\x1b[2J", 7)}, {"\xff\xef\xbf\xbf"}}}));
  EXPECT_EQ(read.rows[0][0], "x\xef\xbf\xbdy\xef\xbf\xbd[2J");
  EXPECT_EQ(read.rows[1][0], "\xef\xbf\xbd<ff>\xef\xbf\xbd");
}

TEST(Xlsx, ComesBackTheSame) {
  const auto bytes = xlsx({{.name = "Hard", .table = kHard}});
  ASSERT_TRUE(bytes);
  const Table read = read_back(*bytes);
  EXPECT_EQ(read.header, kHard.header);
  EXPECT_EQ(read.rows, kHard.rows);
}

TEST(Xlsx, IsTheSameEachTime) {
  const std::vector<Sheet> sheets = {
      {.name = "Levels", .table = kHard, .choices = {{"apprentice", {"Not yet", "Secure"}}}},
      {.name = "levels", .table = {.header = {"a"}}},
      {.name = "[a]/very\\long:name*of?a sheet that goes on", .table = {}}};
  const auto first = xlsx(sheets);
  ASSERT_TRUE(first) << first.error().found;
  EXPECT_EQ(*first, *xlsx(sheets));
  EXPECT_THAT(*first, StartsWith("PK"));
}

TEST(Xlsx, RefusesWhatExcelWouldNotOpen) {
  EXPECT_FALSE(xlsx({}));
  const auto cell = xlsx({{.name = "S", .table = {.header = {"a"}, .rows = {{std::string(32'768, 'x')}}}}});
  ASSERT_FALSE(cell);
  EXPECT_EQ(cell.error().fault, Fault::kUsage);
  EXPECT_EQ(cell.error().found, "row 2, column 1: a text of more than 32,767 characters");
  EXPECT_TRUE(xlsx({{.name = "S", .table = {.header = {"a"}, .rows = {{std::string(32'767, 'x')}}}}}));
  for (const Sheet::Choice& choice : std::vector<Sheet::Choice>{
           {"b", {"x"}}, {"a", {}}, {"a", {"x,y"}}, {"a", {std::string(200, 'x'), std::string(55, 'y')}}})
    EXPECT_FALSE(xlsx({{.name = "S", .table = {.header = {"a"}}, .choices = {choice}}}));
}

}  // namespace
}  // namespace grader::report
