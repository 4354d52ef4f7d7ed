#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "grader/base/text.h"
#include "grader/cli/commands.h"
#include "grader/cli/doctor.h"
#include "grader/cli/executors.h"
#include "grader/cohort/cohort.h"
#include "grader/cohort/fetching.h"
#include "grader/cohort/notice.h"
#include "grader/cohort/reaching.h"
#include "grader/store/store.h"

namespace grader::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kChecking = "checking the cohort";

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

Result<void> check_certificates(const cohort::Cohort& cohort) {
  const fs::path& ca = cohort.rules.ca;
  if (ca.empty() || access(ca.c_str(), R_OK) == 0) return {};
  return fail(Fault::kSetup, kChecking, ca.string(), "the certificates cannot be read",
              "name a file in PEM form as \"ca\"");
}

// Each way of the notices alone, so that a fault of one hides none of the other.
Result<void> check_webhook(const cohort::Cohort& cohort) {
  return cohort::check_notice({.webhook = cohort.rules.webhook});
}

Result<void> check_mail(const cohort::Cohort& cohort) {
  return cohort::check_notice({.mail = cohort.rules.mail});
}

Result<void> check_store(const cohort::Cohort& cohort) {
  const auto store = store::open(cohort.rules.store);
  if (!store) return std::unexpected(store.error());
  return {};
}

// What the night needs here; each is looked at, whatever became of the others.
constexpr std::array<Result<void> (*)(const cohort::Cohort&), 7> kNeeded = {
    check_webhook,      check_mail,
    check_certificates, [](const cohort::Cohort& cohort) { return check_executor(cohort.rules); },
    check_isolation,    [](const cohort::Cohort& cohort) { return check_folder(cohort.rules.out); },
    check_store};

// All that can be told without asking a repository.
std::vector<Error> faults_of(const cohort::Survey& survey) {
  const cohort::Cohort& cohort = survey.cohort;
  std::vector<Error> faults = survey.faults;
  for (const auto& [exercise, fault] : cohort.unusable) faults.push_back(fault);
  if (faults.empty() && cohort.rows.empty())
    faults.push_back(
        {Fault::kSetup, kChecking, cohort.rules.roster.string(), "it names nobody", "write a row for each apprentice"});
  return faults;
}

// Nothing is made in a place that the file may not mean.
void check_machine(const cohort::Survey& survey, std::vector<Error>& faults) {
  if (!survey.whole) return;
  for (const auto check : kNeeded) {
    if (auto ready = check(survey.cohort); !ready) faults.push_back(std::move(ready.error()));
  }
}

// A host that refuses, in words.
std::string refusal_of(const std::string& host, const cohort::Refusal& refusal) {
  return host + "  " + std::to_string(refusal.rows) + (refusal.rows == 1 ? " row; " : " rows; ") +
         (refusal.with_credential ? "it refuses what \"credentials\" names for it"
                                  : "\"credentials\" names nothing for it");
}

nlohmann::json json_of(const std::vector<cohort::Remark>& remarks) {
  nlohmann::json rows = nlohmann::json::array();
  for (const cohort::Remark& row : remarks)
    rows.push_back({{"line", row.line}, {"apprentice", row.apprentice}, {"found", row.found}});
  return rows;
}

nlohmann::json json_of(const std::vector<Error>& faults) {
  nlohmann::json rows = nlohmann::json::array();
  for (const Error& fault : faults)
    rows.push_back({{"doing", fault.doing},
                    {"what", fault.thing},
                    {"found", fault.found},
                    {"do", fault.remedy},
                    {"exit_code", exit_code(fault.fault)}});
  return rows;
}

nlohmann::json json_of(const std::map<std::string, cohort::Refusal>& hosts) {
  nlohmann::json rows = nlohmann::json::array();
  for (const auto& [host, refusal] : hosts)
    rows.push_back({{"host", host}, {"rows", refusal.rows}, {"with_credential", refusal.with_credential}});
  return rows;
}

void print_json(const cohort::Cohort& cohort, const std::vector<Error>& faults,
                const cohort::RepositoriesReached& reached) {
  const nlohmann::json json = {{"cohort", cohort.rules.name},
                               {"rows", cohort.rows.size()},
                               {"faults", json_of(faults)},
                               {"not_reached", json_of(reached.refused)},
                               {"hosts_that_refuse", json_of(reached.hosts)},
                               {"without_branch", json_of(reached.without_branch)},
                               {"without_head", json_of(reached.without_head)}};
  std::cout << json.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) << "\n";
}

void print_rows(const char* heading, const std::vector<cohort::Remark>& remarks) {
  if (remarks.empty()) return;
  if (*heading != '\0') std::cout << heading << remarks.size() << "\n";
  for (const cohort::Remark& row : remarks)
    std::cout << "  line " << row.line << "  " << printable(row.apprentice) << "  " << printable(row.found) << "\n";
}

void print(const cohort::Cohort& cohort, const std::vector<Error>& faults, const cohort::RepositoriesReached& reached) {
  const std::string& name = cohort.rules.name;
  std::cout << "Cohort " << printable(name.empty() ? cohort.rules.file.string() : name) << ": " << cohort.rows.size()
            << " rows, " << cohort.exercises.size() << (cohort.exercises.size() == 1 ? " exercise" : " exercises")
            << (faults.empty() ? ", all well-formed"
                               : "; faults: " + std::to_string(faults.size()) + ", each named on standard error")
            << ".\n";
  std::cout << "Repositories reached: " << cohort.rows.size() - reached.refused.size() << " of " << cohort.rows.size()
            << "\n";
  print_rows("", reached.refused);
  if (!reached.hosts.empty()) std::cout << "Hosts that do not let this machine in: " << reached.hosts.size() << "\n";
  for (const auto& [host, refusal] : reached.hosts) std::cout << "  " << printable(refusal_of(host, refusal)) << "\n";
  print_rows("Without the branch: ", reached.without_branch);
  print_rows("Without a HEAD: ", reached.without_head);
}

}  // namespace

Result<int> cohort_check(const CohortOptions& options, const Output& output) {
  const cohort::Survey survey = cohort::survey_cohort(options.file);
  const cohort::Cohort& cohort = survey.cohort;
  std::vector<Error> faults = faults_of(survey);
  const acquire::Access access = cohort::access_of(cohort.rules, self(), faults);
  check_machine(survey, faults);
  SystemProcessRunner runner;
  const auto reached = cohort::reach_repositories(runner, cohort, access);
  for (const Error& fault : faults) std::cerr << message(fault);
  if (output.json)
    print_json(cohort, faults, reached);
  else
    print(cohort, faults, reached);
  if (!faults.empty()) return exit_code(faults.front().fault);
  return reached.refused.empty() ? 0 : exit_code(Fault::kPlatform);
}

}  // namespace grader::cli
