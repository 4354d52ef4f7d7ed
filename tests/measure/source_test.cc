#include <gmock/gmock.h>

#include "grader/measure/measure.h"

namespace grader::measure {
namespace {

using testing::ElementsAre;

struct Source : testing::Test {
  EvidenceTable table;
  const OwnLines own = {{"a.py", {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}}};
};

TEST_F(Source, NamesAreJudgedFromTenOwnOnesOn) {
  std::vector<Identifier> names;
  for (int line = 1; line <= 9; ++line)
    names.push_back({.file = "a.py", .name = "n" + std::to_string(line), .line = line, .fits = line != 4});
  names.push_back({.file = "a.py", .name = "given", .line = 99, .fits = false});
  measure_naming(names, own, table);
  EXPECT_EQ(table["naming.fits"].missing, Reserve::kTooLittle);
  names.push_back({.file = "a.py", .name = "tenth", .line = 10});
  measure_naming(names, own, table);
  EXPECT_EQ(table["naming.fits"].value, (Ratio{9, 10}));
  EXPECT_THAT(table["naming.fits"].places, ElementsAre("a.py:4 n4"));
}

TEST_F(Source, FormatIsJudgedByFilesWithOwnLines) {
  measure_format({"a.py", "given.py"}, {"given.py"}, own, table);
  EXPECT_EQ(table["format.clean"].value, (Ratio{1, 1}));
  measure_format({"a.py"}, {"a.py"}, own, table);
  EXPECT_EQ(table["format.clean"].value, (Ratio{0, 1}));
  EXPECT_THAT(table["format.clean"].places, ElementsAre("a.py"));
  measure_format({"given.py"}, {}, own, table);
  EXPECT_EQ(table["format.clean"].missing, Reserve::kNoEvidence);
}

TEST_F(Source, LintIsCountedForAHundredOwnLinesAndNotBelowThirty) {
  const std::vector<Finding> lint = {{.file = "a.py", .line = 2, .rule = "E741", .message = "name"},
                                     {.file = "a.py", .line = 50, .rule = "E741", .message = "given"}};
  measure_lint(lint, {}, 50, own, table);
  EXPECT_EQ(table["lint.per_hundred"].value, (Ratio{100, 50}));
  EXPECT_THAT(table["lint.per_hundred"].places, ElementsAre("a.py:2 E741 name"));
  measure_lint(lint, {}, 29, own, table);
  EXPECT_EQ(table["lint.per_hundred"].missing, Reserve::kTooLittle);
}

TEST_F(Source, WhatTheLinterDidNotReadIsNotClean) {
  const auto reserve = [&](const std::string& file) {
    measure_lint({{.file = file, .line = 2, .rule = "stop", .message = "syntax error"}}, {"stop"}, 50, own, table);
    return table["lint.per_hundred"].missing;
  };
  EXPECT_EQ(reserve("a.py"), Reserve::kTooLittle);
  EXPECT_EQ(table["lint.per_hundred"].why, "the linter reads no further than a.py:2");
  EXPECT_EQ(reserve("given.py"), Reserve::kNone);
}

TEST_F(Source, QuestionsAreAboutRealPlacesAndAtMostThree) {
  SourceFacts source;
  EXPECT_TRUE(ask_questions(source, table, {}, own).empty());
  source.comparisons = {{.file = "given.py", .text = "a < b", .line = 1},
                        {.file = "a.py", .text = "amount > balance", .function = "withdraw", .line = 3}};
  source.functions = {{.file = "a.py", .name = "withdraw", .first_line = 2, .last_line = 6, .complexity = 3},
                      {.file = "a.py", .name = "print_all", .first_line = 7, .last_line = 12, .complexity = 2},
                      {.file = "given.py", .name = "given", .first_line = 1, .last_line = 90, .complexity = 9}};
  auto questions = ask_questions(source, table, {}, own);
  ASSERT_EQ(questions.size(), 3U);
  EXPECT_THAT(questions[0], testing::StartsWith("a.py:3: what happens in `amount > balance`"));
  EXPECT_THAT(questions[1], testing::StartsWith("a.py:2: which ways lead through `withdraw`"));
  EXPECT_THAT(questions[2], testing::StartsWith("a.py:7: how else could `print_all`"));
  table["coverage.line"] = {.metric = "coverage.line", .value = Ratio{1, 2}, .places = {"a.py:9"}};
  EXPECT_THAT(ask_questions(source, table, {}, own)[2],
              testing::StartsWith("a.py:9: a change of this line would pass"));
}

// A function in a given signature is own when most of its lines are.
TEST_F(Source, QuestionsAreThreeWhenThreePlacesAreOwn) {
  SourceFacts source;
  const OwnLines filled_in = {{"a.py", {2, 3, 4, 7, 8, 11, 12}}};
  source.functions = {{.file = "a.py", .name = "add", .first_line = 1, .last_line = 4},
                      {.file = "a.py", .name = "done", .first_line = 6, .last_line = 8},
                      {.file = "a.py", .name = "open", .first_line = 10, .last_line = 12},
                      {.file = "a.py", .name = "given", .first_line = 20, .last_line = 50, .complexity = 9}};
  EXPECT_THAT(ask_questions(source, table, {}, filled_in),
              ElementsAre(testing::StartsWith("a.py:1: how else could `add`"),
                          testing::StartsWith("a.py:6: how else could `done`"),
                          testing::StartsWith("a.py:10: how else could `open`")));
  source.functions[1].complexity = source.functions[2].complexity = 2;
  EXPECT_THAT(ask_questions(source, table, {}, filled_in),
              ElementsAre(testing::StartsWith("a.py:6: which ways"), testing::StartsWith("a.py:10: which ways"),
                          testing::StartsWith("a.py:1: how else")));
}

// One place can be asked about twice before there is nothing to ask.
TEST_F(Source, QuestionsAboutASmallWorkShareAPlace) {
  SourceFacts source;
  source.functions = {{.file = "a.py", .name = "add", .first_line = 1, .last_line = 4, .complexity = 2}};
  EXPECT_THAT(ask_questions(source, table, {}, own),
              ElementsAre(testing::StartsWith("a.py:1: which ways"), testing::StartsWith("a.py:1: how else")));
}

JudgedMutant survivor(const std::string& op, int line, const std::string& original, const std::string& replacement) {
  return {.mutant = {.path = "a.py", .op = op, .line = line, .original = original, .replacement = replacement},
          .verdict = {.state = MutantState::kSurvived}};
}

TEST_F(Source, QuestionsTakeUpWhatTestsDoNotNotice) {
  SourceFacts source;
  source.comparisons = {{.file = "a.py", .text = "a < b", .line = 3}, {.file = "a.py", .text = "c < d", .line = 5}};
  source.functions = {{.file = "a.py", .name = "add", .first_line = 2, .last_line = 6, .complexity = 3}};
  table["coverage.line"] = {.metric = "coverage.line", .value = Ratio{1, 2}, .places = {"a.py:9"}};
  Mutation mutation{.mutants = {survivor("ROR", 40, "x < y", "x <= y"), survivor("ROR", 3, "a < b", "a <= b"),
                                survivor("SDL", 4, "save()", "")},
                    .told = {{.index = 0}, {.index = 1}, {.index = 2}}};
  const auto questions = ask_questions(source, table, mutation, own);
  ASSERT_EQ(questions.size(), 3U);
  EXPECT_THAT(questions[0], testing::StartsWith("a.py:5: what happens in `c < d`"));
  EXPECT_THAT(questions[1], testing::StartsWith("a.py:2: which ways"));
  EXPECT_THAT(questions[2], testing::StartsWith("a.py:3: if `a < b` read `a <= b` here, which test would notice"));
  mutation.told = {{.index = 2}};
  EXPECT_THAT(ask_questions(source, table, mutation, own)[2], testing::StartsWith("a.py:4: if `save()` were left out"));
}

// A question affirms nothing: what it is about may be wrong.
TEST_F(Source, QuestionsSayNeitherThatCodeIsRightNorThatItIsWrong) {
  SourceFacts source;
  source.comparisons = {{.file = "a.py", .text = "a < b", .line = 3}};
  source.functions = {{.file = "a.py", .name = "add", .first_line = 2, .last_line = 6, .complexity = 3},
                      {.file = "a.py", .name = "sub", .first_line = 8, .last_line = 12}};
  table["coverage.line"] = {.metric = "coverage.line", .value = Ratio{1, 2}, .places = {"a.py:9"}};
  Mutation mutation{.mutants = {survivor("ROR", 4, "x < y", "x <= y")}, .told = {{.index = 0}}};
  for (const Mutation& known : {Mutation{}, mutation}) {
    for (const bool boundary : {true, false}) {
      if (!boundary) source.comparisons.clear();
      for (const std::string& question : ask_questions(source, table, known, own)) {
        for (const char* word : {"right", "wrong", "correct", "bug", "mistake", " you", "says so"})
          EXPECT_THAT(question, testing::Not(testing::HasSubstr(word)));
        EXPECT_TRUE(question.ends_with('?')) << question;
      }
    }
  }
}

TEST_F(Source, LeftoversAreThoseOfOwnLinesAndUnusedNames) {
  const std::vector<Finding> leftovers = {{.file = "a.py", .line = 2, .message = "debug statement: x"},
                                          {.file = "a.py", .line = 40, .message = "given"}};
  const std::vector<Finding> unused = {{.file = "a.py", .line = 3, .rule = "F841", .message = "unused"},
                                       {.file = "a.py", .line = 3, .rule = "-Wunused", .message = "said twice"},
                                       {.file = "b.py", .line = 4, .rule = "F841", .message = "given"}};
  measure_leftovers(leftovers, unused, own, table);
  EXPECT_EQ(table["leftovers.count"].value, (Ratio{2, 1}));
  measure_leftovers({}, {}, own, table);
  EXPECT_EQ(table["leftovers.count"].value, (Ratio{0, 1}));
}

TEST_F(Source, InterfacesDependOnWhatWasAskedAndOnTheLanguage) {
  const std::vector<PublicFunction> functions = {{.file = "a.py", .name = "f", .line = 1, .documented = true},
                                                 {.file = "a.py", .name = "g", .line = 5, .typed = true}};
  measure_interfaces(functions, own, {.docs_asked = true}, table);
  EXPECT_EQ(table["docs.public"].value, (Ratio{1, 2}));
  EXPECT_EQ(table["interfaces.typed"].value, (Ratio{1, 2}));
  measure_interfaces(functions, own, {.static_types = true}, table);
  EXPECT_EQ(table["docs.public"].missing, Reserve::kNoEvidence);
  EXPECT_EQ(table["interfaces.typed"].missing, Reserve::kNoEvidence);
}

TEST_F(Source, TestsThatNeedAnOrderAreNotIndependent) {
  const GroupResult group{.name = "own",
                          .built = true,
                          .cases = {{.id = "a", .state = TestState::kPassed},
                                    {.id = "b", .state = TestState::kPassed},
                                    {.id = "c", .state = TestState::kSkipped}}};
  measure_independence(group, {{.id = "a", .state = TestState::kPassed}, {.id = "b", .state = TestState::kFailed}},
                       table);
  EXPECT_EQ(table["own_tests.independent"].value, (Ratio{1, 2}));
  EXPECT_THAT(table["own_tests.independent"].places, ElementsAre("b"));
  measure_independence({.name = "own"}, {}, table);
  EXPECT_EQ(table["own_tests.independent"].missing, Reserve::kNoEvidence);
  measure_independence({.name = "own", .problem = "could not run: x", .could_not_run = true}, {}, table);
  EXPECT_EQ(table["own_tests.independent"].missing, Reserve::kCouldNotRun);
}

TEST_F(Source, ATestFileTheRunnerDoesNotFindIsNamed) {
  const GroupResult python{.name = "own", .built = true, .cases = {{.id = "tests/test_a.py::test_x"}}};
  measure_collection({"tests/test_a.py", "tests/test_b.py"}, python, table);
  EXPECT_EQ(table["tests.collected"].value, (Ratio{1, 2}));
  EXPECT_THAT(table["tests.collected"].places, ElementsAre("tests/test_b.py"));
  const GroupResult cpp{.name = "own", .built = true, .cases = {{.id = "Suite.Name"}}};
  measure_collection({"tests/a_test.cc", "src/b_test.cc"}, cpp, table);
  EXPECT_THAT(table["tests.collected"].places, ElementsAre("src/b_test.cc"));
  measure_collection({}, cpp, table);
  EXPECT_EQ(table["tests.collected"].missing, Reserve::kNoEvidence);
}

}  // namespace
}  // namespace grader::measure
