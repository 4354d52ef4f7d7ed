#include "grader/cohort/review.h"

#include <algorithm>
#include <set>

#include "grader/base/text.h"
#include "grader/model/cells.h"
#include "grader/report/report.h"

namespace grader::cohort {
namespace {

constexpr std::size_t kShortKey = 12;
constexpr const char* kComment = "comment to apprentice";
constexpr std::size_t kMostEvidence = 30'000;  // bytes of one cell

// What was observed for a skill, a line each.
std::string evidence_of(const SkillResult& skill) {
  std::string text;
  for (const IndicatorResult& row : skill.indicators) {
    if (row.observed.empty()) continue;
    text += row.id + " " + row.title + ": " + row.observed;
    if (!row.places.empty()) text += " (" + row.places.front() + ")";
    text += "\n";
  }
  if (text.size() > kMostEvidence) text = to_utf8(text.substr(0, kMostEvidence)) + " ... see the page";
  return to_utf8(trim(text));
}

bool waits(const Standing& standing, bool second) {
  if (second) return standing.sampled && standing.second_by.empty() && !standing.first_by.empty();
  return standing.stage == Stage::kProvisional;
}

Result<void> add_rows(const Cohort& cohort, store::Store& store, const Marked& marked, const Item& item,
                      const ReviewOptions& options, Table& table) {
  const auto grading = judged(cohort.yardstick, store, item.grading, false);
  if (!grading) return std::unexpected(grading.error());
  if (!*grading) return not_kept(item.grading);
  const Edition& edition = report::edition_for(**grading, {.reader = report::Reader::kTutor});
  for (const SkillResult& skill : edition.skills) {
    if (!waits(standing_at(marked.standings, item.submission, skill.id, item.commit), options.second)) continue;
    std::vector<std::string> cells = {item.submission.apprentice,
                                      item.submission.exercise,
                                      skill.id,
                                      skill.text,
                                      evidence_of(skill),
                                      why_of(marked.gates, item.submission, skill.id),
                                      item.grading.substr(0, kShortKey)};
    if (options.revealed) cells.emplace_back(report::level_words(skill.level, skill.reserve, {}));
    cells.resize(table.header.size());
    table.rows.push_back(std::move(cells));
  }
  return {};
}

// A column that the table lacks; "": it has all.
std::string missing_in(const Cells& cells) {
  for (const char* name : {"apprentice", "exercise", "skill", "grading", "level", "reason"}) {
    if (!cells.has(name)) return name;
  }
  return {};
}

// "" when the row speaks of what stands.
std::string stale(const Cohort& cohort, const Marked& marked, const Submission& submission, const std::string& skill,
                  const std::string& grading) {
  const Item* item = marked.find(submission);
  if (item == nullptr || item->grading.empty())
    return "no graded submission of " + printable(submission.apprentice + " " + submission.exercise);
  if (!item->grading.starts_with(grading) || grading.size() < kShortKey)
    return "the work was graded again since; export the table once more";
  const Row* row = cohort.find(submission);
  const auto skills = row == nullptr ? std::vector<std::string>{} : cohort.skills_of(*row);
  if (std::find(skills.begin(), skills.end(), skill) == skills.end())
    return "the exercise is not for skill " + printable(skill);
  return {};
}

}  // namespace

Result<Sheet> review_sheet(const Cohort& cohort, store::Store& store, const Marked& marked,
                           const ReviewOptions& options) {
  Sheet sheet{.name = options.second ? "Second marks" : "Review"};
  sheet.table.header = {"apprentice", "exercise", "skill", "wording", "evidence", "gate", "grading"};
  if (options.revealed) sheet.table.header.emplace_back("machine level");
  sheet.table.header.insert(sheet.table.header.end(), {"level", "reason"});
  if (!options.second) sheet.table.header.emplace_back(kComment);
  sheet.choices.push_back({.column = "level", .words = level_words_of_people()});
  for (const Item& item : marked.items) {
    const Row* row = cohort.find(item.submission);
    if (item.grading.empty() || row == nullptr) continue;
    if (!options.tutor.empty() && row->tutor != options.tutor) continue;
    if (auto added = add_rows(cohort, store, marked, item, options, sheet.table); !added) return pass(added);
  }
  return sheet;
}

Result<Taken> read_review(const Cohort& cohort, const Marked& marked, const Table& table, const std::string& what,
                          const std::string& who, std::chrono::sys_seconds now) {
  const Cells cells(table);
  if (const std::string missing = missing_in(cells); !missing.empty())
    return fail(Fault::kUsage, "reading the review", "its first row", "no column \"" + missing + "\"",
                "fill in the table that `grader review export` wrote");
  Taken taken;
  std::set<std::pair<Submission, std::string>> seen;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Decision decision{.at = now.time_since_epoch().count(),
                            .who = who,
                            .what = what,
                            .submission = {.cohort = cohort.rules.name,
                                           .apprentice = cells.at(i, {"apprentice"}),
                                           .exercise = cells.at(i, {"exercise"})},
                            .skill = cells.at(i, {"skill"}),
                            .after = cells.at(i, {"level"}),
                            .reason = cells.at(i, {"reason"}),
                            .comment = cells.at(i, {kComment})};
    if (decision.after.empty()) continue;
    std::string wrong = stale(cohort, marked, decision.submission, decision.skill, cells.at(i, {"grading"}));
    if (wrong.empty() && !seen.emplace(decision.submission, decision.skill).second)
      wrong = decision.submission.apprentice + " " + decision.submission.exercise + " " + decision.skill +
              " has a level further up";
    if (!wrong.empty()) {
      taken.wrong.push_back({.line = cells.line(i), .found = wrong});
      continue;
    }
    const std::string& commit = marked.find(decision.submission)->commit;
    auto allowed = checked(decision, standing_at(marked.standings, decision.submission, decision.skill, commit),
                           why_of(marked.gates, decision.submission, decision.skill));
    if (allowed)
      taken.decisions.push_back(std::move(*allowed));
    else
      taken.wrong.push_back({.line = cells.line(i), .found = allowed.error().found + "; " + allowed.error().remedy});
  }
  return taken;
}

}  // namespace grader::cohort
