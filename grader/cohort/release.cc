#include "grader/cohort/release.h"

#include <algorithm>
#include <map>
#include <set>

#include "grader/acquire/access.h"
#include "grader/base/dates.h"
#include "grader/base/text.h"

namespace grader::cohort {
namespace {

namespace chrono = std::chrono;

std::string day_of_release(const Standing& standing) {
  return iso_day(utc_day(standing.released));
}

// Where a commit can be read in a browser: forges that answer at /commit/ID and /blob/ID/PATH#LN below the repository.
void add_links(const std::string& repository, Released& released) {
  const std::string scheme = "https://";
  const std::string host = acquire::host_of(repository);
  if (!repository.starts_with(scheme) || host.empty()) return;
  const std::string address = repository.substr(scheme.size());
  const std::size_t slash = std::min(address.find('/'), address.size());
  const std::string place = address.substr(0, slash);     // with a port, and who asks
  const std::size_t query = address.find_first_of("?#");  // it may hold a token
  if (query < slash) return;
  std::string path = address.substr(slash, query - slash);
  if (path.ends_with(".git")) path.resize(path.size() - 4);
  const std::string base = scheme + place.substr(place.rfind('@') + 1) + path;
  const std::string between = host.find("gitlab") != std::string::npos ? "/-/" : "/";
  released.commit_link = base + between + "commit/{commit}";
  released.line_link = base + between + "blob/{commit}/{path}#L{line}";
}

// What is released of one submission; without skills when nothing is.
Result<Released> released_of(const Cohort& cohort, store::Store& store, const Marked& marked, const Item& item,
                             const Row& row) {
  Released released{.apprentice = item.submission.apprentice,
                    .mis_id = row.mis_id,
                    .exercise = item.submission.exercise,
                    .exercise_title = cohort.exercise_of(row).title,
                    .commit = item.commit};
  std::int64_t last = 0;  // release of a skill; it says by whom and when
  for (const std::string& skill : cohort.exercise_of(row).skills) {
    const Standing standing = standing_at(marked.standings, item.submission, skill, item.commit);
    if (standing.stage != Stage::kReleased) continue;
    released.levels[skill] = standing.level;
    if (!standing.comment.empty()) released.comments[skill] = standing.comment;
    if (standing.released < last) continue;
    last = standing.released;
    released.released_by = standing.released_by;
    released.released_on = day_of_release(standing);
  }
  if (released.levels.empty()) return released;
  add_links(row.repository, released);
  const auto grading = judged(cohort.yardstick, store, item.grading, false);
  if (!grading) return std::unexpected(grading.error());
  if (!*grading) return not_kept(item.grading);
  for (const SkillResult& skill : (*grading)->open.skills) {
    if (!released.levels.contains(skill.id)) continue;
    released.statements[skill.id] = skill.text;
    for (const IndicatorResult& indicator : skill.indicators) {
      if (indicator.observed.empty()) continue;
      released.evidence.push_back(
          {.skill = skill.id, .title = indicator.title, .observed = indicator.observed, .places = indicator.places});
    }
  }
  return released;
}

}  // namespace

ToRelease to_release(const Marked& marked, const std::string& apprentice, const std::string& who,
                     chrono::sys_seconds now) {
  ToRelease release;
  for (const auto& [key, standing] : marked.standings) {
    const auto& [submission, skill] = key;
    const bool meant = apprentice.empty() || submission.apprentice == apprentice;
    const Item* item = marked.find(submission);
    if (!meant || item == nullptr || item->commit != standing.commit || item->grading.empty()) continue;
    if (standing.stage != Stage::kConfirmed && standing.stage != Stage::kModerated) continue;
    auto allowed = checked(
        {.at = now.time_since_epoch().count(), .who = who, .what = kRelease, .submission = submission, .skill = skill},
        standing);
    if (allowed)
      release.decisions.push_back(std::move(*allowed));
    else
      release.waiting.push_back(submission.apprentice + " " + submission.exercise + " " + skill + ": " +
                                allowed.error().found);
  }
  return release;
}

Result<std::vector<Released>> released_rows(const Cohort& cohort, store::Store& store, const Marked& marked,
                                            const std::string& apprentice) {
  std::vector<Released> rows;
  for (const Item& item : marked.items) {
    const Row* row = cohort.find(item.submission);
    const bool meant = apprentice.empty() || item.submission.apprentice == apprentice;
    if (!meant || row == nullptr || item.grading.empty() || cohort.skills_of(*row).empty()) continue;
    auto released = released_of(cohort, store, marked, item, *row);
    if (!released) return pass(released);
    if (!released->levels.empty()) rows.push_back(std::move(*released));
  }
  return rows;
}

Result<std::vector<Released>> rows_of_exercise(const Cohort& cohort, std::vector<Released> rows,
                                               const std::string& exercise) {
  constexpr const char* kChoosing = "choosing the exercise";
  std::set<std::string> released;
  for (const Released& row : rows) released.insert(row.exercise);
  if (exercise.empty() && released.size() > 1)
    return fail(Fault::kUsage, kChoosing, cohort.rules.name, "levels of several exercises are released",
                "name one with --exercise: " + join(std::vector(released.begin(), released.end()), ", "));
  std::vector<std::string> known;
  for (const Exercise& one : cohort.exercises) known.push_back(one.id);
  if (!exercise.empty() && std::ranges::find(known, exercise) == known.end())
    return fail(Fault::kUsage, kChoosing, printable(exercise), "the cohort has no such exercise",
                "name one with --exercise: " + join(known, ", "));
  if (!exercise.empty()) std::erase_if(rows, [&](const Released& row) { return row.exercise != exercise; });
  return rows;
}

}  // namespace grader::cohort
