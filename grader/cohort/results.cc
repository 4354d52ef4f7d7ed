#include <algorithm>
#include <map>
#include <set>

#include "grader/base/dates.h"
#include "grader/cohort/marked.h"
#include "grader/cohort/run.h"

namespace grader::cohort {
namespace {

namespace chrono = std::chrono;

chrono::sys_days day_at(std::int64_t seconds) {
  return chrono::floor<chrono::days>(chrono::sys_seconds(chrono::seconds(seconds)));
}

void describe(const Cohort& cohort, Results& results) {
  const Yardstick& yardstick = cohort.yardstick;
  results.rubric = yardstick.rubric.id;
  results.rubric_hash = yardstick.rubric.hash;
  results.calibrated = yardstick.rubric.calibrated;
  results.standard = yardstick.standard.reference + " " + yardstick.standard.updated;
  results.engine = GRADER_VERSION;
  results.shown = cohort.rules.shown;
  std::set<std::string> asked;
  for (const Exercise& exercise : cohort.exercises) {
    results.exercises.push_back({.id = exercise.id, .title = exercise.title, .version = exercise.version});
    asked.insert(exercise.skills.begin(), exercise.skills.end());
  }
  for (const Statement& statement : yardstick.standard.skills) {
    if (!asked.contains(statement.id)) continue;
    results.skills.push_back(statement.id);
    results.texts[statement.id] = statement.text;
  }
}

ResultRow row_of(const Row& row, const Item& item) {
  ResultRow result{.item = item, .tutor = row.tutor, .employer = row.employer, .adjusted = row.adjusted};
  if (row.due) result.due = day_in_words(chrono::floor<chrono::days>(*row.due));
  if (item.state == ItemState::kGraded) result.page = item.submission.apprentice + "/" + item.submission.exercise;
  return result;
}

}  // namespace

Result<Results> results_of(const Cohort& cohort, store::Store& store, const Run& run) {
  Results results{.cohort = cohort.rules.name,
                  .run = run.id,
                  .day = iso_day(day_at(run.started)),
                  .seconds = std::max<std::int64_t>(0, run.ended - run.started)};
  describe(cohort, results);
  auto items = store.items(run.id);
  if (!items) return pass(items);
  auto assessed = store.assessed(run.cohort, false);
  if (!assessed) return pass(assessed);
  std::map<Submission, const Item*> by_submission;
  for (const Item& item : *items) by_submission.emplace(item.submission, &item);
  std::map<Submission, const Assessed*> latest;
  for (const Assessed& row : *assessed) latest.emplace(row.submission, &row);
  for (const Row& row : cohort.rows) {
    const auto item = by_submission.find(row.submission);
    if (item == by_submission.end()) continue;
    ResultRow result = row_of(row, *item->second);
    const auto levels = latest.find(row.submission);
    if (item->second->state == ItemState::kGraded && levels != latest.end())
      result.levels = levels_from(levels->second->levels);
    results.rows.push_back(std::move(result));
  }
  const auto audit = store.audit(run.cohort);
  if (!audit) return std::unexpected(audit.error());
  add_standings(standing_of(*audit), results);
  return results;
}

}  // namespace grader::cohort
