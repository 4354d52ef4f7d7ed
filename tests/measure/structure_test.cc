// What source says of its structure: modules, data, functions that are hard to follow, how much of it could be read.
#include <gmock/gmock.h>

#include "grader/measure/measure.h"

namespace grader::measure {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const ModuleRules kPython = {.separator = ".", .endings = {".py", "/__init__.py"}};
const ModuleRules kCpp = {.separator = "/", .endings = {""}};

struct Structure : testing::Test {
  EvidenceTable table;
  SourceFacts source;
  OwnLines own;

  void file(const std::string& name, int lines = 20) {
    source.files.push_back({.file = name, .bytes = 100, .lines = lines});
    own[name] = {1, 2, 3};
  }
  void import(const std::string& from, const std::string& module, const std::string& name = "") {
    source.imports.push_back({.file = from, .module = module, .name = name, .line = 1});
  }
  Evidence modules(const ModuleRules& rules) {
    measure_modules(source, rules, own, table);
    return table["modules.clear"];
  }
};

TEST_F(Structure, OneFileIsTooLittleToJudgeModules) {
  file("a.py");
  EXPECT_EQ(modules(kPython).missing, Reserve::kTooLittle);
}

TEST_F(Structure, AWayBackToItselfMakesACycle) {
  file("shop/__init__.py");
  file("shop/till.py");
  file("shop/stock.py");
  file("shop/dates.py");
  import("shop/till.py", ".stock", "Stock");
  import("shop/stock.py", ".", "dates");
  import("shop/stock.py", "json");
  EXPECT_EQ(modules(kPython).value, (Ratio{4, 4}));
  import("shop/dates.py", "shop.till", "Till");
  EXPECT_EQ(modules(kPython).value, (Ratio{1, 4}));
  EXPECT_THAT(modules(kPython).places, testing::Contains("shop/dates.py: part of a cycle of imports"));
}

TEST_F(Structure, HeadersAreFoundBesideTheFileFromTheRootAndBelowSrc) {
  file("src/a.h");
  file("src/b.h");
  file("lib/c.h");
  import("src/a.h", "b.h");
  import("src/b.h", "../lib/c.h");
  EXPECT_EQ(modules(kCpp).value, (Ratio{3, 3}));
  import("lib/c.h", "a.h");
  EXPECT_EQ(modules(kCpp).value, (Ratio{0, 3}));
}

TEST_F(Structure, AFileMayHaveThreeHundredLines) {
  file("a.py", kMostFileLines);
  file("b.py", kMostFileLines + 1);
  EXPECT_EQ(modules(kPython).value, (Ratio{1, 2}));
  EXPECT_THAT(table["modules.clear"].places, ElementsAre("b.py: 301 lines"));
}

TEST_F(Structure, GivenFilesAreNotJudgedButCloseCycles) {
  file("a.py");
  file("b.py");
  file("given.py");
  own.erase("given.py");
  import("a.py", "given");
  import("given.py", "a");
  EXPECT_EQ(modules(kPython).value, (Ratio{1, 2}));
}

TEST_F(Structure, FieldsHaveTypesOrNot) {
  own["a.py"] = {1, 2};
  measure_data({{.file = "a.py", .name = "title", .line = 1, .typed = true},
                {.file = "a.py", .name = "day", .line = 2},
                {.file = "a.py", .name = "given", .line = 9}},
               false, own, table);
  EXPECT_EQ(table["data.typed"].value, (Ratio{1, 2}));
  EXPECT_THAT(table["data.typed"].places, ElementsAre("a.py:2 day"));
  measure_data({}, false, own, table);
  EXPECT_EQ(table["data.typed"].missing, Reserve::kNoEvidence);
  measure_data({{.file = "a.py", .name = "day", .line = 2}}, true, own, table);
  EXPECT_EQ(table["data.typed"].missing, Reserve::kNoEvidence);
}

TEST_F(Structure, SourceThatCannotBeParsedIsTooLittleToJudgeBy) {
  own["a.py"] = {1};
  table["naming.fits"] = {.metric = "naming.fits", .value = Ratio{9, 10}, .detail = "9 of 10 names"};
  measure_readable({{.file = "a.py", .bytes = 100}}, own, table);
  EXPECT_EQ(table["naming.fits"].detail, "9 of 10 names") << "all of it was parsed";
  table["coverage.line"] = {.metric = "coverage.line", .value = Ratio{9, 10}};
  measure_readable(
      {{.file = "a.py", .bytes = 100, .unreadable = 20}, {.file = "given.py", .bytes = 900, .unreadable = 900}}, own,
      table);
  EXPECT_EQ(table["source.readable"].value, (Ratio{80, 100}));
  EXPECT_TRUE(table["naming.fits"].value);
  EXPECT_EQ(table["naming.fits"].detail, "9 of 10 names; 80 % of own source could be parsed, not all of a.py");
  EXPECT_EQ(table["coverage.line"].detail, "");
  measure_readable({{.file = "a.py", .bytes = 100, .unreadable = 21}}, own, table);
  EXPECT_EQ(table["naming.fits"].missing, Reserve::kTooLittle);
  EXPECT_THAT(table["naming.fits"].why, HasSubstr("79 %"));
  EXPECT_TRUE(table["coverage.line"].value) << "what runs say does not hang on parsing";
  measure_readable({}, own, table);
  EXPECT_EQ(table["source.readable"].missing, Reserve::kNoEvidence);
}

std::vector<std::string> rules_of(const std::vector<Finding>& findings) {
  std::vector<std::string> rules;
  for (const Finding& finding : findings) rules.push_back(finding.rule);
  return rules;
}

TEST_F(Structure, FunctionsThatGoOverALimitAreFindings) {
  for (int line = 1; line <= 90; ++line) own["a.py"].insert(line);
  const Function within{.file = "a.py",
                        .name = "f",
                        .first_line = 1,
                        .last_line = kMostLines,
                        .complexity = kMostComplexity,
                        .cognitive = kMostCognitive,
                        .nesting = kMostNesting,
                        .parameters = kMostParameters};
  EXPECT_THAT(function_findings({within}, own), IsEmpty());
  const Function over{.file = "a.py",
                      .name = "f",
                      .first_line = 1,
                      .last_line = kMostLines + 1,
                      .complexity = kMostComplexity + 1,
                      .cognitive = kMostCognitive + 1,
                      .nesting = kMostNesting + 1,
                      .parameters = kMostParameters + 1};
  EXPECT_THAT(rules_of(function_findings({over}, own)),
              ElementsAre("function-length", "cyclomatic-complexity", "cognitive-complexity", "nesting", "parameters"));
  EXPECT_EQ(function_findings({over}, own)[4].message, "`f` has 6 parameters; at most 5 keep it readable");
  own["a.py"] = {1, 2};
  EXPECT_THAT(function_findings({over}, own), IsEmpty()) << "most of it was given";
}

TEST_F(Structure, MissingDescriptionsAreFindingsWhereTheyWereAskedFor) {
  own["a.py"] = {1, 2};
  source.public_functions = {{.file = "a.py", .name = "add", .line = 1, .documented = false},
                             {.file = "a.py", .name = "sum", .line = 2, .documented = true}};
  EXPECT_THAT(rules_of(own_findings({}, source, true, own)), ElementsAre("documentation"));
  EXPECT_THAT(own_findings({}, source, false, own), IsEmpty());
}

}  // namespace
}  // namespace grader::measure
