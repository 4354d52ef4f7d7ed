#include "grader/parse/xlsx.h"

#include <gmock/gmock.h>

#include "tests/parse/refusals.h"
#include "tests/parse/workbook.h"

namespace grader::parse {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using Row = std::vector<std::string>;

const std::string kHead = "<row r=\"1\">" + cell("a") + cell("b") + cell("c") + "</row>";

Table table(const Parts& parts) {
  return table_in(zip_of(parts), "roster.xlsx");
}
std::string wrong_bytes(const std::string& bytes) {
  return refusal_of(bytes, "roster.xlsx");
}
std::string wrong(const Parts& parts) {
  return wrong_bytes(zip_of(parts));
}

TEST(Xlsx, ReadsTextsOfEveryKind) {
  const Table read =
      table(workbook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>2</v></c>"
                     "<c r=\"B1\" t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r></is></c></row>"
                     "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"C3\" t=\"str\"><f>A1&amp;\"x\"</f><v>Ada "
                     "&lt;x&gt;</v></c></row>"
                     "<row r=\"4\"><c r=\"A4\"/><c r=\"B4\" s=\"1\"/></row>"
                     "<row r=\"5\"><c r=\"A5\" t=\"s\"><v>3</v></c><c t=\"s\"><v>4</v></c><c><f>1/0</f></c></row>"));
  EXPECT_THAT(read.header, ElementsAre("Name", "inline", "rich text"));
  EXPECT_THAT(read.rows, ElementsAre(Row{" two ", "", "Ada <x>"}, Row{" ", "a\rb _x000D_", ""}));
  EXPECT_THAT(read.lines, ElementsAre(3, 5));
}

TEST(Xlsx, ReadsNumbersDatesAndTruth) {
  const Table read =
      table(workbook(kHead + "<row><c><v>12</v></c><c t=\"n\"><v>12.0</v></c><c t=\"b\"><v>1</v></c></row>"
                             "<row><c s=\"1\"><v>45992</v></c><c s=\"2\"><v>45992.5</v></c><c s=\"2\"><v>0.75</v>"
                             "</c></row><row><c s=\"3\"><v>45992</v></c><c s=\"4\"><v>1.5</v></c>"
                             "<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>"
                             "<row><c t=\"b\"><v>0</v></c><c><f>2+2</f><v>4</v></c><c t=\"d\"><v>2026-01-05</v>"
                             "</c></row>"));
  EXPECT_THAT(read.rows, ElementsAre(Row{"12", "12", "TRUE"}, Row{"2025-12-01", "2025-12-01T12:00", "18:00"},
                                     Row{"45992", "1.5", "#DIV/0!"}, Row{"FALSE", "4", "2026-01-05"}));
}

TEST(Xlsx, WritesNumbersAsTheyAreMeant) {
  EXPECT_EQ(number_words("00123"), "00123");
  EXPECT_EQ(number_words("12345678901234567890"), "12345678901234567890");
  EXPECT_EQ(number_words("1.2345678901234E+16"), "12345678901234000");
  EXPECT_EQ(number_words("0.30000000000000004"), "0.3");
  EXPECT_EQ(number_words("-7.50"), "-7.5");
  EXPECT_EQ(number_words("-0.0"), "0");
  EXPECT_EQ(number_words("1E-7"), "1e-07");
  EXPECT_EQ(number_words("1e300"), "1e+300");
  EXPECT_EQ(number_words("nan"), "nan");
  EXPECT_EQ(number_words("12 apples"), "12 apples");
}

TEST(Xlsx, CountsDaysAsExcelDoes) {
  EXPECT_EQ(date_words("1", false), "1900-01-01");
  EXPECT_EQ(date_words("59", false), "1900-02-28");
  EXPECT_EQ(date_words("61", false), "1900-03-01");
  EXPECT_EQ(date_words("45351", false), "2024-02-29");
  EXPECT_EQ(date_words("43889", true), "2024-02-29");
  EXPECT_EQ(date_words("45351.999999", false), "2024-03-01");
  EXPECT_EQ(date_words("2958465", false), "9999-12-31");
  EXPECT_EQ(date_words("2958466", false), "2958466");
  EXPECT_EQ(date_words("-3", false), "-3");
  EXPECT_EQ(date_words("soon", false), "soon");
  EXPECT_TRUE(is_date_format("[$-809]d mmmm yyyy"));
  EXPECT_FALSE(is_date_format("General"));
  EXPECT_FALSE(is_date_format("#,##0.00\\d\"days\"_h*s;dd"));
  EXPECT_FALSE(is_date_format("\"open"));
  EXPECT_FALSE(is_date_format("[open"));
}

TEST(Xlsx, ReadsTheFirstSheetThatIsShown) {
  Parts parts = workbook(kHead);
  parts["xl/workbook.xml"] =
      "<x:workbook xmlns:x=\"x\" xmlns:rel=\"r\"><x:workbookPr date1904=\"1\"/><x:sheets>"
      "<x:sheet name=\"Lists\" state=\"hidden\" rel:id=\"rId1\"/><x:sheet name=\"Chart\" rel:id=\"rId8\"/>"
      "<x:sheet name=\"Roster\" rel:id=\"rId9\"/></x:sheets></x:workbook>";
  parts["xl/_rels/workbook.xml.rels"] = relations(relation("rId1", "worksheet", "worksheets/sheet1.xml") +
                                                  relation("rId8", "chartsheet", "chartsheets/sheet1.xml") +
                                                  relation("rId9", "worksheet", "../other/roster.xml"));
  parts["other/roster.xml"] =
      "<x:worksheet><x:sheetData><x:row><x:c t=\"inlineStr\"><x:is><x:t>id</x:t></x:is></x:c></x:row>"
      "<x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>";
  EXPECT_THAT(table(parts).rows, ElementsAre(Row{"7"}));
  parts["xl/workbook.xml"] = "<workbook><sheets/></workbook>";
  EXPECT_EQ(wrong(parts), "it has no visible worksheet");
}

TEST(Xlsx, HoldsTheRulesOfEveryTable) {
  EXPECT_EQ(wrong(workbook(kHead + "<row r=\"9\"><c r=\"D9\"><v>1</v></c></row>")),
            "row 9: 4 cells, and the header has 3");
  EXPECT_EQ(wrong(workbook("<row>" + cell("a") + cell("a") + "</row>")), "row 1: two columns are named \"a\"");
  EXPECT_EQ(wrong(workbook(kHead + "<row><c r=\"XFD2\"><v>1</v></c></row>")), "row 2: more than 200 columns");
  EXPECT_EQ(wrong(workbook(kHead + "<row>" + cell("Zo\xeb") + "</row>")), "row 2: column 1 is not valid UTF-8");
  EXPECT_EQ(wrong(workbook("")), "it is empty");
  EXPECT_EQ(wrong(workbook(kHead + "<row><c t=\"s\"><v>99</v></c></row>")),
            "row 2: a cell refers to a text that is not there");
}

TEST(Xlsx, RefusesDamageWithAReason) {
  const std::string whole = zip_of(workbook(kHead + "<row><c><v>1</v></c></row>"));
  for (std::size_t size = 4; size < whole.size(); ++size)
    EXPECT_THAT(wrong_bytes(whole.substr(0, size)), HasSubstr("cut off or damaged")) << size;
  for (std::size_t at = 4; at < whole.size(); ++at) {  // a value or a reason, whichever
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    (void)read_table(changed, "roster.xlsx");
  }
  EXPECT_EQ(wrong({{"readme.txt", "hello"}}), "its part _rels/.rels is missing or locked");
  Parts parts = workbook(kHead);
  parts["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData><row>";
  EXPECT_THAT(wrong(parts), HasSubstr("is no XML"));
}

TEST(Xlsx, UnpacksNoFurtherThanItsLimit) {
  const std::string bomb = zip_of(workbook(kHead + "<row>" + std::string(100U << 20U, ' ') + "</row>"));
  EXPECT_LT(bomb.size(), 1U << 20U);
  EXPECT_EQ(wrong_bytes(bomb), "it unpacks to more than it may");
  std::string rows = kHead;
  for (int i = 0; i < 200; ++i) rows += "<row><c t=\"s\"><v>0</v></c></row>";
  Parts many = workbook(rows);  // one long text, told over and over
  many["xl/sharedStrings.xml"] = "<sst><si><t>" + std::string(kMostCellBytes, 'x') + "</t></si></sst>";
  EXPECT_EQ(wrong(many), "row 65: the cells hold more than 64 MiB");
  Parts tags = workbook(kHead);
  for (int i = 0; i < 4'000'001; ++i) tags["xl/worksheets/sheet1.xml"] += "<a/><a/><a/>";
  EXPECT_EQ(wrong(tags), "its part xl/worksheets/sheet1.xml holds too many cells");
}

TEST(Xlsx, ExpandsNoEntities) {
  Parts parts = workbook(kHead);
  parts["xl/worksheets/sheet1.xml"] =
      "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
      "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&b;&f;</t></is></c></row></sheetData></worksheet>";
  EXPECT_EQ(wrong(parts), "its part xl/worksheets/sheet1.xml declares entities of its own");
  EXPECT_THAT(table(workbook("<row>" + cell("&b; &amp;") + "</row>")).header, ElementsAre("&b; &"));
}

}  // namespace
}  // namespace grader::parse
