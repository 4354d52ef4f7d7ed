#pragma once
// One run over a cohort: fetch, choose commits, grade what is new, keep it, and gather the results. One broken
// repository, exercise or machine never stops the rest.

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

#include "grader/base/process.h"
#include "grader/base/result.h"
#include "grader/cohort/cohort.h"
#include "grader/cohort/executor.h"
#include "grader/model/results.h"
#include "grader/store/store.h"

namespace grader::cohort {

// What a run is made with.
struct Services {
  ProcessRunner& runner;
  store::Store& store;
  Executor& executor;
  std::filesystem::path self;  // this program, for workers and for git's questions
  std::function<std::chrono::sys_seconds()> now;
};

// How far a run is.
struct Advance {
  std::string doing;  // "fetching", "grading"
  std::size_t done = 0;
  std::size_t all = 0;
  std::size_t faults = 0;
};

struct RunOptions {
  bool resume = false;         // carry on the last run, which did not end
  std::filesystem::path work;  // for files between processes; the same for every run of a cohort
  std::function<void(const Advance&)> progress;
};

// Returns what there is to show of every row. Fails with kUsage when there is nothing to resume, and when the store or
// the folder for work fails; what was recorded until then stays.
Result<Results> run(const Cohort& cohort, const Services& services, const RunOptions& options);

// The results that the store holds of a run, without running anything.
Result<Results> results_of(const Cohort& cohort, store::Store& store, const Run& run);

}  // namespace grader::cohort
