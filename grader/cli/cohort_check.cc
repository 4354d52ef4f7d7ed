#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <nlohmann/json.hpp>

#include "grader/acquire/mirror.h"
#include "grader/base/text.h"
#include "grader/cli/commands.h"
#include "grader/cli/doctor.h"
#include "grader/cli/executors.h"
#include "grader/cohort/cohort.h"
#include "grader/cohort/fetching.h"
#include "grader/cohort/notice.h"
#include "grader/store/store.h"

namespace grader::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kChecking = "checking the cohort";

// What was found of one row's repository.
struct Remark {
  int line = 0;
  std::string apprentice, found;
};

struct Reached {
  std::vector<Remark> refused;
  std::vector<Remark> without_branch;  // which may come yet
};

Reached reach_all(const cohort::Cohort& cohort, const acquire::Access& access) {
  SystemProcessRunner runner;
  std::mutex mutex;
  std::map<std::string, std::string> refused;
  std::map<std::string, std::vector<std::string>> missing;
  cohort::for_each_source(
      cohort.rules, cohort.rows, [&](const std::string& source, const std::vector<std::string>& branches) {
        auto reached = acquire::reach(runner, source, branches, access, {.wall = std::chrono::seconds(30)});
        const std::lock_guard lock(mutex);
        if (reached)
          missing[source] = std::move(*reached);
        else
          refused[source] = reached.error().found + "; next: " + reached.error().remedy;
      });
  Reached all;
  for (const cohort::Row& row : cohort.rows) {
    const auto remark = [&](const std::string& found) {
      return Remark{.line = row.line, .apprentice = row.submission.apprentice, .found = found};
    };
    if (const auto at = refused.find(row.repository); at != refused.end()) all.refused.push_back(remark(at->second));
    const auto& none = missing[row.repository];
    if (std::find(none.begin(), none.end(), row.branch) != none.end())
      all.without_branch.push_back(
          remark("no branch \"" + row.branch + "\" yet; until there is one, nothing is handed in"));
  }
  return all;
}

// What each grading of the night needs of this machine. A cluster's nodes cannot be asked from here.
Result<void> check_isolation(const cohort::Cohort& cohort) {
  if (cohort.rules.place.slurm) return {};
  SystemProcessRunner runner;
  const auto found = isolation_here(runner);
  if (!found) return std::unexpected(found.error());
  const bool full = cohort.rules.full_tier || std::any_of(cohort.exercises.begin(), cohort.exercises.end(),
                                                          [](const Exercise& exercise) { return exercise.full_tier; });
  const std::string tier = (*found)["tier"];
  if (tier == "full" || (tier == "namespaces" && !full)) return {};
  return fail(Fault::kPlatform, kChecking, "the isolation of this machine",
              "\"" + tier + "\", and marked work needs \"" + (full ? "full" : "namespaces") + "\" here",
              "run `grader doctor`, which says what is missing");
}

Result<void> check_folder(const fs::path& out) {
  std::error_code error;
  fs::create_directories(out, error);
  if (!error && access(out.c_str(), W_OK) == 0) return {};
  return fail(Fault::kPlatform, kChecking, out.string(), "nothing can be written there",
              "name another folder as \"out\", or give this user the right to write there");
}

Result<void> check_machine(const cohort::Cohort& cohort) {
  const cohort::Rules& rules = cohort.rules;
  if (cohort.rows.empty())
    return fail(Fault::kSetup, kChecking, rules.roster.string(), "it names nobody", "write a row for each apprentice");
  if (!rules.ca.empty() && access(rules.ca.c_str(), R_OK) != 0)
    return fail(Fault::kSetup, kChecking, rules.ca.string(), "the certificates cannot be read",
                "name a file in PEM form as \"ca\"");
  if (auto ready = check_executor(rules); !ready) return ready;
  if (auto ready = check_isolation(cohort); !ready) return ready;
  if (auto ready = check_folder(rules.out); !ready) return ready;
  const auto store = store::open(rules.store);
  if (!store) return std::unexpected(store.error());
  return {};
}

nlohmann::json json_of(const std::vector<Remark>& remarks) {
  nlohmann::json rows = nlohmann::json::array();
  for (const Remark& row : remarks)
    rows.push_back({{"line", row.line}, {"apprentice", row.apprentice}, {"found", row.found}});
  return rows;
}

void print_rows(const std::vector<Remark>& remarks) {
  for (const Remark& row : remarks)
    std::cout << "  line " << row.line << "  " << row.apprentice << "  " << printable(row.found) << "\n";
}

void print(const cohort::Cohort& cohort, const Reached& reached, const Output& output) {
  if (output.json) {
    std::cout << nlohmann::json({{"cohort", cohort.rules.name},
                                 {"rows", cohort.rows.size()},
                                 {"not_reached", json_of(reached.refused)},
                                 {"without_branch", json_of(reached.without_branch)}})
              << "\n";
    return;
  }
  std::cout << "Cohort " << cohort.rules.name << ": " << cohort.rows.size() << " rows, " << cohort.exercises.size()
            << (cohort.exercises.size() == 1 ? " exercise" : " exercises") << ", all well-formed.\n";
  std::cout << "Repositories reached: " << cohort.rows.size() - reached.refused.size() << " of " << cohort.rows.size()
            << "\n";
  print_rows(reached.refused);
  if (!reached.without_branch.empty()) std::cout << "Without the branch: " << reached.without_branch.size() << "\n";
  print_rows(reached.without_branch);
}

}  // namespace

Result<int> cohort_check(const CohortOptions& options, const Output& output) {
  const auto cohort = cohort::open_cohort(options.file);
  if (!cohort) return std::unexpected(cohort.error());
  if (!cohort->unusable.empty()) return std::unexpected(cohort->unusable.begin()->second);
  if (auto people = cohort::people_of(cohort->rules); !people) return pass(people);
  const auto access = cohort::access_of(cohort->rules, self());
  if (!access) return std::unexpected(access.error());
  if (auto ready = cohort::check_notice(cohort->rules); !ready) return pass(ready);
  if (auto ready = check_machine(*cohort); !ready) return pass(ready);
  const Reached reached = reach_all(*cohort, *access);
  print(*cohort, reached, output);
  return reached.refused.empty() ? 0 : exit_code(Fault::kPlatform);
}

}  // namespace grader::cli
