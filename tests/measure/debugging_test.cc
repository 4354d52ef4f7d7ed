#include "grader/measure/debugging.h"

#include <gmock/gmock.h>

namespace grader::measure {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string kWhole =
    "Symptom: too dear\n"
    "Guess: the boundary\n"
    "Check: a test at 15\n"
    "Result: it fails\n"
    "Cause: `<` for `<=`\n";

struct Debugging : testing::Test {
  EvidenceTable table;
  Exercise exercise{
      .requirements = {{.id = "R1", .given = true}, {.id = "R2", .bug = true}, {.id = "R3", .bug = true}, {.id = "R4"}},
      .debug_log = "docs/log.md"};

  Ratio fixed(RequirementState given, RequirementState first, RequirementState second) {
    measure_bugs(&exercise,
                 {{.id = "R1", .state = given},
                  {.id = "R2", .state = first},
                  {.id = "R3", .state = second},
                  {.id = "R4", .state = RequirementState::kNotMet}},
                 table);
    return table["bugs.fixed"].value.value_or(Ratio{-1, -1});
  }
  Evidence log(const std::string& text, const std::string& metric) {
    measure_debug_log(&exercise, &text, table);
    return table[metric];
  }
  std::int64_t techniques(const std::string& text) { return log(text, "debug_log.techniques").value->n; }
};

constexpr RequirementState kMet = RequirementState::kMet;
constexpr RequirementState kOpen = RequirementState::kNotMet;
constexpr RequirementState kUnknown = RequirementState::kCouldNotRun;

TEST_F(Debugging, CountsTheBugsThatAreGone) {
  EXPECT_EQ(fixed(kMet, kMet, kMet), (Ratio{2, 2}));
  EXPECT_EQ(fixed(kMet, kOpen, kMet), (Ratio{1, 2}));
  EXPECT_THAT(table["bugs.fixed"].places, ElementsAre("R2 not fixed"));
  EXPECT_EQ(fixed(kMet, kOpen, RequirementState::kNotBuilt), (Ratio{0, 2}));
}

TEST_F(Debugging, CountsNoBugWhileWhatWorkedIsBroken) {
  EXPECT_EQ(fixed(kOpen, kMet, kMet), (Ratio{0, 2}));
  EXPECT_EQ(table["bugs.fixed"].detail, "no seeded bug counts as fixed while R1, which worked before, is not met");
  EXPECT_THAT(table["bugs.fixed"].places, ElementsAre("R1 not met"));
  EXPECT_EQ(fixed(RequirementState::kNotBuilt, kMet, kMet), (Ratio{0, 2}));
}

TEST_F(Debugging, HoldsNothingAgainstWorkThatCouldNotBeTested) {
  EXPECT_EQ(fixed(kUnknown, kMet, kUnknown), (Ratio{1, 1}));
  EXPECT_EQ(fixed(RequirementState::kNoTest, RequirementState::kNoTest, kMet), (Ratio{1, 1}));
  fixed(kMet, kUnknown, RequirementState::kNoTest);
  EXPECT_EQ(table["bugs.fixed"].missing, Reserve::kCouldNotRun);
  fixed(kMet, RequirementState::kNoTest, RequirementState::kNoTest);
  EXPECT_EQ(table["bugs.fixed"].missing, Reserve::kNoEvidence);
}

TEST_F(Debugging, WithoutSeededBugsOrALogAskedForIsNoEvidence) {
  measure_bugs(nullptr, {}, table);
  EXPECT_EQ(table["bugs.fixed"].missing, Reserve::kNoEvidence);
  exercise.requirements.erase(exercise.requirements.begin() + 1, exercise.requirements.begin() + 3);
  EXPECT_EQ(fixed(kMet, kMet, kMet), (Ratio{-1, -1}));
  exercise.debug_log = "";
  for (const std::string metric : {"debug_log.complete", "debug_log.fields", "debug_log.techniques"})
    EXPECT_EQ(log(kWhole, metric).missing, Reserve::kNoEvidence);
  measure_debug_log(nullptr, &kWhole, table);
  EXPECT_EQ(table["debug_log.fields"].missing, Reserve::kNoEvidence);
}

TEST_F(Debugging, ALogThatIsNotThereIsNoFieldAndNoTechnique) {
  measure_debug_log(&exercise, nullptr, table);
  EXPECT_EQ(table["debug_log.complete"].value, (Ratio{0, 1}));
  EXPECT_EQ(table["debug_log.fields"].value, (Ratio{0, 1}));
  EXPECT_EQ(table["debug_log.techniques"].value, (Ratio{0, 1}));
  EXPECT_EQ(table["debug_log.techniques"].detail, "docs/log.md is not there");
}

TEST_F(Debugging, CountsCompleteEntriesAndNamesWhatIsEmpty) {
  const std::string text = "# Log\n\n## Bug 1\n" + kWhole + "\n## Bug 2\n- **Symptom:** crash\n- **Guess:**\n";
  EXPECT_EQ(log(text, "debug_log.complete").value, (Ratio{1, 2}));
  EXPECT_EQ(table["debug_log.fields"].value, (Ratio{5, 1}));
  EXPECT_THAT(table["debug_log.complete"].places, ElementsAre("docs/log.md:10 without guess, check, result, cause"));
  EXPECT_TRUE(table["debug_log.fields"].places.empty());
  EXPECT_EQ(log(text + "\n## Bug 3\n" + kWhole, "debug_log.complete").value, (Ratio{1, 2})) << "the same words again";
  EXPECT_EQ(log(text + "\n## 3\n" + kWhole + "or so\n", "debug_log.complete").value, (Ratio{2, 2}));
  EXPECT_EQ(log("## Bug 1\n- Symptom: slow\n", "debug_log.fields").value, (Ratio{1, 1}));
}

TEST_F(Debugging, NamesTheFullestEntryBesideTheMostFields) {
  const std::string text = "## 1\nSymptom: a\n## 2\nSymptom: b\nCause: c\nCheck: d\n## 3\nGuess: e\n";
  EXPECT_EQ(log(text, "debug_log.fields").value, (Ratio{3, 1}));
  EXPECT_THAT(table["debug_log.fields"].places, ElementsAre("docs/log.md:3 without guess, result"));
  EXPECT_THAT(table["debug_log.complete"].places, ElementsAre("docs/log.md:1 without guess, check, result, cause",
                                                              "docs/log.md:7 without symptom, check, result, cause"));
  EXPECT_THAT(log("# Notes\n", "debug_log.fields").places, ElementsAre("docs/log.md"));
}

TEST_F(Debugging, AnUntouchedTemplateIsEmpty) {
  const std::string text =
      "# Debug log\n\n<!-- Symptom: what was seen -->\n## Bug 1\n- Symptom: <what was seen>\n- Guess: ...\n"
      "- Check: <!-- how\n  Result: so\n-->\n- Result:\n- Cause: -\n- Technique:\n- Evidence:\n";
  EXPECT_EQ(log(text, "debug_log.fields").value, (Ratio{0, 1}));
  EXPECT_THAT(table["debug_log.fields"].detail, HasSubstr("no field filled"));
  EXPECT_EQ(table["debug_log.techniques"].value, (Ratio{0, 1}));
}

TEST_F(Debugging, CountsDifferentTechniquesOfTheListThatHaveEvidence) {
  EXPECT_EQ(techniques("Technique: breakpoint\nEvidence: stopped at 12\n"), 1);
  EXPECT_EQ(techniques("Technique: Breakpoint\nEvidence: a\nTechnique: debugger\nEvidence: b\n"), 1);
  EXPECT_EQ(techniques("Technique: `git bisect`\nEvidence: a\n## 2\nTechnique: print.\nEvidence: b\n"
                       "## 3\nTechnique: assertion or sanitizer\nEvidence:\n```\nheap-use-after-free\n```\n"),
            3);
  EXPECT_EQ(techniques("Technique: remote session\n\n(by ssh)\n\nEvidence: a\n"), 1);
  EXPECT_EQ(techniques("Technique: remote session\nEvidence:\n"), 0);
  EXPECT_EQ(techniques("Technique: remote session\n"), 0);
  EXPECT_EQ(techniques("Technique: breakpoint, bisect, print\nEvidence: all of them\n"), 0);
  EXPECT_EQ(techniques("Technique: staring\nEvidence: long\n"), 0);
  EXPECT_EQ(techniques("Technique: bisect\n\n## 2\nEvidence: of nothing\n"), 0);
}

TEST_F(Debugging, ReadsWhatABlockOfCodeHoldsAsText) {
  const auto entries = read_debug_log("## One\nSymptom: a\nEvidence:\n~~~\n# no heading\nCause: no field\n~~~\nmore\n");
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].line, 1);
  ASSERT_EQ(entries[0].fields.size(), 2U);
  EXPECT_EQ(entries[0].fields[1].value, "# no heading\nCause: no field\nmore");
}

TEST_F(Debugging, AFurtherSymptomBeginsAFurtherEntry) {
  const auto entries = read_debug_log("Symptom: a\n### More\nCause: b\n**Symptom**: c\r\n* __Cause:__ d\n");
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[1].line, 4);
  EXPECT_EQ(entries[1].fields[0].value, "c");
  EXPECT_EQ(entries[1].fields[1].value, "d");
}

TEST_F(Debugging, AnyBytesAreALog) {
  const std::string nul = "Symptom: a\0b\nGuess:\xff\xfe\n"s;
  EXPECT_EQ(log(nul, "debug_log.fields").value, (Ratio{2, 1}));
  EXPECT_TRUE(read_debug_log("").empty());
  for (const std::string text : {"```", "<!--", ":", "::\n:", "-->", "#", "## ", "\xc3", "Symptom", "***:***"})
    EXPECT_TRUE(read_debug_log(text).empty()) << text;
  EXPECT_EQ(read_debug_log("Symptom: <!-- <!-- a --> b").size(), 1U);
  std::string every;
  for (int i = 0; i < 512; ++i) every += static_cast<char>(i);
  measure_debug_log(&exercise, &every, table);
  EXPECT_EQ(table["debug_log.fields"].value, (Ratio{0, 1}));
}

TEST_F(Debugging, ALogIsReadToItsLimitInLittleTime) {
  const std::string field = "symptom:a\n";
  std::string text;
  while (text.size() <= 2 * kMostLogBytes) text += field;
  EXPECT_EQ(read_debug_log(text).size(), kMostLogBytes / field.size());
  text = "Symptom: a\n";
  while (text.size() <= kMostLogBytes) text += "check:\n";
  EXPECT_EQ(read_debug_log(text).size(), 1U);
  EXPECT_EQ(read_debug_log(std::string(kMostLogBytes, '*')).size(), 0U);
}

TEST_F(Debugging, DebugStatementsAreThoseOfOwnLines) {
  const OwnLines own = {{"a.cc", {1, 2, 3}}, {"notes.md", {1}}};
  const std::vector<Finding> leftovers = {
      {.file = "a.cc", .line = 2, .rule = "debug statement", .message = "debug statement: puts"},
      {.file = "a.cc", .line = 2, .rule = "debug statement", .message = "debug statement: puts again"},
      {.file = "a.cc", .line = 3, .rule = "commented-out code", .message = "x();"},
      {.file = "a.cc", .line = 9, .rule = "debug statement", .message = "given"}};
  measure_debug_leftovers(leftovers, {"a.cc"}, own, table);
  EXPECT_EQ(table["leftovers.debug"].value, (Ratio{1, 1}));
  EXPECT_THAT(table["leftovers.debug"].places, ElementsAre("a.cc:2"));
  measure_debug_leftovers({}, {"a.cc"}, own, table);
  EXPECT_EQ(table["leftovers.debug"].value, (Ratio{0, 1}));
  measure_debug_leftovers({}, {"given.cc"}, own, table);
  EXPECT_EQ(table["leftovers.debug"].missing, Reserve::kNoEvidence);
}

}  // namespace
}  // namespace grader::measure
