#pragma once
// Brings the repositories of a roster here, several at a time and not too many from one host.

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "grader/acquire/access.h"
#include "grader/base/process.h"
#include "grader/base/result.h"
#include "grader/cohort/roster.h"
#include "grader/cohort/rules.h"

namespace grader::cohort {

// The rules' credentials, proxy and certificates. `self`: this program, which answers git's questions.
Result<acquire::Access> access_of(const Rules& rules, const std::filesystem::path& self);

// The same, and it goes on: what can be used of them; all that is wrong is added to `faults`.
acquire::Access access_of(const Rules& rules, const std::filesystem::path& self, std::vector<Error>& faults);

// Calls `work` once for each address of the roster with the branches asked of it, from several threads, at most the
// host's number of them at a time (files: one a processor).
void for_each_source(
    const Rules& rules, const std::vector<Row>& rows,
    const std::function<void(const std::string& source, const std::vector<std::string>& branches)>& work);

// What was fetched from one address.
struct Fetched {
  Result<std::filesystem::path> mirror;  // or why nothing was
  // By branch, why it was not seen this time, though others were: what the mirror holds of it is of an earlier time.
  std::map<std::string, Error> unseen;

  const Error* why_not(const std::string& branch) const;  // nullptr: it was seen
};

using Mirrors = std::map<std::string, Fetched>;  // by address
Mirrors fetch_all(ProcessRunner& runner, const Rules& rules, const acquire::Access& access,
                  const std::vector<Row>& rows, const std::function<void(std::size_t done, std::size_t all)>& progress);

}  // namespace grader::cohort
