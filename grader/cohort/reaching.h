#pragma once
// Asks each repository of a roster, before the night, for what a run will want of it.

#include <map>
#include <string>
#include <vector>

#include "grader/acquire/access.h"
#include "grader/base/process.h"
#include "grader/cohort/cohort.h"

namespace grader::cohort {

// What was found of one row's repository.
struct Remark {
  int line = 0;
  std::string apprentice, found;
};

// A host that lets nobody in.
struct Refusal {
  std::size_t rows = 0;
  bool with_credential = false;  // whether one is named for it
};

// Each list is in the order of the cohort's rows. What is not there yet may come; it is no fault.
struct RepositoriesReached {
  std::vector<Remark> refused;           // those that could not be reached
  std::vector<Remark> without_branch;    // which the roster asks for
  std::vector<Remark> without_head;      // where the roster names no branch
  std::map<std::string, Refusal> hosts;  // of `refused`: hosts that did not let this machine in
};
RepositoriesReached reach_repositories(ProcessRunner& runner, const Cohort& cohort, const acquire::Access& access);

}  // namespace grader::cohort
