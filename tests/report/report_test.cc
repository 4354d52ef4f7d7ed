// What people read of a grading, from gradings made by hand.
#include "grader/report/report.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "grader/base/text.h"
#include "grader/model/step.h"

namespace grader::report {
namespace {

using testing::HasSubstr;
using testing::Not;

IndicatorResult indicator(const std::string& id, Level level, const std::string& gap) {
  return {.id = id,
          .title = "Title of " + id,
          .skill = id.substr(0, id.find('.')),
          .level = level,
          .observed = "observed",
          .next = "Do this about " + id + ".",
          .gap = gap,
          .gap_places = {"src/a.cc:1"}};
}

Grading grading(const std::vector<IndicatorResult>& indicators) {
  Grading made{.title = "Exercise", .commit = std::string(40, 'a')};
  for (const char* id : {"S1", "S5"}) {
    SkillResult skill{.id = id, .level = Level::kDeveloping};
    for (const IndicatorResult& row : indicators) {
      if (row.skill == id) skill.indicators.push_back(row);
    }
    made.open.skills.push_back(skill);
  }
  return made;
}

std::size_t widest(const std::string& text) {
  std::size_t most = 0;
  for (const std::string& line : lines_of(text)) most = std::max(most, line.size());
  return most;
}

TEST(NextSteps, AreAtMostThreeTheWeakestFirst) {
  const Grading made = grading({indicator("S1.1", Level::kSecure, "a"), indicator("S1.2", Level::kNotYet, "b"),
                                indicator("S5.1", Level::kDeveloping, "c"), indicator("S5.2", Level::kNotYet, "d")});
  std::size_t all = 0;
  const auto steps = next_steps(made.open, 3, &all);
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(all, 4U);
  EXPECT_EQ(steps[0].what, "Title of S1.2: b");
  EXPECT_EQ(steps[1].what, "Title of S5.2: d");
  EXPECT_EQ(steps[2].what, "Title of S5.1: c");
  EXPECT_EQ(steps[0].where, "src/a.cc:1");
}

// What the next level asks for comes before why it matters, and either is whole or not there.
TEST(NextSteps, HaveAtMostSixtyWords) {
  const auto text = [](int words) {
    std::string all;
    for (int i = 0; i < words; ++i) all += "word ";
    return all;
  };
  IndicatorResult row = indicator("S5.1", Level::kNotYet, "gap");
  const int taken = 10;  // "S5.1", "Title of S5.1: gap", the place and "Do this about S5.1."
  const auto step = [&](int matters, int rule) {
    row.matters = text(matters);
    row.next_rule = text(rule);
    return next_steps(grading({row}).open, 1).front();
  };
  EXPECT_EQ(step(60 - taken - 20 + 1, 20).matters, "");
  EXPECT_EQ(step(60 - taken - 20 + 1, 20).next_rule, text(20));
  EXPECT_EQ(step(60 - taken - 20, 20).matters, text(60 - taken - 20));
  EXPECT_EQ(step(3, 60 - taken + 1).next_rule, "");
  EXPECT_EQ(step(3, 60 - taken + 1).matters, text(3));
}

TEST(NextSteps, WaitForTheOneThatComesBefore) {
  IndicatorResult later = indicator("S5.3", Level::kNotYet, "c");
  later.after = "S5.2";
  const auto steps_with = [&](Level coverage) {
    std::string order;
    const Grading made = grading({indicator("S1.1", Level::kNotYet, "a"), indicator("S5.2", coverage, "b"), later});
    for (const NextStep& step : next_steps(made.open, 3)) order += step.from->id + " ";
    return order;
  };
  EXPECT_EQ(steps_with(Level::kNotYet), "S1.1 S5.2 S5.3 ");
  EXPECT_EQ(steps_with(Level::kSecure), "S1.1 S5.2 S5.3 ");
  const Grading alone = grading({indicator("S1.1", Level::kSecure, "a"), later});
  EXPECT_EQ(next_steps(alone.open, 3).front().from->id, "S5.3");
}

TEST(NextSteps, OfLowWeightComeLast) {
  IndicatorResult light = indicator("S1.1", Level::kNotYet, "a");
  light.low_weight = true;
  const Grading made = grading({light, indicator("S5.1", Level::kSecure, "b")});
  const auto steps = next_steps(made.open, 3);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].from->id, "S5.1");
}

// Cut between clauses, else between words; never within one.
TEST(Terminal, CutsLongTextBetweenClausesOrWords) {
  const std::string clause = "fourteen of fifty own lines";
  Grading made = grading({indicator("S1.1", Level::kNotYet, clause + "; " + clause + "; " + clause)});
  std::string screen = terminal(made, {});
  EXPECT_THAT(screen, HasSubstr("Title of S1.1: " + clause + "; " + clause + "\n"));
  std::string words;
  for (int i = 0; i < 30; ++i) words += "words ";
  made = grading({indicator("S1.1", Level::kNotYet, words)});
  screen = terminal(made, {});
  EXPECT_THAT(screen, HasSubstr("words words ...\n"));
  EXPECT_LE(widest(screen), 80U);
}

// The action of a next step is given its two lines before the place gets a line of its own.
TEST(Terminal, KeepsActionsWholeWhenThereIsLittleRoom) {
  Grading made{.title = "Exercise", .commit = std::string(40, 'a')};
  for (int i = 1; i <= 5; ++i) {
    const std::string id = "S" + std::to_string(i);
    SkillResult skill{.id = id, .level = Level::kSecure};
    skill.indicators = {indicator(id + ".1", Level::kSecure, "gap")};
    skill.indicators[0].next =
        "Begin the next subject with a verb and name what the commit changes for its reader, today.";
    made.open.skills.push_back(skill);
  }
  const std::string screen = terminal(made, {.report_path = "report.html"});
  EXPECT_THAT(screen, HasSubstr("changes for its reader, today.\n"));
  EXPECT_THAT(screen, HasSubstr("gap (src/a.cc:1)\n"));
  EXPECT_EQ(lines_of(screen).size(), 24U);
}

// Beside all else that a screen may have to say, and long places.
TEST(Terminal, KeepsActionsWholeBesideAllElse) {
  Grading made{.title = "Exercise", .commit = std::string(40, 'a'), .learner = "author 3", .tier = "namespaces"};
  made.uncommitted = {"a"};
  made.signals = {{.what = "1 commit dated after"}};
  made.progress = {.since = 1, .improved = {{}}, .slipped = {{}}, .unchanged = {"S1"}};
  for (int i = 1; i <= 8; ++i) {
    const std::string id = "S" + std::to_string(i);
    SkillResult skill{.id = id, .level = Level::kSecure};
    skill.indicators = {
        indicator(id + ".1", Level::kSecure, "a gap that is told in many words, and in some more of them")};
    skill.indicators[0].gap_places = {"tests/test_a_file_with_a_long_name.py::test_that_has_a_long_name_as_well"};
    skill.indicators[0].next =
        "Begin the next subject with a verb and name what the commit changes for its reader, today.";
    made.open.skills.push_back(skill);
  }
  for (const Reader reader : {Reader::kApprentice, Reader::kTutor}) {
    const std::string screen = terminal(made, {.reader = reader, .report_path = "report.html"});
    std::size_t whole = 0;
    for (const std::string& line : lines_of(screen)) whole += line.ends_with("changes for its reader, today.") ? 1 : 0;
    EXPECT_EQ(whole, 3U) << screen;
    EXPECT_LE(lines_of(screen).size(), 24U) << screen;
    EXPECT_THAT(screen, HasSubstr("part of author 3"));
    EXPECT_THAT(screen, Not(HasSubstr(": ... ("))) << "a title alone says more";
  }
  EXPECT_THAT(terminal(made, {.plain = true}),
              HasSubstr("Next for S1: " + made.open.skills[0].indicators[0].next + " First: tests/test_a_file"));
}

// However many skills there are, the screen has at most 24 lines and keeps its three next steps.
TEST(Terminal, FitsWithAnyNumberOfSkills) {
  std::string words;
  for (int i = 0; i < 60; ++i) words += "words ";
  for (int skills = 0; skills <= 32; ++skills) {
    Grading made{.title = "Exercise", .commit = std::string(40, 'a'), .uncommitted = {"a"}};
    if (skills % 4 == 0) made.open.groups = {{.name = "public", .problem = words, .could_not_run = true}};
    if (skills % 2 == 1)
      made.progress = {.since = 1,
                       .improved = {{}},
                       .slipped = {{}},
                       .unchanged = {"S1"},
                       .gone_tests = {words},
                       .tests = {.improved = {{words, words, words}}, .slipped = {{words, words, words}}},
                       .not_compared = {words}};
    for (int i = 1; i <= skills; ++i) {
      const std::string id = "S" + std::to_string(i);
      SkillResult skill{.id = id, .level = Level::kSecure};
      skill.indicators = {indicator(id + ".1", Level::kSecure, words)};
      skill.indicators[0].observed = words;
      skill.indicators[0].next = words;
      made.open.skills.push_back(skill);
    }
    const std::string screen = terminal(made, {.report_path = "report.html"});
    EXPECT_LE(lines_of(screen).size(), 24U) << skills;
    EXPECT_LE(widest(screen), 80U) << skills;
    if (skills >= 3) {
      EXPECT_THAT(screen, HasSubstr("NEXT (3 of "));
    }
  }
}

// What was not measured says why, before anything that was.
TEST(Terminal, SaysWhichTestsCouldNotRun) {
  Grading made = grading({indicator("S1.1", Level::kStrong, "a")});
  made.open.groups = {{.name = "own", .built = true},
                      {.name = "public", .problem = name_of(Outcome::kOneBox), .could_not_run = true}};
  EXPECT_THAT(terminal(made, {}),
              HasSubstr("Tests, public: not run: it takes two boxes at once, and here is one; `grader\n"
                        "               doctor` says what is missing\n"));
  EXPECT_THAT(terminal(made, {}), Not(HasSubstr("Tests, own")));
  EXPECT_THAT(terminal(made, {.plain = true}), HasSubstr("Tests, public: not run: it takes two boxes at once"));
}

TEST(Html, ShowsWhatALearnerWroteAsTextOnly) {
  Grading made = grading({});
  made.title = "<script>alert(1)</script>";
  made.open.groups = {{.name = "own", .cases = {{.id = "<b>", .message = "\"'&\x1b[31m"}}}};
  const std::string page = html(made, {});
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, HasSubstr("&lt;b&gt;"));
  EXPECT_THAT(page, HasSubstr("&quot;&#39;&amp;"));
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
}

Grading with_foreign_text() {
  Grading made = grading({indicator("S1.1", Level::kNotYet, "a | b")});
  made.engine = "0.1.0";
  made.open.groups = {{.name = "own",
                       .problem = "",
                       .cases = {{.id = "Suite.Passes", .state = TestState::kPassed},
                                 {.id = "test_a.py::test_x", .state = TestState::kFailed, .message = "<&\"\x1b]\nmore"},
                                 {.id = "Suite.Hangs", .state = TestState::kTimedOut, .message = "no end"},
                                 {.id = "Suite.Later", .state = TestState::kSkipped}}}};
  made.open.findings = {
      {.file = "src/a b.cc", .line = 3, .rule = "-Wshadow", .level = "warning", .message = "shadow \x1b"}};
  return made;
}

TEST(Junit, IsReadByAnXmlParserWithOneElementACase) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(junit(with_foreign_text(), {}).c_str()));
  const pugi::xml_node suite = document.child("testsuites").child("testsuite");
  EXPECT_EQ(std::string(suite.attribute("tests").value()), "4");
  EXPECT_EQ(std::string(suite.attribute("failures").value()), "1");
  EXPECT_EQ(std::string(suite.attribute("errors").value()), "1");
  EXPECT_EQ(std::string(suite.attribute("skipped").value()), "1");
  const pugi::xml_node failed = suite.find_child_by_attribute("testcase", "name", "test_x");
  EXPECT_EQ(std::string(failed.attribute("classname").value()), "test_a.py");
  EXPECT_THAT(failed.child("failure").attribute("message").value(), HasSubstr("<&\""));
  EXPECT_EQ(
      std::string(suite.find_child_by_attribute("testcase", "name", "Hangs").child("error").attribute("type").value()),
      "timed out");
}

TEST(Sarif, DescribesSmellsOfTestsAndGivesHintsNoSeverity) {
  Grading made = with_foreign_text();
  made.open.findings.clear();
  for (const char* rule : {"test without a check", "prints instead of checking", "tautology", "disabled test",
                           "sleeping test", "order-dependent test"})
    made.open.findings.push_back({.file = "a", .line = 1, .rule = rule, .level = "warning", .message = rule});
  made.open.findings.push_back({.file = "a", .line = 2, .rule = "compared with itself", .level = "none"});
  const auto document = nlohmann::json::parse(sarif(made, {}));
  const auto& run = document["runs"][0];
  ASSERT_EQ(run["tool"]["driver"]["rules"].size(), 7U);
  for (const auto& rule : run["tool"]["driver"]["rules"])
    EXPECT_THAT(rule["shortDescription"]["text"].get<std::string>(), Not(HasSubstr("linter"))) << rule["id"];
  for (const auto& result : run["results"])
    EXPECT_EQ(result["level"], result["ruleId"] == "compared with itself" ? "none" : "warning") << result["ruleId"];
}

TEST(Sarif, NamesRuleFileAndLine) {
  const auto document = nlohmann::json::parse(sarif(with_foreign_text(), {}));
  EXPECT_EQ(document["version"], "2.1.0");
  const auto& run = document["runs"][0];
  EXPECT_EQ(run["tool"]["driver"]["rules"][0]["id"], "-Wshadow");
  EXPECT_EQ(run["tool"]["driver"]["rules"][0]["shortDescription"]["text"], "The compiler's warning -Wshadow.");
  const auto& result = run["results"][0];
  EXPECT_EQ(result["ruleId"], "-Wshadow");
  const auto& location = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(location["artifactLocation"]["uri"], "src/a%20b.cc");
  EXPECT_EQ(location["region"]["startLine"], 3);
  EXPECT_EQ(nlohmann::json::parse(sarif(grading({}), {}))["runs"][0]["results"], nlohmann::json::array());
}

TEST(Markdown, KeepsForeignTextFromBeingMarkup) {
  const std::string text = markdown(with_foreign_text(), {});
  EXPECT_THAT(text, HasSubstr("1. **Do this about S1.1.** S1.1 Title of S1.1: a \\| b, first: src/a.cc:1."));
  EXPECT_THAT(text, HasSubstr("### S1: Developing"));
  EXPECT_THAT(markdown(with_foreign_text(), {.reader = Reader::kTutor, .levels = false}), HasSubstr("### S1: covered"));
}

TEST(Markdown, KeepsWhatIsCodeInAStepAsCode) {
  Grading made = with_foreign_text();
  for (IndicatorResult& row : made.open.skills[0].indicators) row.next = "Run `git diff *` and read <b>.";
  EXPECT_THAT(markdown(made, {}), HasSubstr("**Run `git diff *` and read \\<b\\>.**"));
}

TEST(Portfolio, HasTheWordingTheValuesAndPromptsInTheFirstPerson) {
  Grading made = with_foreign_text();
  made.open.skills[0].text = "Write simple code";
  const std::string sheet = portfolio(made, {});
  EXPECT_THAT(sheet, HasSubstr("Self-check."));
  EXPECT_THAT(sheet, HasSubstr("> Write simple code"));
  EXPECT_THAT(sheet, HasSubstr("- Title of S1.1: observed"));
  EXPECT_THAT(sheet, HasSubstr("**Why this way:** I chose it because"));
  EXPECT_THAT(sheet, HasSubstr("- Nothing observed:")) << "S5 has none";
}

// None of the formats has a byte of what only the marking edition holds.
TEST(EveryFormat, OfTheApprenticesEditionHasNoMarking) {
  Grading made = with_foreign_text();
  made.marking = made.open;
  made.marking->groups = {{.name = "hidden", .problem = "planted", .cases = {{.id = "planted", .message = "planted"}}}};
  made.marking->findings = {{.file = "planted", .line = 1, .message = "planted"}};
  made.marking->skills[0].indicators[0].observed = "planted";
  for (const auto render : {html, markdown, junit, sarif, portfolio, portfolio_html, terminal}) {
    EXPECT_THAT(render(made, {.reader = Reader::kApprentice}), Not(HasSubstr("planted")));
    EXPECT_EQ(render(made, {}), render(made, {})) << "the same bytes twice";
  }
  EXPECT_THAT(junit(made, {.reader = Reader::kTutor}), HasSubstr("planted"));
}

// Who could have written a result, and how far limits held, for people and for programs.
TEST(EveryFormat, SaysAssuranceAndTier) {
  Grading made = with_foreign_text();
  made.open.groups.push_back({.name = "public", .cases = {{.id = "Suite.Given", .state = TestState::kPassed}}});
  made.assurance = "split";
  made.tier = "namespaces";
  EXPECT_THAT(terminal(made, {}),
              HasSubstr("\nAssurance split; isolation namespaces, limits approximate (grader doctor)\n"));
  EXPECT_THAT(terminal(made, {.plain = true}),
              HasSubstr("\nAssurance: split\nIsolation: namespaces, limits approximate\n"));
  for (const auto render : {markdown, portfolio})
    EXPECT_THAT(render(made, {}), HasSubstr(" Assurance: split. Isolation: namespaces, limits approximate.\n"));
  for (const auto render : {html, portfolio_html}) {
    EXPECT_THAT(render(made, {}), HasSubstr("<dt>Assurance</dt>\n<dd>split</dd>"));
    EXPECT_THAT(render(made, {}), HasSubstr("<dt>Isolation</dt>\n<dd>namespaces, limits approximate</dd>"));
  }
  const auto result = nlohmann::json::parse(json(made, Reader::kApprentice, true));
  EXPECT_EQ(result["public"]["assurance"], "split");
  EXPECT_EQ(result["circumstances"]["tier"], "namespaces");
  const auto run = nlohmann::json::parse(sarif(made, {}))["runs"][0];
  EXPECT_EQ(run["properties"]["assurance"], "split");
  EXPECT_EQ(run["properties"]["tier"], "namespaces");
}

std::string property_of(const pugi::xml_node& suite, const char* name) {
  return suite.child("properties").find_child_by_attribute("property", "name", name).attribute("value").value();
}

// Own tests share a process with their code in every mode.
TEST(Junit, SaysOfEachSuiteItsAssuranceAndTier) {
  Grading made = with_foreign_text();
  made.open.groups.push_back({.name = "public", .cases = {}});
  made.assurance = "io";
  for (const auto& [tier, said] : {std::pair("full", "full"), std::pair("", "none")}) {
    made.tier = tier;
    pugi::xml_document document;
    ASSERT_TRUE(document.load_string(junit(made, {}).c_str()));
    const pugi::xml_node own = document.child("testsuites").child("testsuite");
    const pugi::xml_node given = own.next_sibling();
    EXPECT_EQ(std::string(own.first_child().name()), "properties") << "its place in the schema";
    EXPECT_EQ(property_of(own, "assurance"), "in-process");
    EXPECT_EQ(property_of(given, "assurance"), "io");
    for (const pugi::xml_node& suite : {own, given}) EXPECT_EQ(property_of(suite, "tier"), said);
  }
}

TEST(Terminal, SaysWhenNothingWasRun) {
  EXPECT_THAT(terminal(grading({}), {}), HasSubstr("\nAssurance in-process; isolation none, nothing was run\n"));
}

TEST(Json, TheApprenticesEditionHasNoMarking) {
  Grading made = grading({});
  made.marking = made.open;
  made.marking->groups = {{.name = "hidden", .cases = {{.id = "Secret.Test"}}}};
  EXPECT_THAT(json(made, Reader::kTutor, true), HasSubstr("Secret.Test"));
  EXPECT_THAT(json(made, Reader::kApprentice, true), Not(HasSubstr("Secret.Test")));
  EXPECT_THAT(html(made, {.reader = Reader::kApprentice}), Not(HasSubstr("Secret.Test")));
  EXPECT_THAT(terminal(made, {.plain = true}), Not(HasSubstr("Secret.Test")));
}

TEST(Json, HoldsWhatWasSeenInUseForBothAndSignalsForTheTutorAlone) {
  Grading made = grading({});
  made.open.seen = {{.id = "K13", .text = "Principles", .what = "fixtures", .places = {"t.py:1"}}};
  made.signals = {{.what = "1 commit dated after the day of this grading", .places = {"1234567 Add"}}};
  const auto tutors = nlohmann::json::parse(json(made, Reader::kTutor, true));
  EXPECT_EQ(tutors["circumstances"]["signals"][0]["places"][0], "1234567 Add");
  const auto apprentices = nlohmann::json::parse(json(made, Reader::kApprentice, true));
  EXPECT_FALSE(apprentices["circumstances"].contains("signals"));
  EXPECT_EQ(apprentices["public"]["seen"], tutors["public"]["seen"]);
  EXPECT_EQ(apprentices["public"]["seen"][0]["what"], "fixtures");
}

TEST(Terminal, TellsTheTutorAloneWhatToAskAbout) {
  Grading made = grading({indicator("S1.1", Level::kSecure, "a")});
  made.signals = {{.what = "1 commit dated after the day of this grading"}};
  made.open.seen = {{.id = "K13", .what = "fixtures"}, {.id = "K11"}};
  EXPECT_THAT(terminal(made, {.reader = Reader::kTutor}), HasSubstr("TO ASK ABOUT  1 commit dated after"));
  EXPECT_THAT(terminal(made, {.reader = Reader::kTutor, .plain = true}), HasSubstr("To ask about: 1 commit dated"));
  for (const bool plain : {true, false}) EXPECT_THAT(terminal(made, {.plain = plain}), Not(HasSubstr("dated after")));
  EXPECT_THAT(terminal(made, {.plain = true}), HasSubstr("Seen in use for K13: fixtures\n"));
  EXPECT_THAT(terminal(made, {.plain = true}), Not(HasSubstr("K11")));
}

}  // namespace
}  // namespace grader::report
