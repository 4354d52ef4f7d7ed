#include <algorithm>
#include <map>
#include <set>

#include "grader/base/dates.h"
#include "grader/cohort/marked.h"
#include "grader/cohort/run.h"

namespace grader::cohort {
namespace {

namespace chrono = std::chrono;

// Days of due dates in words, where the cohort is. Many rows have the same.
class DueDays {
 public:
  explicit DueDays(const std::string& zone) : zone_(zone) {}
  const std::string& of(chrono::sys_seconds due) {
    std::string& day = days_[due];
    if (day.empty()) day = day_in_words(day_at(due, zone_));
    return day;
  }

 private:
  const std::string& zone_;
  std::map<chrono::sys_seconds, std::string> days_;
};

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

ResultRow row_of(const Row& row, Item item, DueDays& days) {
  ResultRow result{.item = std::move(item), .tutor = row.tutor, .employer = row.employer, .adjusted = row.adjusted};
  if (row.due) result.due = days.of(*row.due);
  const Submission& submission = result.item.submission;
  if (!result.item.grading.empty()) result.page = submission.apprentice + "/" + submission.exercise;
  return result;
}

Result<std::vector<ResultRow>> rows_of(const Cohort& cohort, store::Store& store, const Run& run) {
  auto items = items_of(cohort, store, run.id);
  if (!items) return pass(items);
  std::vector<ResultRow> rows;
  rows.reserve(items->size());
  DueDays days(cohort.rules.time_zone);
  auto item = items->begin();  // in the same order as the rows
  for (const Row& row : cohort.rows) {
    while (item != items->end() && item->submission < row.submission) ++item;
    if (item != items->end() && item->submission == row.submission)
      rows.push_back(row_of(row, std::move(*item++), days));
  }
  return rows;
}

void set_levels(const Assessed& assessed, std::vector<ResultRow>& rows) {
  const auto row = std::ranges::lower_bound(rows, assessed.submission, {},
                                            [](const ResultRow& any) -> const auto& { return any.item.submission; });
  if (row == rows.end() || row->item.submission != assessed.submission) return;
  if (!row->item.grading.empty()) row->levels = shown_levels_from(assessed.levels);
}

}  // namespace

Result<Results> results_of(const Cohort& cohort, store::Store& store, const Run& run) {
  Results results{.cohort = cohort.rules.name,
                  .run = run.id,
                  .day = iso_day(utc_day(run.started)),
                  .seconds = std::max<std::int64_t>(0, run.ended - run.started)};
  describe(cohort, results);
  auto rows = rows_of(cohort, store, run);
  if (!rows) return pass(rows);
  results.rows = std::move(*rows);
  auto levels = store.each_assessed(run.cohort, [&](const Assessed& one) { set_levels(one, results.rows); });
  if (!levels) return pass(levels);
  const auto audit = store.audit(run.cohort);
  if (!audit) return std::unexpected(audit.error());
  add_standings(standing_of(*audit), results);
  return results;
}

}  // namespace grader::cohort
