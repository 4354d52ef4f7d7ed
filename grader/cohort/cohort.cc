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

Result<void> read_exercises(Cohort& cohort) {
  for (const std::string& name : cohort.rules.exercises) {
    auto read = read_one(name, cohort);
    if (!read) cohort.unusable.emplace(fs::path(name).filename().string(), std::move(read.error()));
  }
  if (!cohort.exercises.empty()) return {};
  return std::unexpected(cohort.unusable.begin()->second);
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

Result<Cohort> open_cohort(const fs::path& file) {
  auto rules = read_rules(file);
  if (!rules) return pass(rules);
  Cohort cohort{.rules = std::move(*rules)};
  if (auto read = read_exercises(cohort); !read) return pass(read);
  const auto table = read_table_of(cohort.rules.roster);
  if (!table) return std::unexpected(table.error());
  std::vector<std::string> ids;
  for (const Exercise& exercise : cohort.exercises) ids.push_back(exercise.id);
  for (const auto& [id, fault] : cohort.unusable) ids.push_back(id);
  auto rows = read_roster(*table, cohort.rules, ids);
  if (!rows) return pass(rows);
  cohort.rows = std::move(*rows);
  std::sort(cohort.rows.begin(), cohort.rows.end(),
            [](const Row& one, const Row& other) { return one.submission < other.submission; });
  auto yardstick = read_yardstick();
  if (!yardstick) return pass(yardstick);
  cohort.yardstick = std::move(*yardstick);
  return cohort;
}

}  // namespace grader::cohort
