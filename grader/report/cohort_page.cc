#include <algorithm>
#include <array>
#include <set>

#include "grader/base/text.h"
#include "grader/report/cohort.h"
#include "grader/report/cohort_facts.h"
#include "grader/report/html.h"

namespace grader::report {
namespace {

struct Code {
  const char* code;
  const char* words;
  const char* style;
};
constexpr std::array<Code, 10> kCodes = {{{"NY", "Not yet", "not-yet"},
                                          {"D", "Developing", "developing"},
                                          {"S", "Secure", "secure"},
                                          {"ST", "Strong", "strong"},
                                          {"-", "No evidence here", "none"},
                                          {"?", "Too little to judge", "none"},
                                          {"T", "Tutor to judge", "none"},
                                          {"!", "Could not run", "none"},
                                          {"-", "Not measured by this version", "none"},
                                          {"c", "covered", "covered"}}};

const Code* find_code(const std::string& words) {
  const auto found = std::find_if(kCodes.begin(), kCodes.end(), [&](const Code& row) { return row.words == words; });
  return found == kCodes.end() ? nullptr : &*found;
}

// "Bank statement, version 2; Maze, version 1".
std::string exercises_of(const Results& results) {
  std::vector<std::string> words;
  for (const GradedExercise& exercise : results.exercises)
    words.push_back(exercise.title + ", version " + std::to_string(exercise.version));
  return join(words, "; ");
}

void write_header(Html& html, const Results& results, const CohortFacts& facts) {
  html.leaf("p", titles_of(results), {{"class", "kind"}}).leaf("h1", "Cohort " + results.cohort);
  html.leaf("p",
            "Provisional: a person decides. " +
                std::string(results.shown ? "The machine's levels are shown."
                                          : "The machine's levels stay covered until a tutor has looked."),
            {{"class", "state"}});
  html.open("dl", {{"class", "facts"}});
  html.row("Exercise", exercises_of(results)).row("Due", due_in_words(results));
  html.row("People", std::to_string(facts.people));
  html.row("Graded", std::to_string(facts.graded)).row("Unchanged", std::to_string(facts.unchanged));
  html.row("No submission", std::to_string(facts.no_submission)).row("Could not run", std::to_string(facts.faults));
  html.row("Ready for review", std::to_string(facts.ready)).row("Gates to confirm", std::to_string(facts.gates));
  html.row("Reviews asked", std::to_string(results.reviews));
  html.row("Run", results.run + " of " + results.day);
  html.close();
  if (!facts.step.empty())
    html.leaf("p", "Most common next step: " + facts.step + ", " + std::to_string(facts.step_count) + " of " +
                       std::to_string(facts.graded) + ".");
}

void write_faults(Html& html, const Results& results) {
  html.section("could-not-run", "Could not run").leaf("p", "Nobody's marks. The next run tries them again.");
  html.table("Submissions that could not be graded", {"Apprentice", "Exercise", "What it is", "Found"});
  for (const ResultRow& row : results.rows) {
    const Item& item = row.item;
    if (item.state == ItemState::kGraded || item.state == ItemState::kNoSubmission) continue;
    html.open("tr").leaf("th", item.submission.apprentice, {{"scope", "row"}}).leaf("td", item.submission.exercise);
    html.leaf("td", name_of(item.state)).open("td").prose(fault_in_words(item)).close().close();
  }
  html.end_table().close();
}

void write_gates(Html& html, const Results& results) {
  html.section("gates", "Gates to confirm");
  html.leaf("p", "A person looks at each of these, and gives the levels with a reason.");
  html.table("Gates that nobody has confirmed", {"Apprentice", "Exercise", "Skills", "What it is"});
  for (const ResultRow& row : results.rows) {
    for (const Gate& gate : row.gates) {
      html.open("tr").open("th", {{"scope", "row"}});
      html.leaf("a", row.item.submission.apprentice, {{"href", row.page + ".html"}}).close();
      html.leaf("td", row.item.submission.exercise).leaf("td", gate.skill.empty() ? "all" : gate.skill);
      html.leaf("td", gate.why).close();
    }
  }
  html.end_table().close();
}

// Beside its name, the exercise when there are several.
std::string label_of(const Results& results, const ResultRow& row) {
  const Submission& submission = row.item.submission;
  return results.exercises.size() == 1 ? submission.apprentice : submission.apprentice + " " + submission.exercise;
}

void write_cell(Html& html, const std::string& words) {
  const Code* code = find_code(words);
  if (code == nullptr) {
    html.leaf("td", "", {{"class", "none"}});
    return;
  }
  html.open("td", {{"class", code->style}}).leaf("abbr", code->code, {{"title", words}}).close();
}

void write_distribution(Html& html, const Results& results) {
  html.open("tfoot");
  for (const Code& code : kCodes) {
    if (std::string(code.style) == "none" || (results.shown == (std::string(code.code) == "c"))) continue;
    html.open("tr").leaf("th", code.words, {{"scope", "row"}});
    for (const std::string& skill : results.skills) {
      const auto count = std::count_if(results.rows.begin(), results.rows.end(), [&](const ResultRow& row) {
        return shown_level(row, skill, results.shown) == code.words;
      });
      html.leaf("td", std::to_string(count));
    }
    html.close();
  }
  html.close();
}

// Of the codes that the map has: words that nobody got would say nothing, or look like a level that is covered.
void write_legend(Html& html, const Results& results) {
  std::set<std::string> there;
  for (const ResultRow& row : results.rows) {
    for (const std::string& skill : results.skills) there.insert(shown_level(row, skill, results.shown));
  }
  html.open("p", {{"class", "quiet"}});
  for (const Code& code : kCodes) {
    if (there.contains(code.words)) html.text(std::string(code.code) + " " + code.words + ", ");
  }
  html.text("and an empty cell where nothing was graded, or the exercise is not for the skill.").close();
}

void write_heat_map(Html& html, const Results& results, const CohortFacts& facts) {
  html.section("heat-map", "Apprentices and skills");
  write_legend(html, results);
  html.open("div",
            {{"class", "wide"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Levels, scrolls sideways"}});
  html.open("table", {{"class", "heat"}}).leaf("caption", "Levels by apprentice and skill").open("thead").open("tr");
  html.leaf("th", "Apprentice", {{"scope", "col"}});
  for (const std::string& skill : results.skills)
    html.open("th", {{"scope", "col"}}).leaf("abbr", skill, {{"title", results.texts.at(skill)}}).close();
  html.close().close().open("tbody");
  for (const ResultRow& row : results.rows) {
    html.open("tr").open("th", {{"scope", "row"}});
    if (row.page.empty())
      html.text(label_of(results, row));
    else
      html.leaf("a", label_of(results, row), {{"href", row.page + ".html"}});
    html.close();
    for (const std::string& skill : results.skills) write_cell(html, shown_level(row, skill, results.shown));
    html.close();
  }
  html.close();
  if (facts.people >= kLeastForCounts) write_distribution(html, results);
  html.close().close().close();
}

// A cell that says on a narrow screen what it is.
void write_labelled(Html& html, const char* label, const std::string& text) {
  html.leaf("td", text, text.empty() ? Html::Attributes{} : Html::Attributes{{"data-label", label}});
}

// How far people are with the grading that it has, and what kept it from a new one.
std::string state_in_words(const ResultRow& row) {
  if (row.item.state == ItemState::kGraded) return name_of(row.stage);
  const std::string state = name_of(row.item.state);
  return row.item.grading.empty() ? state : name_of(row.stage) + ("; " + state);
}

void write_rows(Html& html, const Results& results) {
  html.section("submissions", "Submissions");
  html.table("One row a submission", {"Apprentice", "Exercise", "State", "Commit", "Due", "Tutor", "To look at"});
  for (const ResultRow& row : results.rows) {
    const Item& item = row.item;
    html.open("tr").leaf("th", item.submission.apprentice, {{"scope", "row"}}).leaf("td", item.submission.exercise);
    write_labelled(html, "State", state_in_words(row));
    html.open("td", {{"data-label", "Commit"}}).leaf("code", item.commit.substr(0, 7)).text(" ");
    html.leaf("span", item.basis, {{"class", "quiet"}}).close();
    write_labelled(html, "Due", row.due + (row.adjusted ? " (date adjusted)" : ""));
    write_labelled(html, "Tutor", row.tutor);
    write_labelled(html, "To look at", join(item.flags, "; "));
    html.close();
  }
  html.end_table().close();
}

}  // namespace

std::string cohort_page(const Results& results) {
  const CohortFacts facts = facts_of(results);
  Html html;
  html.leaf("a", "Skip to the results", {{"class", "skip"}, {"href", "#main"}});
  html.open("div", {{"class", "sheet plain"}}).open("header", {{"class", "top"}});
  write_header(html, results, facts);
  html.close().open("main", {{"id", "main"}, {"tabindex", "-1"}});
  if (facts.faults > 0) write_faults(html, results);
  if (facts.gates > 0) write_gates(html, results);
  write_heat_map(html, results, facts);
  write_rows(html, results);
  html.section("how", "How this was made").open("dl", {{"class", "facts"}});
  html.row("Rubric",
           results.rubric + " " + results.rubric_hash.substr(0, 12) + (results.calibrated ? "" : ", uncalibrated"));
  html.row("Standard", results.standard).row("Version", "grader " + results.engine).close().close();
  return page("Cohort " + results.cohort, html.take());
}

}  // namespace grader::report
