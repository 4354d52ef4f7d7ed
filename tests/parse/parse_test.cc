#include "grader/parse/parse.h"

#include <gmock/gmock.h>

namespace grader::parse {
namespace {

using testing::SizeIs;

std::string event(int seq, const std::string& rest, const std::string& nonce = "N") {
  return "{\"n\":\"" + nonce + "\",\"seq\":" + std::to_string(seq) + "," + rest + "}\n";
}

TEST(TestEvents, ReadsAWholeRun) {
  const auto report = test_events(
      event(0, R"("event":"collected","id":"A.b")") + event(1, R"("event":"begin","id":"A.b")") +
          event(2, R"("event":"end","id":"A.b","state":"failed","message":"no")") + event(3, R"("event":"done")"),
      "N");
  EXPECT_TRUE(report.complete);
  ASSERT_THAT(report.cases, SizeIs(1));
  EXPECT_EQ(report.cases[0], (TestCase{.id = "A.b", .state = TestState::kFailed, .message = "no"}));
}

TEST(TestEvents, TrustsNoOtherNonceNumberOrOrder) {
  const std::string begin = event(0, R"("event":"begin","id":"A.b")");
  const std::string pass = R"("event":"end","id":"A.b","state":"passed","message":"")";
  for (const std::string& forged : {event(1, pass, "X"), event(7, pass), std::string("junk\n"), std::string("[]\n"),
                                    event(1, R"("event":"end","id":"other","state":"passed","message":"")")}) {
    const auto report = test_events(begin + forged, "N");
    EXPECT_FALSE(report.complete) << forged;
    ASSERT_THAT(report.cases, SizeIs(1)) << forged;
    EXPECT_EQ(report.cases[0].state, TestState::kIntegrity) << forged;
  }
  EXPECT_EQ(test_events(begin, "N").cases[0].state, TestState::kNotReported);
  EXPECT_EQ(
      test_events(begin + event(1, R"("event":"end","id":"A.b","state":"superb","message":"")"), "N").cases[0].state,
      TestState::kIntegrity);
  EXPECT_FALSE(test_events("", "N").complete);
}

TEST(TestEvents, KeepsNoAddressInAMessage) {
  const auto message = [](const std::string& text) {
    return test_events(event(0, R"("event":"begin","id":"A.b")") +
                           event(1, R"("event":"end","id":"A.b","state":"failed","message":")" + text + "\""),
                       "N")
        .cases.at(0)
        .message;
  };
  EXPECT_EQ(message("<Task object at 0x7fd70ff922d0>"), "<Task object at 0x...>");
  EXPECT_EQ(message("<tasklist.ta...7fad0b8518d0>"), "<tasklist.ta...>");
  EXPECT_EQ(message("so far ... a decade"), "so far ... a decade");
  EXPECT_EQ(message("mask 0xff, 0x, 0 and 0xabcdef"), "mask 0xff, 0x, 0 and 0x...");
}

TEST(TestEvents, NamesTheLastLineOfAProblem) {
  const auto report = test_events(
      event(0, R"("event":"problem","message":"tb\nE   ModuleNotFoundError: No module named 'requests.api'")"), "N");
  EXPECT_EQ(report.problem, "ModuleNotFoundError: No module named 'requests.api'");
  EXPECT_TRUE(report.uncollected.empty());
}

TEST(TestEvents, NameEachFileThatCouldNotBeCollectedOnce) {
  const auto problem = [](int number, const std::string& file, const std::string& what) {
    return event(number, R"("event":"problem","id":")" + file + R"(","message":")" + what + "\"");
  };
  const auto report = test_events(problem(0, "tests/test_b.py", "E   SyntaxError: x at 0x7fd70ff922d0") +
                                      problem(1, "tests/test_c.py", "E   NameError: y") +
                                      problem(2, "tests/test_b.py", "E   SyntaxError: x"),
                                  "N");
  EXPECT_EQ(report.problem, "SyntaxError: x at 0x7fd70ff922d0");
  EXPECT_EQ(report.uncollected,
            (std::vector<TestCase>{{"tests/test_b.py", TestState::kFailed, "SyntaxError: x at 0x..."},
                                   {"tests/test_c.py", TestState::kFailed, "NameError: y"}}));
}

TEST(LintLines, ReadsFindingsBelowTheSourceOnly) {
  const auto findings = lint_lines(
      "/job/src/a.py:18:14: E741 ambiguous variable name 'l'\n/job/src/odd: name:3.py:7:1: F401 'os' imported: unused\n"
      "/usr/lib/x.py:1:1: E1 no\nnofile:0:0: missing\n/job/src/b.cc:x:1: id text\n/job/src/c.cc:2:3: alone\n");
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0], (Finding{"a.py", 18, "E741", "warning", "ambiguous variable name 'l'"}));
  EXPECT_EQ(findings[1], (Finding{"odd: name:3.py", 7, "F401", "warning", "'os' imported: unused"}));
  EXPECT_TRUE(lint_lines("").empty());
}

TEST(GccJson, ReadsFindingsOfTheLearnersFiles) {
  const auto findings = gcc_json(
      "noise\n[{\"kind\":\"warning\",\"message\":\"unused\",\"option\":\"-Wunused\",\"locations\":[{\"caret\":{"
      "\"file\":\"/job/src/src/a.cc\",\"line\":4}}]},"
      "{\"kind\":\"error\",\"message\":\"x\",\"locations\":[{\"caret\":{\"file\":\"/usr/include/"
      "x\",\"line\":1}}]},{\"kind\":\"note\"}]\n");
  ASSERT_TRUE(findings);
  ASSERT_THAT(*findings, SizeIs(1));
  EXPECT_EQ((*findings)[0].file, "src/a.cc");
  EXPECT_EQ((*findings)[0].line, 4);
  EXPECT_FALSE(gcc_json("[{\"kind\":"));
}

TEST(GcovJson, LeavesOutBranchesOfExceptions) {
  const auto coverage = gcov_json(R"({"files":[{"file":"/job/src/a.cc","lines":[
    {"line_number":3,"count":2,"branches":[{"count":1,"throw":false},{"count":0,"throw":false}]},
    {"line_number":4,"count":0,"branches":[{"count":1,"throw":false},{"count":0,"throw":true}]}]},
    {"file":"/usr/include/x","lines":[]}]})"
                                  "");
  EXPECT_FALSE(coverage) << "one document a line";
  const auto read = gcov_json(
      R"({"files":[{"file":"/job/src/a.cc","lines":[{"line_number":3,"count":2,"branches":[{"count":1,"throw":false},{"count":0,"throw":false}]},{"line_number":4,"count":0,"branches":[{"count":1,"throw":false},{"count":0,"throw":true}]}]}]})");
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->at("a.cc").lines, (std::map<int, std::uint64_t>{{3, 2}, {4, 0}}));
  EXPECT_EQ(read->at("a.cc").branches.size(), 1U);
  EXPECT_EQ(read->at("a.cc").branches.at(3), (std::pair<std::uint64_t, std::uint64_t>{1, 2}));
}

TEST(GcovJson, KnowsAHeaderByOneNameHoweverItWasIncluded) {
  const auto read = gcov_json(
      R"({"files":[{"file":"/job/src/src/../src/a.h","lines":[{"line_number":3,"count":2,"branches":[]}]},{"file":"/job/src/../../etc/a.h","lines":[]}]})"
      "\n"
      R"({"files":[{"file":"/job/src/src/a.h","lines":[{"line_number":3,"count":0,"branches":[]}]}]})");
  ASSERT_TRUE(read) << read.error();
  ASSERT_EQ(read->size(), 1U);
  EXPECT_EQ(read->at("src/a.h").lines.at(3), 2U);
}

TEST(CoveragePy, ReadsLinesAndBranches) {
  const auto read = coverage_py(
      R"({"files":{"/job/src/a.py":{"executed_lines":[1,2],"missing_lines":[5],"executed_branches":[[2,3]],"missing_branches":[[2,-1]]}}})");
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->at("a.py").lines.at(5), 0U);
  EXPECT_EQ(read->at("a.py").branches.at(2), (std::pair<std::uint64_t, std::uint64_t>{1, 2}));
  EXPECT_FALSE(coverage_py("{}"));
  EXPECT_FALSE(coverage_py("[1"));
}

}  // namespace
}  // namespace grader::parse
