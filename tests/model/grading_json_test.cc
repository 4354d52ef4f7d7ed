#include "grader/model/grading_json.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace grader {
namespace {

using Json = nlohmann::json;

// Every field that is kept holds something else than its default.
Grading full() {
  Grading grading{.exercise = "e", .title = "Title", .exercise_hash = "h", .exercise_version = 3, .language = "python"};
  grading.commit = "c";
  grading.tree = "t";
  grading.commits = 7;
  grading.own_code_lines = 41;
  grading.asked = {"S1", "S5"};
  grading.uses = {{.file = "a.py", .use = "fixtures", .line = 4}};
  grading.skipped = {{.path = "link", .why = "symbolic link"}};
  grading.engine = "1";
  grading.assurance = "split";
  grading.tools = {{"black", "1"}};
  grading.open.groups = {{.name = "own",
                          .built = true,
                          .problem = "p",
                          .could_not_run = true,
                          .contradicts = true,
                          .cases = {{.id = "x", .state = TestState::kCrashed, .message = "m"}}}};
  grading.open.requirements = {
      {.id = "R1", .level = "must", .text = "It works.", .state = RequirementState::kNotMet, .passed = 1, .tests = 2}};
  grading.open.findings = {{.file = "a.py", .line = 2, .rule = "E1", .level = "warning", .message = "w"}};
  grading.open.questions = {"Why?"};
  grading.open.evidence["m"] = {
      .metric = "m", .value = Ratio{3, 4}, .detail = "3 of 4", .places = {"a.py:2"}, .advice = "Do this."};
  grading.marking = grading.open;
  grading.marking->evidence["n"] = {.metric = "n", .missing = Reserve::kContradicted, .why = "because"};
  grading.tier = "full";
  grading.mutation.mutants = {
      {.mutant = {.id = "1", .number = 2, .path = "a.py", .function = "f", .op = "ROR", .line = 3},
       .verdict = {.state = MutantState::kKilled, .by = "x", .how = KillBy::kSteps}}};
  grading.mutation.told = {{.index = 0, .text = "t", .next = "n"}};
  grading.mutation.tests = {"x"};
  grading.mutation.left_out = {"y"};
  grading.mutation.dropped = 1;
  grading.mutation.not_sampled = 2;
  grading.faults = {
      .faults = {{.what = "w", .breaks = {"R1"}, .by = "x"}}, .tests = {"x"}, .rejecting = {"z"}, .unstable = {"u"}};
  grading.signals = {{.what = "s", .places = {"c"}}};
  grading.sources = {
      {.path = "a.py", .text = "x = 1\n", .own = {1}, .spans = {{.begin = 4, .end = 5, .token = Token::kNumber}}}};
  grading.commands = {{.name = "test", .line = "pytest"}};
  grading.test_cpu_ms = 2'000;
  grading.test_memory_mib = 512;
  return grading;
}

TEST(GradingJson, ComesBackAsItWas) {
  const GradingText text = text_of(full());
  const auto back = grading_of(text.facts, text.page);
  ASSERT_TRUE(back) << message(back.error());
  const GradingText again = text_of(*back);
  EXPECT_EQ(again.facts, text.facts);
  EXPECT_EQ(again.page, text.page);
  EXPECT_EQ(back->open.evidence, full().open.evidence);
  EXPECT_EQ(back->marking->evidence, full().marking->evidence);
  EXPECT_EQ(back->mutation, full().mutation);
  EXPECT_EQ(back->faults, full().faults);
  EXPECT_EQ(back->uses, full().uses);
  EXPECT_EQ(back->asked, full().asked);
  EXPECT_EQ(back->own_code_lines, 41U);
  EXPECT_EQ(back->sources[0].spans, full().sources[0].spans);
  EXPECT_EQ(back->open.groups[0].cases, full().open.groups[0].cases);
  EXPECT_TRUE(back->open.groups[0].contradicts);
  EXPECT_EQ(back->test_memory_mib, 512U);
}

TEST(GradingJson, KeepsWordsAndNotNumbersOfEnumerators) {
  const GradingText text = text_of(full());
  const Json page = Json::parse(text.page);
  EXPECT_EQ(page["open"]["groups"][0]["cases"][0]["state"], "crashed");
  EXPECT_EQ(page["open"]["requirements"][0]["state"], "not met");
  EXPECT_EQ(page["mutation"]["mutants"][0]["verdict"]["how"], "steps");
  EXPECT_EQ(page["sources"][0]["spans"][0]["token"], "number");
  EXPECT_EQ(Json::parse(text.facts)["marking"][1]["missing"], "contradicted");
}

TEST(GradingJson, FactsAloneAreEnoughForLevels) {
  const auto back = grading_of(text_of(full()).facts);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->open.evidence, full().open.evidence);
  EXPECT_EQ(back->marking->evidence.size(), 2U);
  EXPECT_TRUE(back->sources.empty());
}

TEST(GradingJson, BytesThatAreNoTextDoNotStopIt) {
  Grading grading = full();
  grading.sources[0].text = "caf\xe9\n";
  const GradingText text = text_of(grading);
  const auto back = grading_of(text.facts, text.page);
  EXPECT_THAT(back->sources[0].text, testing::HasSubstr("\xEF\xBF\xBD"));
  EXPECT_TRUE(back->sources[0].spans.empty()) << "they are of other bytes";
}

TEST(GradingJson, RefusesWhatItDidNotWrite) {
  for (const char* facts : {"", "[]", "{}", "{\"asked\": 1}", "not json"}) EXPECT_FALSE(grading_of(facts)) << facts;
  EXPECT_FALSE(grading_of(text_of(full()).facts, "{\"exercise\": 1}"));
}

}  // namespace
}  // namespace grader
