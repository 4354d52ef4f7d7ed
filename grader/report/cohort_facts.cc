#include "grader/report/cohort_facts.h"

#include <algorithm>
#include <map>
#include <set>

#include "grader/base/text.h"
#include "grader/report/cohort.h"

namespace grader::report {

CohortFacts facts_of(const Results& results) {
  CohortFacts facts;
  std::set<std::string> people;
  std::map<std::string, std::size_t> steps;
  for (const ResultRow& row : results.rows) {
    people.insert(row.item.submission.apprentice);
    if (!row.item.flags.empty()) ++facts.flagged;
    if (!row.gates.empty()) ++facts.gates;
    if (row.unchanged) ++facts.unchanged;
    if (!row.levels.next.empty() && row.item.state == ItemState::kGraded)
      ++steps[row.levels.step + " (" + row.levels.next + ")"];
    if (!row.item.grading.empty() && row.stage == Stage::kProvisional) ++facts.ready;
  }
  facts.people = people.size();
  facts.graded = count_of(results, ItemState::kGraded);
  facts.no_submission = count_of(results, ItemState::kNoSubmission);
  facts.faults = results.rows.size() - facts.graded - facts.no_submission;
  facts.collected = facts.graded + facts.faults - count_of(results, ItemState::kRepository);
  if (facts.people < kLeastForCounts) return facts;
  for (const auto& [step, count] : steps) {
    if (count <= facts.step_count) continue;
    facts.step = step;
    facts.step_count = count;
  }
  return facts;
}

std::string fault_in_words(const Item& item) {
  return item.graded_in.empty() ? item.fault : item.fault + "; " + join(item.flags, "; ");
}

std::string gates_in_words(const ResultRow& row) {
  std::vector<std::string> words;
  for (const Gate& gate : row.gates) words.push_back(gate.why + (gate.skill.empty() ? "" : " (" + gate.skill + ")"));
  return join(words, "; ");
}

std::string titles_of(const Results& results) {
  std::vector<std::string> titles;
  for (const GradedExercise& exercise : results.exercises) titles.push_back(exercise.title);
  return join(titles, ", ");
}

namespace {

// Those of rows without a date of their own; "" is none.
std::set<std::string> dues_of(const Results& results) {
  std::set<std::string> dates;
  for (const ResultRow& row : results.rows) {
    if (!row.adjusted) dates.insert(row.due);
  }
  return dates;
}

}  // namespace

std::string common_due(const Results& results) {
  const std::set<std::string> dates = dues_of(results);
  return dates.size() == 1 ? *dates.begin() : std::string();
}

std::string due_in_words(const Results& results) {
  const std::size_t several = dues_of(results).size();
  if (several > 1) return std::to_string(several) + " dates, named with the submissions";
  const std::string common = common_due(results);
  return common.empty() ? "no date" : common;
}

std::string shown_level(const ResultRow& row, const std::string& skill, bool shown) {
  const auto confirmed = row.confirmed.find(skill);
  if (confirmed != row.confirmed.end()) return confirmed->second;
  const auto machine = row.levels.skills.find(skill);
  if (machine == row.levels.skills.end()) return {};
  const std::string code = code_of(machine->second);
  const bool level = code == "NY" || code == "D" || code == "S" || code == "ST";
  return level && !shown ? "covered" : machine->second;
}

}  // namespace grader::report
