#include <chrono>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "grader/acquire/access.h"
#include "grader/base/dates.h"
#include "grader/cli/commands.h"
#include "grader/cli/executors.h"
#include "grader/cli/opened.h"
#include "grader/cli/progress.h"
#include "grader/cohort/decisions.h"
#include "grader/cohort/notice.h"
#include "grader/cohort/outputs.h"
#include "grader/cohort/run.h"
#include "grader/cohort/work.h"
#include "grader/report/cohort.h"
#include "grader/run/run.h"

namespace grader::cli {
namespace {

namespace fs = std::filesystem;

Result<Results> run_once(const cohort::Cohort& cohort, store::Store& store, const CohortOptions& options) {
  SystemProcessRunner runner;
  const auto executor = executor_for(cohort.rules, runner);
  if (!executor) return std::unexpected(executor.error());
  const cohort::Services services{
      .runner = runner, .store = store, .executor = **executor, .self = self(), .now = [] { return utc_now(); }};
  Progress progress(options.progress == "json" ? Progress::Form::kJson : Progress::Form::kPlain);
  return cohort::run(
      cohort, services,
      {.resume = options.resume, .work = work_folder(cohort.rules), .progress = [&](const cohort::Advance& at) {
         progress({.doing = at.doing, .done = at.done, .all = at.all, .faults = at.faults});
       }});
}

// A notice that cannot be delivered is said, and changes nothing else.
void send_notice(const cohort::Rules& rules, const cohort::Notice& notice) {
  if (auto sent = cohort::send(rules, notice); !sent) std::cerr << message(sent.error());
}

// That levels were shown, and to whom, is a link of the chain of decisions.
Result<void> note_reveal(const cohort::Cohort& cohort, store::Store& store, const std::string& who) {
  return store.decide({{.at = utc_now().time_since_epoch().count(),
                        .who = who,
                        .what = cohort::kReveal,
                        .submission = {.cohort = cohort.rules.name}}});
}

Result<int> run_opened(cohort::Cohort& cohort, const CohortOptions& options, const Output& output) {
  if (!options.out.empty()) cohort.rules.out = fs::absolute(options.out);
  if (options.reveal) cohort.rules.shown = true;
  const auto store = store::open(cohort.rules.store);
  if (!store) return std::unexpected(store.error());
  const auto lock = take_results(cohort.rules, **store);
  if (!lock) return std::unexpected(lock.error());
  if (options.reveal) {
    if (auto noted = note_reveal(cohort, **store, options.who); !noted) return pass(noted);
  }
  const auto results = run_once(cohort, **store, options);
  if (!results) return std::unexpected(results.error());
  auto written = cohort::write_results(*results, cohort.yardstick, **store, cohort.rules.out);
  if (!written) return pass(written);
  const fs::path page = fs::relative(cohort.rules.out / "index.html");
  send_notice(cohort.rules, cohort::notice_of(*results, cohort.rules.out / "index.html"));
  std::cout << (output.json ? report::cohort_json(*results) : report::cohort_screen(*results, page.string()));
  return 0;
}

// To those whom the cohort's file names.
void tell_failure(const cohort::Rules& rules, const std::vector<cohort::Row>& rows, const Error& error) {
  const auto today = std::chrono::floor<std::chrono::days>(utc_now());
  send_notice(rules, cohort::notice_of_failure(rules.name, rows, error, today));
}

}  // namespace

Result<int> cohort_run(const CohortOptions& options, const Output& output) {
  if (options.reveal && options.who.empty())
    return fail(Fault::kUsage, "reading the command line", "--who", "it is missing",
                "name the tutor to whom levels are shown");
  auto cohort = cohort::open_cohort(options.file);
  auto done = cohort ? run_opened(*cohort, options, output) : Result<int>(pass(cohort));
  // Another run that has the results in hand is no failure.
  if (done || done.error().fault == Fault::kBusy) return done;
  if (cohort) {
    tell_failure(cohort->rules, cohort->rows, done.error());
  } else if (const auto rules = cohort::read_rules(options.file)) {  // something else could not be read
    tell_failure(*rules, {}, done.error());
  }
  return done;
}

Result<int> cohort_work(const CohortOptions& options) {
  SystemProcessRunner runner;
  if (auto worked = cohort::work(runner, options.file); !worked) return pass(worked);
  return 0;
}

int answer_git(const std::string& question) {
  const auto hosts = acquire::read_credentials(std::getenv(acquire::kCredentialsVariable));
  const std::string answer = hosts ? acquire::answer_to(question, *hosts) : std::string();
  if (answer.empty()) return 1;
  std::cout << answer << "\n";
  return 0;
}

}  // namespace grader::cli
