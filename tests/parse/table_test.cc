#include "grader/parse/table.h"

#include <gmock/gmock.h>

#include "tests/parse/refusals.h"

namespace grader::parse {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using Row = std::vector<std::string>;

Table table(const std::string& bytes) {
  return table_in(bytes, "roster.csv");
}
std::string wrong(const std::string& bytes) {
  return refusal_of(bytes, "roster.csv");
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  while (times-- > 0) all += text;
  return all;
}

TEST(Csv, ReadsQuotesLineFeedsAndBothLineEnds) {
  const Table read = table("name,note\r\n\"O\"\"Neil\",\"two\nlines\"\r\n'tis,5\" pipe\nlast,");
  EXPECT_THAT(read.header, ElementsAre("name", "note"));
  EXPECT_THAT(read.rows, ElementsAre(Row{"O\"Neil", "two\nlines"}, Row{"'tis", "5\" pipe"}, Row{"last", ""}));
  EXPECT_THAT(read.lines, ElementsAre(2, 4, 5));
}

TEST(Csv, FindsTheSeparatorOutsideQuotes) {
  EXPECT_THAT(table("a;b;\"c,d,e,f\"\n1,5;2;3\n").rows, ElementsAre(Row{"1,5", "2", "3"}));
  EXPECT_THAT(table("a\tb\n1;2\t3,4\n").rows, ElementsAre(Row{"1;2", "3,4"}));
  EXPECT_THAT(table("\n\n\"a;\nb;\",c\n1,2\n").rows, ElementsAre(Row{"1", "2"}));
  EXPECT_THAT(table("alone\nx\n").rows, ElementsAre(Row{"x"}));
}

TEST(Csv, LeavesOutEmptyRowsAndFillsShortOnes) {
  const Table read = table("\n,,\na,b,c,,\n\n1\n,,,,\n,2,,,\n");
  EXPECT_THAT(read.header, SizeIs(3));
  EXPECT_THAT(read.rows, ElementsAre(Row{"1", "", ""}, Row{"", "2", ""}));
  EXPECT_THAT(read.lines, ElementsAre(5, 7));
}

TEST(Csv, RefusesWhatIsNoTableWithItsLine) {
  EXPECT_EQ(wrong(""), "it is empty");
  EXPECT_EQ(wrong("\n,,\n"), "it is empty");
  EXPECT_EQ(wrong("a,b\n1,2\n1,2,3\n"), "line 3: 3 cells, and the header has 2");
  EXPECT_EQ(wrong("a,b\n\"x\ny\",2\n\"open\n\n"), "line 4: a quote is opened and never closed");
  EXPECT_EQ(wrong("a,b\n\"x\"y,2\n"), "line 2: something stands behind a closing quote");
  EXPECT_EQ(wrong("a,b\r1,2\r"), "line 1: a carriage return without a line feed");
  EXPECT_EQ(wrong("a,b,a\n"), "line 1: two columns are named \"a\"");
  EXPECT_EQ(wrong("a,,b\n"), "line 1: column 2 has no name");
}

TEST(Csv, HoldsItsLimits) {
  EXPECT_EQ(wrong(repeated("x,", 200) + "x\n"), "line 1: more than 200 columns");
  EXPECT_EQ(wrong("a\n" + std::string(kMostCellBytes + 1, 'x')), "line 2: column 1 holds more than 1 MiB");
  EXPECT_THAT(table("a\n" + std::string(kMostCellBytes, 'x')).rows, SizeIs(1));
  EXPECT_EQ(wrong("a\n" + repeated("x\n", kMostTableRows + 1)), "line 200002: more than 200000 rows");
  EXPECT_EQ(wrong(std::string(kMostTableBytes + 1, 'x')), "it is larger than 64 MiB");
  std::string wide = "h0";
  for (int i = 1; i < 200; ++i) wide += ",h" + std::to_string(i);
  EXPECT_EQ(wrong(wide + "\n" + repeated("x\n", 20'001)), "line 20002: more than 4000000 cells");
  EXPECT_EQ(wrong(std::string(1'000'000, ',')), "line 1: more than 200 columns");
}

TEST(Csv, ReadsAHundredThousandRows) {
  std::string bytes = "id,name,note\n";
  for (int i = 0; i < 100'000; ++i) bytes += std::to_string(i) + ",\"Name, given\",\"x\"\"y\"\n";
  const Table read = table(bytes);
  ASSERT_THAT(read.rows, SizeIs(100'000));
  EXPECT_EQ(read.rows.back(), (Row{"99999", "Name, given", "x\"y"}));
  EXPECT_EQ(read.lines.back(), 100'001);
}

TEST(Csv, ReadsUtf8AndUtf16AndNothingElse) {
  EXPECT_THAT(table("\xef\xbb\xbfname\nZo\xc3\xab\n").header, ElementsAre("name"));
  using namespace std::string_literals;
  const Table little = table("\xff\xfe"s + "n\0\n\0\xeb\0\x3d\xd8\x00\xde\n\0"s);
  EXPECT_THAT(little.rows, ElementsAre(Row{"\xc3\xab\xf0\x9f\x98\x80"}));
  EXPECT_EQ(table("\xfe\xff"s + "\0n\0\n\0\xeb\xd8\x3d\xde\x00\0\n"s).rows, little.rows);
  EXPECT_EQ(wrong("\xff\xfe"s + "n\0\n\0\x3d\xd8"s), "line 2: it is cut off, or no UTF-16 after all");
  EXPECT_EQ(wrong("\xff\xfe"s + "n\0\n\0x"s), "line 2: it is cut off, or no UTF-16 after all");
  EXPECT_EQ(wrong("name\nAda\nZo\xeb\n"), "line 3: bytes that are not UTF-8; the file is likely in Windows-1252");
  EXPECT_THAT(wrong("n\0a\0"s), HasSubstr("UTF-16 without a byte order mark"));
  EXPECT_EQ(wrong("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "it is an old .xls file, or a workbook with a password");
}

TEST(Csv, TakesOffOnlyTheApostropheOfOurGuard) {
  const Table read = table("a,b\n'=1+1,''-x\n'tis,'\n\"'\tx\",=1+1\n");
  EXPECT_THAT(read.rows, ElementsAre(Row{"=1+1", "'-x"}, Row{"'tis", "'"}, Row{"\tx", "=1+1"}));
}

}  // namespace
}  // namespace grader::parse
