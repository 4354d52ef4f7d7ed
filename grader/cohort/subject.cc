#include "grader/cohort/subject.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "grader/acquire/access.h"
#include "grader/base/dates.h"
#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/cohort/marked.h"
#include "grader/cohort/plan.h"
#include "grader/cohort/released_folder.h"
#include "grader/report/report.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::string day_of(std::int64_t moment) {
  return iso_day(utc_day(moment));
}

// Ids of others are left out.
Json flags_of(const Item& item) {
  Json flags = Json::array();
  for (const std::string& flag : item.flags)
    flags.push_back(flag.starts_with(kSameFiles) ? kSameFiles + std::string("somebody else") : flag);
  return flags;
}

Json json_of(const Item& item) {
  return {{"exercise", item.submission.exercise},
          {"state", name_of(item.state)},
          {"commit", item.commit},
          {"tree", item.tree},
          {"basis", item.basis},
          {"flags", flags_of(item)},
          {"fault", item.fault},
          {"grading", item.grading}};
}

// Of the cohort's runs, oldest first, those in which there is something of the apprentice.
Json runs_of(const std::vector<Run>& runs, const store::Held& held) {
  Json list = Json::array();
  for (const Run& run : runs) {
    Json items = Json::array();
    for (const store::HeldItem& one : held.items) {
      if (one.run == run.id) items.push_back(json_of(one.item));
    }
    if (!items.empty()) list.push_back({{"run", run.id}, {"day", day_of(run.started)}, {"submissions", items}});
  }
  return list;
}

Json decisions_of(const std::vector<AuditEntry>& chain, const std::string& apprentice) {
  Json rows = Json::array();
  for (const AuditEntry& entry : chain) {
    const Decision& decision = entry.decision;
    if (decision.submission.apprentice != apprentice) continue;
    rows.push_back({{"day", day_of(decision.at)},
                    {"exercise", decision.submission.exercise},
                    {"skill", decision.skill},
                    {"what", decision.what},
                    {"before", decision.before},
                    {"after", decision.after},
                    {"reason", decision.reason},
                    {"comment", decision.comment}});
  }
  return rows;
}

Json assessments_of(const std::vector<Assessed>& all, const std::string& apprentice) {
  Json rows = Json::array();
  for (const Assessed& row : all) {
    if (row.submission.apprentice == apprentice)
      rows.push_back({{"exercise", row.submission.exercise},
                      {"number", row.number},
                      {"run", row.run},
                      {"grading", row.grading},
                      {"rubric", row.rubric},
                      {"levels", Json::parse(row.levels, nullptr, false)}});
  }
  return rows;
}

// What servers were seen to hold; the store has only hashes of their addresses.
Result<Json> observations_of(const Cohort& cohort, store::Store& store, const std::string& apprentice) {
  Json rows = Json::array();
  std::set<std::pair<std::string, std::string>> asked;
  for (const Row& row : cohort.rows) {
    if (row.submission.apprentice != apprentice || !asked.emplace(row.repository, row.branch).second) continue;
    const auto seen = store.seen(sha256(row.repository).substr(0, 32), row.branch);
    if (!seen) return std::unexpected(seen.error());
    for (const Seen& one : *seen)
      rows.push_back({{"repository", acquire::masked(row.repository, {})},
                      {"branch", one.branch},
                      {"commit", one.commit},
                      {"day", day_of(one.at)}});
  }
  return rows;
}

struct Grade {
  std::string exercise, key;
  std::vector<std::string> runs;  // that used it, oldest first
};

// Each once, by exercise, and of one exercise the newest first.
std::vector<Grade> gradings_of(const std::vector<Run>& runs, const store::Held& held) {
  std::map<std::string, std::size_t> age;  // run -> its place
  for (std::size_t i = 0; i < runs.size(); ++i) age[runs[i].id] = i + 1;
  std::vector<store::HeldGrading> uses = held.gradings;
  std::ranges::sort(uses, {}, [&](const store::HeldGrading& use) { return std::tuple(age[use.run], use); });
  std::map<std::pair<std::string, std::string>, Grade> grades;
  for (const store::HeldGrading& use : uses) {
    Grade& grade = grades[{use.exercise, use.key}];
    grade.exercise = use.exercise;
    grade.key = use.key;
    grade.runs.push_back(use.run);
  }
  std::vector<Grade> sorted;
  for (auto& [key, grade] : grades) sorted.push_back(std::move(grade));
  std::ranges::stable_sort(sorted, [&](const Grade& one, const Grade& other) {
    if (one.exercise != other.exercise) return one.exercise < other.exercise;
    return age[one.runs.back()] > age[other.runs.back()];
  });
  return sorted;
}

// Writes the pages. A grading that was purged meanwhile has none.
Result<Json> write_gradings(const Cohort& cohort, store::Store& store, const std::vector<Grade>& grades,
                            const fs::path& folder) {
  Json rows = Json::array();
  std::map<std::string, int> pages;  // by exercise
  for (const Grade& grade : grades) {
    const auto grading = judged(cohort.yardstick, store, grade.key, true);
    if (!grading) return std::unexpected(grading.error());
    if (!*grading) continue;
    const int number = ++pages[grade.exercise];
    const std::string name = grade.exercise + (number == 1 ? "" : "." + std::to_string(number));
    const report::Style style{.reader = report::Reader::kApprentice};
    if (auto written = write_file(folder / (name + ".html"), report::html(**grading, style)); !written)
      return pass(written);
    if (auto written =
            write_file(folder / (name + ".result.json"), report::json(**grading, style.reader, style.levels));
        !written)
      return pass(written);
    rows.push_back({{"exercise", grade.exercise}, {"grading", grade.key}, {"runs", grade.runs}, {"page", name}});
  }
  return rows;
}

Result<void> copy_released(const Rules& rules, const std::string& apprentice, const fs::path& folder) {
  for (const fs::path& file : released_files_of(rules.out / "released", apprentice)) {
    if (file.filename().string() == apprentice) continue;  // the list of them
    const auto text = read_file(file);
    if (!text) return std::unexpected(text.error());
    if (auto written = write_file(folder / "released" / file.filename(), *text); !written) return written;
  }
  return {};
}

}  // namespace

Result<void> write_subject(const Cohort& cohort, store::Store& store, const std::string& apprentice,
                           const fs::path& folder) {
  const std::string& name = cohort.rules.name;
  const auto runs = store.runs(name);
  if (!runs) return std::unexpected(runs.error());
  const auto held = store.held_of(name, apprentice);
  if (!held) return std::unexpected(held.error());
  const auto assessed = store.assessed(name, true);
  if (!assessed) return std::unexpected(assessed.error());
  const auto chain = store.audit(name);
  if (!chain) return std::unexpected(chain.error());
  const auto seen = observations_of(cohort, store, apprentice);
  if (!seen) return std::unexpected(seen.error());
  const auto gradings = write_gradings(cohort, store, gradings_of(*runs, *held), folder);
  if (!gradings) return std::unexpected(gradings.error());
  if (auto copied = copy_released(cohort.rules, apprentice, folder); !copied) return copied;
  const Json all = {{"cohort", name},
                    {"apprentice", apprentice},
                    {"runs", runs_of(*runs, *held)},
                    {"gradings", *gradings},
                    {"assessments", assessments_of(*assessed, apprentice)},
                    {"seen", *seen},
                    {"decisions", decisions_of(*chain, apprentice)}};
  return write_file(folder / "data.json", all.dump(1, ' ', true, Json::error_handler_t::replace) + "\n");
}

}  // namespace grader::cohort
