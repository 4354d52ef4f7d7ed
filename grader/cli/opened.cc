#include "grader/cli/opened.h"

#include <iostream>

#include "grader/base/unfinished.h"
#include "grader/cohort/outputs.h"
#include "grader/cohort/release.h"
#include "grader/cohort/released_folder.h"
#include "grader/cohort/run.h"

namespace grader::cli {
namespace {

// Whoever holds the folder is the only one that writes in it: what a killed run left half written goes.
Result<Lock> lock_folder(const cohort::Rules& rules) {
  auto lock = Lock::take(rules.out / ".lock");
  if (lock) remove_unfinished(rules.out);
  return lock;
}

}  // namespace

Result<Opened> open_with_store(const std::string& file) {
  auto cohort = cohort::open_cohort(file);
  if (!cohort) return pass(cohort);
  auto store = store::open(cohort->rules.store);
  if (!store) return pass(store);
  return Opened{.cohort = std::move(*cohort), .store = std::move(*store)};
}

Result<Lock> take_results(const cohort::Rules& rules, store::Store& store) {
  if (auto held = store.hold(rules.name); !held) return pass(held);
  return lock_folder(rules);
}

Result<std::size_t> write_reports(const Opened& opened, const std::string& apprentice,
                                  const std::filesystem::path& folder) {
  const auto marked = cohort::read_marked(opened.cohort, *opened.store);
  if (!marked) return std::unexpected(marked.error());
  const auto rows = cohort::released_rows(opened.cohort, *opened.store, *marked, apprentice);
  if (!rows) return std::unexpected(rows.error());
  const auto people = cohort::people_of(opened.cohort.rules);
  if (!people) return std::unexpected(people.error());
  if (auto written = cohort::write_released(opened.cohort, *rows, *people, folder); !written) return pass(written);
  return rows->size();
}

Result<void> write_again(const Opened& opened) {
  const auto lock = lock_folder(opened.cohort.rules);
  if (!lock && lock.error().fault == Fault::kBusy) {
    std::cerr << "grader: recorded; a run has the results in hand, and writes them anew at its end\n";
    return {};
  }
  if (!lock) return std::unexpected(lock.error());
  return write_again_held(opened);
}

Result<void> write_again_held(const Opened& opened) {
  const cohort::Cohort& cohort = opened.cohort;
  const auto marked = cohort::read_marked(cohort, *opened.store);
  if (!marked) return std::unexpected(marked.error());
  auto results = cohort::results_of(cohort, *opened.store, marked->run);
  if (!results) return pass(results);
  return cohort::write_results(*results, cohort.yardstick, *opened.store, cohort.rules.out);
}

}  // namespace grader::cli
