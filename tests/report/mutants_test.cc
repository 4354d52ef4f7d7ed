// Mutants in the report's page and for viewers of mutation testing, from a grading made by hand.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "grader/base/text.h"
#include "grader/report/report.h"
#include "tests/support/mutant.h"

namespace grader::report {
namespace {

using testing::HasSubstr;
using testing::Not;

Mutant mutant(int number, const std::string& op, const std::string& original, const std::string& replacement) {
  return support::mutant("src/a.cc", number, op, original, replacement);
}

Grading judged() {
  Grading made{.exercise = "exercise", .title = "Exercise", .language = "cpp", .commit = std::string(40, 'a')};
  made.sources = {{.path = "src/a.cc", .text = "if (a < b)\n  g();\nreturn a;\nh();\n", .own = {1, 2, 3, 4}}};
  made.mutation.mutants = {
      {.mutant = mutant(1, "ROR", "a < b", "a <= b"), .verdict = {.state = MutantState::kSurvived}},
      {.mutant = mutant(2, "SDL", "g();", ""), .verdict = {.state = MutantState::kNotCovered}},
      {.mutant = mutant(3, "RET", "a", "0"), .verdict = {.state = MutantState::kKilled, .by = "T.a"}},
      {.mutant = mutant(4, "SDL", "h();", ""),
       .verdict = {.state = MutantState::kKilled, .by = "T.a", .how = KillBy::kSteps}}};
  made.mutation.tests = {"T.a"};
  made.mutation.left_out = {"T.b: failed"};
  made.mutation.told = {
      {.index = 0, .text = "No own test notices when `a < b` becomes `a <= b`.", .next = "Add a test of `a` and `b`."}};
  return made;
}

TEST(MutantsOfAPage, AreToldWithTheirLineTheChangeAndOneStep) {
  const std::string page = html(judged(), {});
  EXPECT_THAT(page, HasSubstr("What own tests notice"));
  EXPECT_THAT(page, HasSubstr("<code>if (<del>a &lt; b</del> <ins>a &lt;= b</ins>)</code>"));
  EXPECT_THAT(page, HasSubstr("Add a test of <code>a</code>"));
  EXPECT_THAT(page, HasSubstr("T.b: failed"));
  EXPECT_THAT(page, HasSubstr("href=\"#mutants\">Not noticed</a>"));
}

TEST(MutantsOfAPage, AStepIsCoveredWithTheLevels) {
  EXPECT_THAT(html(judged(), {.reader = Reader::kTutor, .levels = false}), Not(HasSubstr("Add a test of")));
}

TEST(MutantsOfAPage, WithoutAnyThereIsNoSection) {
  Grading none = judged();
  none.mutation = {};
  EXPECT_THAT(html(none, {}), Not(HasSubstr("What own tests notice")));
}

// Also where these are all, so that there is nothing else to show.
TEST(OwnTestsLeftOut, AreNamedWithTheReason) {
  Grading made = judged();
  made.mutation = {.left_out = {"T.b: its result changes from run to run"}, .problem = "no own test passes twice"};
  for (const bool alone : {true, false}) {
    if (!alone) made.mutation.mutants = judged().mutation.mutants;
    const std::string page = html(made, {});
    EXPECT_THAT(page, HasSubstr("T.b: its result changes from run to run"));
    EXPECT_THAT(page, HasSubstr("href=\"#mutants\">What own tests notice</a>"));
    EXPECT_EQ(page.find("was judged: no own test passes twice.") != std::string::npos, alone);
    EXPECT_THAT(markdown(made, {}), HasSubstr("## Own tests left out\n"));
    EXPECT_THAT(markdown(made, {}), HasSubstr("- T.b: its result changes from run to run\n"));
    EXPECT_THAT(terminal(made, {.plain = true}),
                HasSubstr("Own test left out: T.b: its result changes from run to run\n"));
  }
}

TEST(FaultsOfAPage, AreTheTutorsAlone) {
  Grading made = judged();
  made.marking = Edition{};
  made.faults = {.faults = {{.what = "Zero is accepted.", .breaks = {"R3"}, .by = ""}}, .rejecting = {"T.b"}};
  const std::string page = html(made, {.reader = Reader::kTutor});
  EXPECT_THAT(page, HasSubstr("Zero is accepted."));
  EXPECT_THAT(page, HasSubstr("no own test"));
  EXPECT_THAT(page, HasSubstr("<code>T.b</code>"));
  EXPECT_THAT(html(made, {}), Not(HasSubstr("Zero is accepted.")));
  EXPECT_THAT(json(made, Reader::kTutor, true), HasSubstr("Zero is accepted."));
  EXPECT_THAT(json(made, Reader::kApprentice, true), Not(HasSubstr("Zero is accepted.")));
}

TEST(MutantsOnAScreen, AreToldWithTheLineAsItWasChangedAndOneStep) {
  EXPECT_THAT(terminal(judged(), {}), HasSubstr("WHAT OWN TESTS MISS (1 of 1)\n"
                                                "  No own test notices when `a < b` becomes `a <= b`.\n"
                                                "    src/a.cc:1  if (a [-<-]{+<=+} b)\n"
                                                "    Next: Add a test of `a` and `b`.\n"));
  const std::string plain = "src/a.cc:1: No own test notices when `a < b` becomes `a <= b`.";
  EXPECT_THAT(terminal(judged(), {.plain = true}), HasSubstr(plain + " Next: Add a test of `a` and `b`.\n"));
  EXPECT_THAT(terminal(judged(), {.plain = true, .levels = false}), HasSubstr(plain + "\n"));
}

TEST(MutantsOnAScreen, CoverTheirStepWithTheLevels) {
  const std::string screen = terminal(judged(), {.levels = false});
  EXPECT_THAT(screen, HasSubstr("a [-<-]{+<=+} b"));
  EXPECT_THAT(screen, Not(HasSubstr("Add a test of")));
}

// As many as there is room for beside skills and next steps, each of them whole; long lines show the change.
TEST(MutantsOnAScreen, AreAsManyAsThereIsRoomFor) {
  std::size_t before = kMostTold + 1;
  for (const std::size_t skills : {0U, 2U, 4U, 6U, 9U}) {
    Grading made = judged();
    const std::string blanks(30, ' ');
    made.sources[0].text =
        blanks + "if (first_value_of_all(numbers) + 1 < last && a < b && last_value_of_all(\"\u00a3\u00a3\"))\n";
    made.mutation.mutants[0].mutant.column = static_cast<int>(made.sources[0].text.find("a < b")) + 1;
    made.mutation.mutants[0].mutant.end_column = made.mutation.mutants[0].mutant.column + 5;
    made.mutation.told.assign(kMostTold, made.mutation.told.front());
    for (std::size_t i = 0; i < skills; ++i) {
      SkillResult skill{.id = "S" + std::to_string(i), .level = Level::kSecure};
      skill.indicators = {{.id = skill.id + ".1", .level = Level::kSecure, .observed = "a thing that works"}};
      made.open.skills.push_back(skill);
    }
    const std::string screen = terminal(made, {.report_path = "report.html"});
    std::size_t told = 0;
    for (const std::string& line : lines_of(screen)) {
      told += line == "    Next: Add a test of `a` and `b`." ? 1 : 0;
      EXPECT_LE(characters(line), 80U) << line;
      if (line.starts_with("    src/a.cc:1 ")) {
        EXPECT_THAT(line, HasSubstr("&& a [-<-]{+<=+} b &&"));
      }
    }
    EXPECT_LE(lines_of(screen).size(), 24U) << screen;
    EXPECT_LE(told, before) << screen;
    EXPECT_GE(told, 1U) << screen;
    EXPECT_EQ(told == kMostTold, skills == 0) << screen;
    before = told;
  }
}

TEST(MutantsInJson, AreCountedAndToldWithTheirStep) {
  const auto of = [](bool levels) {
    return nlohmann::json::parse(json(judged(), Reader::kApprentice, levels))["public"]["mutation"];
  };
  const auto mutation = of(true);
  EXPECT_EQ(mutation["killed"], 2);
  EXPECT_EQ(mutation["survived"], 1);
  EXPECT_EQ(mutation["not_covered"], 1);
  ASSERT_EQ(mutation["survivors"].size(), 1U);
  EXPECT_EQ(mutation["survivors"][0]["line"], 1);
  EXPECT_EQ(mutation["survivors"][0]["replacement"], "a <= b");
  EXPECT_EQ(mutation["survivors"][0]["next"], "Add a test of `a` and `b`.");
  EXPECT_FALSE(of(false)["survivors"][0].contains("next"));
}

TEST(MutantsForViewers, HaveTheirStatusAndPlace) {
  const auto json = nlohmann::json::parse(mutants(judged(), {}));
  const auto& rows = json["files"]["src/a.cc"]["mutants"];
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0]["status"], "Survived");
  EXPECT_EQ(rows[1]["status"], "NoCoverage");
  EXPECT_EQ(rows[2]["status"], "Killed");
  EXPECT_EQ(rows[2]["killedBy"], nlohmann::json({"T.a"}));
  EXPECT_EQ(rows[3]["status"], "Timeout");
  EXPECT_EQ(rows[0]["location"]["end"], nlohmann::json({{"line", 1}, {"column", 10}}));
  EXPECT_EQ(json["files"]["src/a.cc"]["source"], judged().sources[0].text);
  EXPECT_EQ(json["testFiles"]["own tests"]["tests"][0]["id"], "T.a");
}

// As JavaScript indexes text, in UTF-16 code units: "£" is one, and what lies outside the basic plane two.
TEST(MutantsForViewers, HaveColumnsOfUtf16) {
  Grading made = judged();
  made.sources[0].text = "return \"£\" + str(a - b)\nreturn \"\U0001F600\" + str(a - b)\n";
  made.mutation.mutants.resize(2);
  for (int line = 1; line <= 2; ++line) {
    Mutant& row = made.mutation.mutants[static_cast<std::size_t>(line - 1)].mutant;
    row.line = row.end_line = line;
    row.column = static_cast<int>(made.sources[0].text.find("a - b") + 1) + (line == 2 ? 2 : 0);
    row.end_column = row.column + 5;
  }
  const auto rows = nlohmann::json::parse(mutants(made, {}))["files"]["src/a.cc"]["mutants"];
  for (int n = 0; n < 2; ++n) {
    EXPECT_EQ(rows[n]["location"]["start"], nlohmann::json({{"line", n + 1}, {"column", 18 + n}}));
    EXPECT_EQ(rows[n]["location"]["end"], nlohmann::json({{"line", n + 1}, {"column", 23 + n}}));
  }
}

}  // namespace
}  // namespace grader::report
