#include <gmock/gmock.h>

#include "grader/measure/measure.h"

namespace grader::measure {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const OwnLines kOwn = {{"test_a.py", {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}}, {"a_test.cc", {1, 2, 3, 4, 5}}};

TestFunction test(const std::string& name, int line = 1) {
  return {.file = "test_a.py", .name = name, .line = line};
}

TestFunction calling(TestFunction row, const std::vector<std::string>& names) {
  for (const std::string& name : names) row.calls.push_back({.name = name});
  return row;
}

TestFunction helper(const std::string& name) {
  return {.file = "conftest.py", .name = name, .line = 1, .helper = true};
}

std::vector<std::string> rules(const std::vector<Finding>& findings) {
  std::vector<std::string> found;
  for (const Finding& row : findings) found.push_back(std::to_string(row.line) + " " + row.rule);
  return found;
}

TEST(Helpers, CountForTheTestsThatCallThem) {
  TestFunction checks = helper("check_sum");
  checks.checks = true;
  const TestFunction over = calling(helper("check_twice"), {"check_sum"});
  const auto tests = with_helpers({calling(test("test_a"), {"check_sum"}), calling(test("test_b", 2), {"check_twice"}),
                                   test("test_c", 3), checks, over});
  ASSERT_EQ(tests.size(), 3U);
  EXPECT_TRUE(tests[0].checks);
  EXPECT_FALSE(tests[1].checks) << "helpers of helpers are not followed";
  EXPECT_EQ(tests[1].calls.size(), 2U) << "what the helper calls counts as called";
  EXPECT_FALSE(tests[2].checks);
}

TEST(Helpers, OfHelpersMayAssertWhereNobodyLooked) {
  const auto tests =
      with_helpers({calling(test("test_a"), {"check_twice"}), test("test_b", 2), calling(test("test_c", 3), {"clear"}),
                    calling(helper("check_twice"), {"check_sum"}), helper("clear")});
  const auto found = test_findings(tests, {}, {});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].message, "test without a check: test_a: no assertion found in it or in the helpers it calls");
  EXPECT_EQ(found[1].message, "test without a check: test_b asserts nothing that could fail");
  EXPECT_EQ(found[2].message, "test without a check: test_c asserts nothing that could fail");
}

TEST(Helpers, AroundTheTestsOfTheirGroupCountForThoseAlone) {
  TestFunction around = helper("tearDown");
  around.around = around.checks = true;
  around.group = "TestDesk";
  TestFunction inside = test("TestDesk::test_a");
  inside.group = "TestDesk";
  const auto tests = with_helpers({inside, test("test_b", 2), around});
  EXPECT_TRUE(tests[0].checks);
  EXPECT_FALSE(tests[1].checks);
}

TEST(Results, AreOfTheTestThatTheIdNames) {
  const TestFunction plain = test("test_a");
  EXPECT_TRUE(is_result_of("test_a.py::test_a", plain));
  EXPECT_TRUE(is_result_of("test_a.py::test_a[a::b/0]", plain));
  EXPECT_TRUE(is_result_of("test_a.py::TestOuter::TestDesk::test_a", test("TestDesk::test_a")));
  EXPECT_FALSE(is_result_of("test_a.py::test_ab", plain));
  EXPECT_FALSE(is_result_of("test_b.py::test_a", plain));
  const TestFunction google{.file = "a_test.cc", .name = "Suite.Name"};
  for (const char* id : {"Suite.Name", "Suite.Name/0", "Each/Suite.Name/zero", "Suite/0.Name"})
    EXPECT_TRUE(is_result_of(id, google)) << id;
  for (const char* id : {"Suite.Names", "Other.Name", "MySuite.Name", "Suite/0.Names"})
    EXPECT_FALSE(is_result_of(id, google)) << id;
  EXPECT_TRUE(is_result_of("money/adds up", {.file = "a_test.cc", .name = "adds up"}));
}

TEST(Checks, NameTheTestThatChecksNothing) {
  TestFunction checks = test("test_a");
  checks.checks = true;
  TestFunction unread = test("test_c", 6);
  unread.readable = false;
  TestFunction given = test("test_d", 99);
  EvidenceTable table;
  measure_checks({checks, test("test_b", 4), unread, given}, {}, kOwn, table);
  EXPECT_EQ(table["tests.checking"].value, (Ratio{1, 2}));
  EXPECT_THAT(table["tests.checking"].places, ElementsAre("test_a.py:4 test_b"));
  measure_checks({unread}, {}, kOwn, table);
  EXPECT_EQ(table["tests.checking"].missing, Reserve::kNoEvidence);
}

TEST(Checks, ATestThatDidNotRunSaysNothing) {
  TestFunction ran = test("test_a");
  TestFunction skipped = test("test_b", 4);
  TestFunction gone = test("test_c", 6);
  ran.checks = skipped.checks = gone.checks = true;
  GroupResult group{.name = "own",
                    .cases = {{.id = "test_a.py::test_a", .state = TestState::kFailed},
                              {.id = "test_a.py::test_b[1]", .state = TestState::kSkipped}}};
  EvidenceTable table;
  measure_checks({ran, skipped, gone}, group, kOwn, table);
  EXPECT_EQ(table["tests.checking"].value, (Ratio{1, 1}));
  group.cases[0].state = TestState::kSkipped;
  measure_checks({ran, skipped, gone}, group, kOwn, table);
  EXPECT_EQ(table["tests.checking"].why, "there are no own tests to judge");
}

TEST(Findings, NameTestsThatCheckNothingOrNeedAnOrder) {
  TestFunction checks = test("test_a");
  checks.checks = true;
  TestFunction prints = test("test_b", 2);
  prints.prints = true;
  TestFunction both = test("test_c", 3);
  both.prints = both.checks = true;
  TestFunction unread = test("test_d", 4);
  unread.readable = false;
  EXPECT_THAT(rules(test_findings({checks, prints, both, unread, test("test_e", 5)}, {}, {})),
              ElementsAre("2 prints instead of checking", "5 test without a check"));
  GroupResult group{.name = "own",
                    .built = true,
                    .cases = {{.id = "test_a.py::test_a", .state = TestState::kPassed},
                              {.id = "test_a.py::test_c", .state = TestState::kPassed}}};
  const auto found = test_findings({checks, both}, group,
                                   {{.id = "test_a.py::test_a", .state = TestState::kFailed},
                                    {.id = "test_a.py::test_c", .state = TestState::kPassed}});
  EXPECT_THAT(rules(found), ElementsAre("1 order-dependent test"));
  EXPECT_EQ(found[0].message, "order-dependent test: test_a passes in order and fails in random order");
  for (const TestState state : {TestState::kNotReported, TestState::kPlatform, TestState::kTimedOut})
    EXPECT_THAT(test_findings({checks}, group, {{.id = "test_a.py::test_a", .state = state}}), IsEmpty());
  group.cases[0].state = TestState::kFailed;
  EXPECT_THAT(test_findings({checks}, group, {{.id = "test_a.py::test_a", .state = TestState::kFailed}}), IsEmpty());
}

// The work: "fee" in tariff, "enter", "get" and "twice" in park, "twice" and "main" in cli; a type in each.
SourceFacts work() {
  SourceFacts facts;
  for (const auto& [file, name] : std::vector<std::pair<std::string, std::string>>{{"tariff.py", "fee"},
                                                                                   {"park.py", "enter"},
                                                                                   {"park.py", "get"},
                                                                                   {"park.py", "twice"},
                                                                                   {"cli.py", "twice"},
                                                                                   {"cli.py", "main"}})
    facts.functions.push_back({.file = file, .name = name});
  facts.identifiers = {{.file = "tariff.py", .name = "Tariff", .kind = "type"},
                       {.file = "park.py", .name = "Park", .kind = "type"},
                       {.file = "park.py", .name = "enter", .kind = "function"}};
  return facts;
}

struct Types : testing::Test {
  // The types of one test with a result, as the evidence words them.
  std::string of(TestFunction row, TestState state = TestState::kPassed) {
    row.checks = true;
    return of_unchecked(row, state);
  }
  std::string of_unchecked(const TestFunction& row, TestState state = TestState::kPassed) {
    const GroupResult group{.name = "own", .built = true, .cases = {{.id = "test_a.py::" + row.name, .state = state}}};
    levels = measure_types({row}, work(), group, kOwn, table);
    const Evidence& types = table["tests.types"];
    return types.value ? types.detail : name_of(types.missing);
  }
  EvidenceTable table;
  std::vector<Use> levels;
  const std::string one = "1 type of own tests with a result: ";
  const std::string none = "0 types of own tests with a result; 1 test not of a known type";
};

TEST_F(Types, OfOneModuleOrMoreAreUnitOrIntegration) {
  EXPECT_EQ(of(calling(test("test_a"), {"fee"})), one + "unit (1)");
  EXPECT_EQ(of(calling(test("test_a"), {"enter", "get"})), one + "unit (1)");
  EXPECT_EQ(of(calling(test("test_a"), {"fee", "enter"})), one + "integration (1)");
  EXPECT_EQ(of(calling(test("test_a"), {"twice", "enter"})), one + "unit (1)") << "a name in two modules";
  EXPECT_EQ(of(calling(test("test_a"), {"Park", "Tariff"})), one + "unit (1)") << "values are made, nothing more";
  EXPECT_EQ(of(calling(test("test_a"), {"print", "len"})), none);
  EXPECT_THAT(table["tests.types"].places, ElementsAre("test_a.py:1 test_a"));
}

TEST_F(Types, DoNotTakeTheLibrarysFunctionsForTheWorks) {
  TestFunction row = calling(test("test_a"), {"fee"});
  row.calls.push_back({.name = "get", .library = true});
  EXPECT_EQ(of(row), one + "unit (1)");
  row.calls.push_back({.name = "enter", .foreign = true});
  EXPECT_EQ(of(row), one + "unit (1)");
  row.calls = {{.name = "get", .library = true}};
  EXPECT_EQ(of(row), one + "unit (1)") << "there is nothing else to go by";
}

TEST_F(Types, OfTheProgramAreEndToEnd) {
  EXPECT_EQ(of(calling(test("test_a"), {"main", "fee", "enter"})), one + "end-to-end (1)");
  TestFunction row = test("test_a");
  row.programs = true;
  EXPECT_EQ(of(row), one + "end-to-end (1)");
  row = test("test_a");
  row.calls = {{.name = "main", .foreign = true}};
  EXPECT_EQ(of(row), none) << "pytest.main, or another main that is not the work's";
}

TEST_F(Types, BesideTheirLevelMayBeBoundaryOrPerformance) {
  TestFunction row = calling(test("test_a"), {"fee"});
  row.errors = true;
  EXPECT_EQ(of(row), "2 types of own tests with a result: unit (1), boundary or negative (1)");
  row.errors = false;
  row.calls = {{.name = "fee", .limit = true}};
  EXPECT_EQ(of(row), "2 types of own tests with a result: unit (1), boundary or negative (1)");
  row.calls = {{.name = "fee"}, {.name = "len", .limit = true}};
  EXPECT_EQ(of(row), one + "unit (1)") << "the limit is given to what is not the work's";
  EXPECT_EQ(table["tests.non_functional"].value, (Ratio{0, 1}));
  row.times = true;
  EXPECT_EQ(of(row), "2 types of own tests with a result: unit (1), performance (1)");
  EXPECT_EQ(table["tests.non_functional"].value, (Ratio{1, 1}));
  row.accessible = true;
  EXPECT_EQ(of(row), "3 types of own tests with a result: unit (1), performance (1), accessibility (1)");
  EXPECT_EQ(table["tests.non_functional"].value, (Ratio{2, 1}));
  row.calls.clear();
  EXPECT_EQ(of(row), none) << "the time of something that is not the work's";
}

TEST_F(Types, CountOnlyForTestsThatCheckAndHaveAResult) {
  const TestFunction row = calling(test("test_a"), {"fee"});
  EXPECT_EQ(of_unchecked(row), none);
  EXPECT_EQ(of(row, TestState::kFailed), one + "unit (1)");
  for (const TestState state :
       {TestState::kSkipped, TestState::kCrashed, TestState::kTimedOut, TestState::kNotReported, TestState::kPlatform})
    EXPECT_EQ(of(row, state), "No evidence here") << name_of(state);
  TestFunction given = row;
  given.line = 99;
  EXPECT_EQ(of(given), "No evidence here");
  measure_types({row}, work(), {.name = "own", .problem = "could not run: x", .could_not_run = true}, kOwn, table);
  EXPECT_EQ(table["tests.types"].missing, Reserve::kCouldNotRun);
  EXPECT_EQ(table["tests.non_functional"].missing, Reserve::kCouldNotRun);
}

TEST_F(Types, OfTwoLevelsAreSeenInUse) {
  of(calling(test("test_a"), {"fee"}));
  EXPECT_THAT(levels, IsEmpty());
  TestFunction unit = calling(test("test_a"), {"fee"});
  TestFunction whole = calling(test("test_b", 2), {"main"});
  unit.checks = whole.checks = true;
  const GroupResult group{.name = "own",
                          .built = true,
                          .cases = {{.id = "test_a.py::test_a", .state = TestState::kPassed},
                                    {.id = "test_a.py::test_b", .state = TestState::kPassed}}};
  EXPECT_THAT(measure_types({unit, whole}, work(), group, kOwn, table),
              ElementsAre(Use{.file = "test_a.py", .use = "unit tests", .line = 1},
                          Use{.file = "test_a.py", .use = "end-to-end tests", .line = 2}));
}

}  // namespace
}  // namespace grader::measure
