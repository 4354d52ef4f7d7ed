// What tutors get of a cohort: no level of the machine unless it is shown, and nothing that a spreadsheet would run.
#include "grader/report/cohort.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "grader/base/text.h"
#include "grader/parse/table.h"
#include "grader/report/cohort_facts.h"
#include "grader/report/table.h"
#include "tests/support/results.h"

namespace grader::report {
namespace {

using support::faulty_row;
using support::graded_row;
using support::results_of;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::vector<std::string> kLevels = {"Not yet", "Developing", "Secure", "Strong"};

Results five() {
  return results_of({graded_row("a1", "Secure"), graded_row("a2", "Secure"), graded_row("a3", "Not yet"),
                     graded_row("a4", "Developing"), graded_row("a5", "Strong")});
}

// Every file and screen of a cohort, by name.
std::map<std::string, std::string> all_of(const Results& results) {
  const auto workbook = xlsx({{.name = results.cohort, .table = cohort_table(results)}});
  EXPECT_TRUE(workbook);
  std::string cells;
  const auto back = parse::read_table(*workbook, "cohort.xlsx");
  EXPECT_TRUE(back);
  for (const auto& row : back->rows) cells += join(row, "\n") + "\n";
  return {{"csv", csv(cohort_table(results))},
          {"xlsx", cells},
          {"json", cohort_json(results)},
          {"screen", cohort_screen(results, "results/index.html")},
          {"page", cohort_page(results)}};
}

TEST(Codes, StandForLevelsAndReserves) {
  EXPECT_EQ(code_of("Not yet") + code_of("Developing") + code_of("Secure") + code_of("Strong"), "NYDSST");
  EXPECT_EQ(code_of("No evidence here") + code_of("Too little to judge") + code_of("Tutor to judge"), "-?T");
  EXPECT_EQ(code_of("Could not run") + code_of("Not measured by this version"), "!-");
  for (const char* other : {"", "secure", "covered", "Strong "}) EXPECT_EQ(code_of(other), "") << other;
}

TEST(CohortFiles, KeepLevelsCovered) {
  for (const auto& [name, bytes] : all_of(five())) {
    for (const std::string& level : kLevels) EXPECT_THAT(bytes, Not(HasSubstr(level))) << name;
  }
  EXPECT_THAT(csv(cohort_table(five())), HasSubstr("covered,No evidence here"));
}

TEST(CohortFiles, ShowThemWhenToldTo) {
  Results results = five();
  results.shown = true;
  const auto files = all_of(results);
  for (const std::string& level : kLevels) {
    for (const char* name : {"csv", "xlsx", "page"}) EXPECT_THAT(files.at(name), HasSubstr(level)) << name;
  }
  EXPECT_THAT(files.at("page"), Not(HasSubstr("title=\"covered\"")));
}

TEST(CohortFiles, ShowWhatAPersonGave) {
  Results results = five();
  results.rows[0].confirmed["S1"] = "Strong";
  results.rows[0].stage = Stage::kConfirmed;
  const auto files = all_of(results);
  for (const char* name : {"csv", "xlsx", "page"})
    EXPECT_THAT(files.at(name), AllOf(HasSubstr("Strong"), HasSubstr("Confirmed"), Not(HasSubstr("Secure")))) << name;
}

TEST(CohortFiles, HoldNothingASpreadsheetWouldRun) {
  Results results = results_of({graded_row("a1", "Secure"), faulty_row("a2", ItemState::kRepository, "+1")});
  results.rows[0].item.submission.apprentice = "=HYPERLINK(\"http://x\")";
  results.rows[0].tutor = "@SUM(A1)";
  results.rows[0].employer = "-1+1";
  results.rows[0].item.flags = {"=1+1"};
  const std::string text = csv(cohort_table(results));
  for (const std::string& line : lines_of(text)) {
    for (const std::string& cell : split(line, ',')) {
      const std::string bare = cell.starts_with('"') ? cell.substr(1) : cell;
      if (bare.empty()) continue;
      EXPECT_EQ(std::string("=+-@\t\r").find(bare.front()), std::string::npos) << cell;
    }
  }
  EXPECT_THAT(text, AllOf(HasSubstr("'=HYPERLINK"), HasSubstr("'@SUM(A1)"), HasSubstr("'-1+1"), HasSubstr("'+1")));
}

TEST(CohortFiles, EscapeForeignText) {
  Results results = results_of(
      {graded_row("a1", "Secure"), faulty_row("a2", ItemState::kRepository, "<script>alert(1)</script>\x1b[31m\xff")});
  results.rows[0].tutor = "\"><img src=x onerror=alert(1)>";
  const auto files = all_of(results);
  EXPECT_THAT(files.at("page"), AllOf(Not(HasSubstr("<script")), Not(HasSubstr("<img")), Not(HasSubstr("\x1b"))));
  EXPECT_THAT(files.at("screen"), Not(HasSubstr("\x1b")));
  EXPECT_FALSE(nlohmann::json::parse(files.at("json"), nullptr, false).is_discarded());
  for (const auto& [name, bytes] : files) EXPECT_EQ(valid_utf8(bytes), bytes.size()) << name;
}

TEST(CohortFacts, CountWhatNeedsAPerson) {
  Results results = five();
  results.rows.push_back(faulty_row("a6", ItemState::kNoSubmission, "nothing"));
  results.rows.push_back(faulty_row("a7", ItemState::kRepository, "cannot be fetched"));
  results.rows.push_back(faulty_row("a8", ItemState::kPlatform, "no sandbox"));
  results.rows.push_back(faulty_row("a8", ItemState::kExercise, "the exercise"));
  results.rows[1].stage = Stage::kConfirmed;
  results.rows[2].unchanged = true;
  results.rows[3].item.flags = {"one", "two"};
  results.rows[3].gates = {{.skill = "S1", .why = "contradicted"}, {.why = "two"}};
  const CohortFacts facts = facts_of(results);
  EXPECT_EQ(facts.people, 8U);
  EXPECT_EQ(facts.graded, 5U);
  EXPECT_EQ(facts.no_submission, 1U);
  EXPECT_EQ(facts.faults, 3U);
  EXPECT_EQ(facts.collected, 7U);
  EXPECT_EQ(facts.ready, 4U);
  EXPECT_EQ(facts.unchanged, 1U);
  EXPECT_EQ(facts.flagged, 1U);
  EXPECT_EQ(facts.gates, 1U) << "submissions, not findings";
  EXPECT_EQ(facts.step, "Builds (S1.1)");
  EXPECT_EQ(facts.step_count, 5U);
  EXPECT_EQ(titles_of(results), "Bank statement");
}

TEST(CohortFiles, ListAFaultWithTheGradingThatStands) {
  Results results = five();
  ResultRow& row = results.rows[1];
  row.item.state = ItemState::kRepository;
  row.item.fault = "it is away";
  row.item.graded_in = "SDT.0";
  row.item.flags = {"the grading of run SDT.0 (2026-03-05) stands"};
  row.stage = Stage::kReleased;
  const CohortFacts facts = facts_of(results);
  EXPECT_EQ(facts.graded, 4U) << "by this run";
  EXPECT_EQ(facts.faults, 1U);
  EXPECT_EQ(facts.ready, 4U);
  EXPECT_THAT(cohort_screen(results, "x"),
              HasSubstr("  a2 bank repository fault: it is away; the grading of run SDT.0\n "
                        "   (2026-03-05) stands\n"));
  EXPECT_THAT(cohort_page(results), AllOf(HasSubstr("it is away; the grading of run SDT.0 (2026-03-05) stands"),
                                          HasSubstr("Released; repository fault"), HasSubstr("href=\"a2/bank.html\"")));
  const Table table = cohort_table(results);
  EXPECT_EQ(table.rows[1][2] + ", " + table.rows[1][3], "repository fault, Released");
  const auto json = nlohmann::json::parse(cohort_json(results));
  EXPECT_EQ(json["submissions"][1]["graded_in"], "SDT.0");
  EXPECT_EQ(json["submissions"][1]["fault"], "it is away");
  EXPECT_FALSE(json["submissions"][0].contains("graded_in"));
  row.stage = Stage::kProvisional;
  EXPECT_EQ(facts_of(results).ready, 5U) << "it can be reviewed all the same";
}

TEST(CohortFacts, KnowACommonDateAlone) {
  Results results = five();
  EXPECT_EQ(common_due(results), "5 March 2026");
  results.rows[0].due = "9 March 2026";
  EXPECT_EQ(common_due(results), "");
  results.rows[0].adjusted = true;
  EXPECT_EQ(common_due(results), "5 March 2026") << "a date of one's own does not count";
  EXPECT_EQ(common_due(results_of({})), "");
}

TEST(CohortPage, BeginsWithWhatIsGradedAndUntilWhen) {
  Results results = five();
  const auto shows = [&](const std::string& term, const std::string& text) {
    std::string page = cohort_page(results);
    std::erase(page, '\n');
    return page.substr(0, page.find("<main")).find("<dt>" + term + "</dt><dd>" + text + "</dd>") != std::string::npos;
  };
  EXPECT_TRUE(shows("Exercise", "Bank statement, version 2"));
  EXPECT_TRUE(shows("Due", "5 March 2026"));
  results.exercises.push_back({.id = "maze", .title = "Maze", .version = 11});
  results.rows[0].due = "9 March 2026";
  EXPECT_TRUE(shows("Exercise", "Bank statement, version 2; Maze, version 11"));
  EXPECT_TRUE(shows("Due", "2 dates, named with the submissions"));
  for (ResultRow& row : results.rows) row.due.clear();
  EXPECT_TRUE(shows("Due", "no date"));
}

// Over a few people a count says who.
TEST(CohortFiles, CountNothingOverFewerThanFive) {
  Results results = five();
  EXPECT_THAT(cohort_page(results), HasSubstr("<tfoot>"));
  EXPECT_THAT(cohort_screen(results, "x"), HasSubstr("Most common next step: Builds (S1.1) 5 of 5"));
  results.rows.pop_back();
  for (const auto& [name, bytes] : all_of(results)) {
    EXPECT_THAT(bytes, Not(HasSubstr("<tfoot>"))) << name;
    EXPECT_THAT(bytes, Not(HasSubstr("ommon next step"))) << name;
  }
}

TEST(CohortScreen, SaysAllInEightyColumns) {
  Results results = five();
  results.rows[0].item.flags = {"the branch was rewritten after 12 January 2026: it no longer holds 0123456",
                                "2 commits after the due date, not graded"};
  results.rows[0].gates = {{.why = results.rows[0].item.flags[0]}, {.skill = "S5", .why = "contradicted"}};
  for (int i = 10; i < 20; ++i)
    results.rows.push_back(faulty_row("a" + std::to_string(i), ItemState::kRepository,
                                      "fatal: repository 'https://***@github.com/college/a very long name' not found"));
  const std::string screen = cohort_screen(results, "results/index.html");
  for (const std::string& line : lines_of(screen)) EXPECT_LE(characters(line), 80U) << line;
  EXPECT_THAT(screen, HasSubstr("Cohort SDT  Bank statement  15 people  due 5 March 2026\n"));
  EXPECT_THAT(screen, HasSubstr("Collected 5   no submission 0   graded 5   could not run 10   unchanged 0\n"));
  EXPECT_THAT(screen, HasSubstr("Ready for review 5   gates to confirm 1   to look at 1   reviews asked 0\n"));
  EXPECT_THAT(screen, HasSubstr("  and 2 more, on the page\n"));
  EXPECT_THAT(screen, HasSubstr("Gates to confirm, each level with a reason:\n  a1 bank the branch was rewritten"));
  EXPECT_THAT(screen, HasSubstr("contradicted (S5)\nTo look at:\n"));
  EXPECT_THAT(screen, HasSubstr("1 min 15 s   results/index.html\n"));
}

TEST(CohortJson, IsTheSameEachTimeAndHoldsNoLevel) {
  Results results = five();
  results.shown = true;
  EXPECT_EQ(cohort_json(results), cohort_json(results));
  const auto json = nlohmann::json::parse(cohort_json(results));
  EXPECT_EQ(json["schema"], "grader-run-1");
  EXPECT_EQ(json["counts"]["graded"], 5);
  EXPECT_EQ(json["submissions"].size(), 5U);
  for (const std::string& level : kLevels) EXPECT_THAT(cohort_json(results), Not(HasSubstr("\"" + level + "\"")));
}

TEST(CohortFiles, NameEachGate) {
  Results results = five();
  EXPECT_THAT(cohort_page(results), Not(HasSubstr("Gates that nobody has confirmed")));
  results.rows[1].gates = {{.skill = "S5", .why = "contradicted"}, {.why = "the same files as a3"}};
  const std::string page = cohort_page(results);
  EXPECT_THAT(page, HasSubstr("<dt>Gates to confirm</dt>\n<dd>1</dd>"));
  EXPECT_THAT(page,
              HasSubstr("<a href=\"a2/bank.html\">a2</a></th>\n<td>bank</td>\n<td>S5</td>\n<td>contradicted</td>"));
  EXPECT_THAT(page, HasSubstr("<td>all</td>\n<td>the same files as a3</td>"));
  const auto json = nlohmann::json::parse(cohort_json(results));
  EXPECT_EQ(json["counts"]["gates_to_confirm"], 1);
  EXPECT_EQ(json["submissions"][0]["gates"].size(), 0U);
  EXPECT_EQ(json["submissions"][1]["gates"][0]["skill"], "S5");
  EXPECT_EQ(json["submissions"][1]["gates"][1]["why"], "the same files as a3");
}

TEST(CohortPage, IsWellFormedAndLoadsNothing) {
  Results results = five();
  results.rows.push_back(faulty_row("a6", ItemState::kPlatform, "no `sandbox` & no more"));
  results.rows[0].levels.skills["S5"] = "Not measured by this version";
  const std::string page = cohort_page(results);
  pugi::xml_document document;
  const std::size_t body = page.find("<body");
  const std::string root = page.substr(body, page.find("</body>") + 7 - body);
  EXPECT_TRUE(document.load_string(root.c_str())) << root.substr(0, 400);
  EXPECT_THAT(page, AllOf(Not(HasSubstr("http://")), Not(HasSubstr("https://")), Not(HasSubstr("<script"))));
  EXPECT_THAT(page, HasSubstr("href=\"a1/bank.html\""));
  EXPECT_THAT(page, HasSubstr("<abbr title=\"Not measured by this version\">-</abbr>"));
}

}  // namespace
}  // namespace grader::report
