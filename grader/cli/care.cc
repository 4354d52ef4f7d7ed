// The commands about what is kept: the store's health, copies of it, and people's rights over their data.

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <limits>
#include <optional>
#include <set>

#include "grader/base/dates.h"
#include "grader/base/hash.h"
#include "grader/base/lock.h"
#include "grader/base/text.h"
#include "grader/cli/commands.h"
#include "grader/cli/executors.h"
#include "grader/cli/opened.h"
#include "grader/cohort/retention.h"
#include "grader/cohort/subject.h"
#include "grader/cohort/work.h"

namespace grader::cli {
namespace {

namespace fs = std::filesystem;

void print(const store::Erased& erased, bool applied) {
  std::cout << (applied ? "Gone: " : "Would go: ") << erased.gradings << " gradings, " << erased.items << " items, "
            << erased.assessed << " assessments, " << erased.observations << " observations, " << erased.reasons
            << " reasons and comments of decisions\n";
}

void print(const std::vector<fs::path>& files, bool applied) {
  std::cout << (applied ? "Gone: " : "Would go: ") << files.size() << " files\n";
  for (const fs::path& file : files) std::cout << "  " << file.string() << "\n";
}

// The id becomes the name of a folder, also when nobody in the roster has it any more.
Result<void> check_id(const std::string& apprentice) {
  if (cohort::is_id(apprentice)) return {};
  return fail(Fault::kUsage, "reading the command line", "--apprentice",
              "no id that a roster may hold: " + printable(apprentice), "write the id as the roster had it");
}

// Hashes under which observations of an apprentice's repositories are kept; not of those that a team shares.
std::vector<std::string> repositories_of(const cohort::Cohort& cohort, const std::string& apprentice) {
  std::set<std::string> own, others;
  for (const cohort::Row& row : cohort.rows)
    (row.submission.apprentice == apprentice ? own : others).insert(sha256(row.repository).substr(0, 32));
  std::vector<std::string> hashes;
  std::ranges::set_difference(own, others, std::back_inserter(hashes));
  return hashes;
}

Result<void> purge_raw(std::chrono::sys_days today, const cohort::Rules& rules, bool apply) {
  const int days = rules.retention.raw;
  const std::vector<fs::path> raw = cohort::raw_older_than(today - std::chrono::days(days), work_folder(rules));
  std::cout << "Copies of repositories and raw output, made more than " << days << " days ago:\n";
  for (const fs::path& folder : raw) std::cout << "  " << folder.string() << "\n";
  if (auto removed = apply ? cohort::remove_raw(raw) : Result<void>(); !removed) return removed;
  std::cout << (apply ? "Gone: " : "Would go: ") << raw.size() << " folders and files\n";
  return {};
}

// The store's, then what was written of them. The tables of a folder that holds none are not made.
Result<void> purge_results(const Opened& opened, bool apply) {
  const cohort::Rules& rules = opened.cohort.rules;
  const auto purged = opened.store->purge(rules.name, std::numeric_limits<std::int64_t>::max(), apply);
  if (!purged) return std::unexpected(purged.error());
  const std::vector<fs::path> pages = cohort::pages_of(rules);
  if (apply) {
    if (auto removed = cohort::remove_pages(rules); !removed) return removed;
    std::error_code error;
    const bool written = fs::exists(rules.out / "run.json", error);
    if (auto again = written ? write_again_held(opened) : Result<void>(); !again) return again;
  }
  print(*purged, apply);
  print(pages, apply);
  return {};
}

}  // namespace

Result<int> store_verify(const PeopleOptions& options) {
  const auto opened = open_with_store(options.file);
  if (!opened) return std::unexpected(opened.error());
  const auto wrong = opened->store->verify();
  if (!wrong) return std::unexpected(wrong.error());
  for (const std::string& sentence : *wrong) std::cout << printable(sentence) << "\n";
  std::cout << (wrong->empty() ? "The store is whole, and the chain of decisions holds.\n" : "");
  return wrong->empty() ? 0 : exit_code(Fault::kPlatform);
}

Result<int> store_backup(const PeopleOptions& options) {
  const auto opened = open_with_store(options.file);
  if (!opened) return std::unexpected(opened.error());
  if (auto copied = opened->store->backup(options.out); !copied) return pass(copied);
  std::cout << "Copied to " << options.out << "\n";
  return 0;
}

Result<int> privacy_purge(const PeopleOptions& options) {
  const auto opened = open_with_store(options.file);
  if (!opened) return std::unexpected(opened.error());
  const bool apply = !options.dry_run;
  std::optional<Lock> lock;  // a run would read what goes, and write it anew
  if (apply) {
    auto taken = take_results(opened->cohort.rules, *opened->store);
    if (!taken) return pass(taken);
    lock = std::move(*taken);
  }
  const auto today = std::chrono::floor<std::chrono::days>(utc_now());
  const cohort::Retention& retention = opened->cohort.rules.retention;
  if (auto purged = purge_raw(today, opened->cohort.rules, apply); !purged) return pass(purged);
  if (!retention.programme_ends) {
    std::cout << "Results and decisions: kept; the cohort's file says nothing of \"retention\"\n";
    return 0;
  }
  const auto results_until = *retention.programme_ends + std::chrono::days(retention.results);
  std::cout << "Machine results: kept until " << day_in_words(results_until) << "\n";
  if (today > results_until) {
    if (auto purged = purge_results(*opened, apply); !purged) return pass(purged);
  }
  std::cout << "Decisions of people: kept until "
            << day_in_words(*retention.programme_ends + std::chrono::days(retention.decisions))
            << "; then remove the store and the released reports\n";
  return 0;
}

Result<int> privacy_erase(const PeopleOptions& options) {
  if (auto id = check_id(options.apprentice); !id) return pass(id);
  const auto opened = open_with_store(options.file);
  if (!opened) return std::unexpected(opened.error());
  if (!options.dry_run) {  // a run would store what goes once more
    if (auto held = opened->store->hold(opened->cohort.rules.name); !held) return pass(held);
  }
  const std::vector<fs::path> files = cohort::files_about(opened->cohort.rules, options.apprentice);
  const auto erased = opened->store->erase(opened->cohort.rules.name, options.apprentice,
                                           repositories_of(opened->cohort, options.apprentice), !options.dry_run);
  if (!erased) return std::unexpected(erased.error());
  if (!options.dry_run) {
    const auto noted =
        opened->store->decide({{.at = utc_now().time_since_epoch().count(),
                                .who = options.who,
                                .what = "erase",
                                .submission = {.cohort = opened->cohort.rules.name, .apprentice = options.apprentice},
                                .reason = options.reason}});
    if (!noted) return std::unexpected(noted.error());
    if (auto removed = cohort::remove_files_about(opened->cohort.rules, options.apprentice); !removed)
      return pass(removed);
    // What a run that was killed left is anybody's; it is graded again.
    if (auto removed = cohort::remove_raw(cohort::work_files(work_folder(opened->cohort.rules))); !removed)
      return pass(removed);
    if (auto written = write_again(*opened); !written) return pass(written);
  }
  print(*erased, !options.dry_run);
  print(files, !options.dry_run);
  return 0;
}

Result<int> privacy_subject_access(const PeopleOptions& options) {
  if (auto id = check_id(options.apprentice); !id) return pass(id);
  const auto opened = open_with_store(options.file);
  if (!opened) return std::unexpected(opened.error());
  const fs::path folder = options.out.empty() ? "subject-access-" + options.apprentice : options.out;
  if (auto written = cohort::write_subject(opened->cohort, *opened->store, options.apprentice, folder); !written)
    return pass(written);
  std::cout << "What is kept of " << printable(options.apprentice) << ": " << folder.string() << "\n";
  return 0;
}

}  // namespace grader::cli
