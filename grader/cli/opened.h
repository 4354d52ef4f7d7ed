#pragma once
// A cohort with its store, for the commands about results.

#include <filesystem>
#include <memory>
#include <string>

#include "grader/base/lock.h"
#include "grader/base/result.h"
#include "grader/cohort/cohort.h"
#include "grader/cohort/marked.h"
#include "grader/store/store.h"

namespace grader::cli {

struct Opened {
  cohort::Cohort cohort;
  std::unique_ptr<store::Store> store;
};
Result<Opened> open_with_store(const std::string& file);

// Takes the results in hand, in the store and in the output folder, as long as store and lock live. Fails with kBusy,
// and names the process, when another one has them.
Result<Lock> take_results(const cohort::Rules& rules, store::Store& store);

// Writes the reports of what is released into a folder; `apprentice` "": of all. How many.
Result<std::size_t> write_reports(const Opened& opened, const std::string& apprentice,
                                  const std::filesystem::path& folder);

// Writes the results' folder anew from what the store holds: after a remark and after decisions. While a run has it in
// hand, only says so: the run will write it.
Result<void> write_again(const Opened& opened);

// The same while this process has the results in hand.
Result<void> write_again_held(const Opened& opened);

}  // namespace grader::cli
