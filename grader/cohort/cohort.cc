#include "grader/cohort/cohort.h"

#include <algorithm>

#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/base/text.h"
#include "grader/parse/table.h"
#include "grader/pipeline/key.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;

std::size_t index_of(const Cohort& cohort, const Row& row) {
  const auto found = std::find_if(cohort.exercises.begin(), cohort.exercises.end(),
                                  [&](const Exercise& any) { return any.id == row.submission.exercise; });
  return static_cast<std::size_t>(found - cohort.exercises.begin());
}

Result<void> read_one(const std::string& name, Cohort& cohort) {
  const auto folder = find_exercise(name);
  if (!folder) return std::unexpected(folder.error());
  auto exercise = read_exercise(*folder);
  if (!exercise) return pass(exercise);
  if (exercise->mode < cohort.rules.assurance)
    return fail(Fault::kSetup, "reading the cohort", cohort.rules.file.string(),
                "exercise " + exercise->id + " has the assurance \"" + name_of(exercise->mode) + "\", less than \"" +
                    name_of(cohort.rules.assurance) + "\"",
                "ask for less under \"assurance\", or choose another exercise");
  auto basis = pipeline::basis_of(*exercise);
  if (!basis) return pass(basis);
  cohort.bases.push_back(Hasher().add(*basis).add(cohort.rules.full_tier ? "full" : "").hex());
  cohort.exercises.push_back(std::move(*exercise));
  return {};
}

void read_exercises(Cohort& cohort) {
  for (const std::string& name : cohort.rules.exercises) {
    auto read = read_one(name, cohort);
    if (!read) cohort.unusable.emplace(fs::path(name).filename().string(), std::move(read.error()));
  }
}

void read_rows(Survey& survey) {
  Cohort& cohort = survey.cohort;
  if (cohort.rules.roster.empty()) return;
  const auto table = read_table_of(cohort.rules.roster);
  if (!table) return survey.faults.push_back(table.error());
  std::vector<std::string> ids;
  for (const Exercise& exercise : cohort.exercises) ids.push_back(exercise.id);
  if (!ids.empty()) {  // where none can be used, that is what is wrong
    for (const auto& [id, fault] : cohort.unusable) ids.push_back(id);
  }
  cohort.rows = read_roster(*table, cohort.rules, ids, survey.faults);
  std::sort(cohort.rows.begin(), cohort.rows.end(),
            [](const Row& one, const Row& other) { return one.submission < other.submission; });
}

// All of a file, its exercises and its roster.
Survey read_cohort(const fs::path& file) {
  Survey survey;
  survey.cohort.rules = read_rules(file, survey.faults);
  survey.whole = survey.faults.empty();
  read_exercises(survey.cohort);
  read_rows(survey);
  if (auto yardstick = read_yardstick())
    survey.cohort.yardstick = std::move(*yardstick);
  else
    survey.faults.push_back(std::move(yardstick.error()));
  return survey;
}

}  // namespace

const Exercise& Cohort::exercise_of(const Row& row) const {
  return exercises.at(index_of(*this, row));
}

const std::string& Cohort::basis_of(const Row& row) const {
  return bases.at(index_of(*this, row));
}

std::vector<std::string> Cohort::skills_of(const Row& row) const {
  return unusable.contains(row.submission.exercise) ? std::vector<std::string>{} : exercise_of(row).skills;
}

const Row* Cohort::find(const Submission& submission) const {
  const auto found = std::lower_bound(rows.begin(), rows.end(), submission,
                                      [](const Row& row, const Submission& wanted) { return row.submission < wanted; });
  return found == rows.end() || found->submission != submission ? nullptr : &*found;
}

Result<Table> read_table_of(const fs::path& file) {
  const auto bytes = read_file(file);
  if (!bytes) return std::unexpected(bytes.error());
  return parse::read_table(*bytes, file.string());
}

Result<People> people_of(const Rules& rules) {
  if (rules.names.empty()) return People{};
  const auto table = read_table_of(rules.names);
  if (!table) return std::unexpected(table.error());
  return read_people(*table, rules.names.string());
}

Survey survey_cohort(const fs::path& file) {
  Survey survey = read_cohort(file);
  const fs::path& names = survey.cohort.rules.names;
  if (names.empty()) return survey;
  if (const auto table = read_table_of(names))
    read_people(*table, names.string(), survey.faults);
  else
    survey.faults.push_back(table.error());
  return survey;
}

Result<Cohort> open_cohort(const fs::path& file) {
  Survey survey = read_cohort(file);
  Cohort& cohort = survey.cohort;
  if (!survey.faults.empty()) return std::unexpected(std::move(survey.faults.front()));
  if (cohort.exercises.empty()) return std::unexpected(std::move(cohort.unusable.begin()->second));
  return std::move(cohort);
}

}  // namespace grader::cohort
