#include <nlohmann/json.hpp>

#include "grader/base/text.h"
#include "grader/report/cohort.h"
#include "grader/report/cohort_facts.h"

namespace grader::report {
namespace {

using Json = nlohmann::json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

Json json_of(const ResultRow& row) {
  const Item& item = row.item;
  Json gates = Json::array();
  for (const Gate& gate : row.gates) gates.push_back({{"skill", gate.skill}, {"why", gate.why}});
  Json json = {{"apprentice", item.submission.apprentice},
               {"exercise", item.submission.exercise},
               {"state", name_of(item.state)},
               {"commit", item.commit},
               {"tree", item.tree},
               {"basis", item.basis},
               {"flags", item.flags},
               {"gates", gates},
               {"grading", item.grading},
               {"attempts", item.attempts},
               {"date_adjusted", row.adjusted},
               {"unchanged", row.unchanged}};
  if (!item.fault.empty()) json["fault"] = item.fault;
  if (!item.graded_in.empty()) json["graded_in"] = item.graded_in;
  return json;
}

}  // namespace

Table cohort_table(const Results& results) {
  Table table{.header = {"apprentice", "exercise", "state", "stage", "commit", "chosen by", "due", "date adjusted",
                         "tutor", "employer", "to look at", "fault", "attempts", "page"}};
  for (const std::string& skill : results.skills) table.header.push_back(skill);
  for (const ResultRow& row : results.rows) {
    const Item& item = row.item;
    std::vector<std::string> cells = {item.submission.apprentice,
                                      item.submission.exercise,
                                      name_of(item.state),
                                      item.grading.empty() ? "" : name_of(row.stage),
                                      item.commit,
                                      item.basis,
                                      row.due,
                                      row.adjusted ? "yes" : "",
                                      row.tutor,
                                      row.employer,
                                      join(item.flags, "; "),
                                      item.fault,
                                      std::to_string(item.attempts),
                                      row.page.empty() ? "" : row.page + ".html"};
    for (const std::string& skill : results.skills) cells.push_back(shown_level(row, skill, results.shown));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::string cohort_json(const Results& results) {
  const CohortFacts facts = facts_of(results);
  Json exercises = Json::array();
  for (const GradedExercise& exercise : results.exercises)
    exercises.push_back({{"id", exercise.id}, {"title", exercise.title}, {"version", exercise.version}});
  const Json head = {
      {"schema", "grader-run-1"},
      {"cohort", results.cohort},
      {"run", results.run},
      {"day", results.day},
      {"seconds", results.seconds},
      {"step_ms", results.step_ms},
      {"exercises", exercises},
      {"rubric", {{"id", results.rubric}, {"hash", results.rubric_hash}, {"calibrated", results.calibrated}}},
      {"standard", results.standard},
      {"engine", results.engine},
      {"counts",
       {{"people", facts.people},
        {"graded", facts.graded},
        {"unchanged", facts.unchanged},
        {"no_submission", facts.no_submission},
        {"repository_faults", count_of(results, ItemState::kRepository)},
        {"exercise_faults", count_of(results, ItemState::kExercise)},
        {"platform_faults", count_of(results, ItemState::kPlatform)},
        {"gates_to_confirm", facts.gates},
        {"to_look_at", facts.flagged}}}};
  // "submissions" is the last of the keys, as they are sorted; its rows are written one by one.
  std::string text = dump(head);
  text.pop_back();
  text += ",\"submissions\":[";
  for (const ResultRow& row : results.rows) {
    if (&row != results.rows.data()) text += ',';
    text += dump(json_of(row));
  }
  text += "]}\n";
  return text;
}

}  // namespace grader::report
