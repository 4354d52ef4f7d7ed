#pragma once
// The learner's own record of self-checks, beside the work and out of its commits: .grader/attempts.jsonl.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/grading.h"

namespace grader::cli {

// One line of the file. The same commit judged by the same exercise and rubric is the same attempt. Rows stand in the
// report's order; a line that was read has them by id.
struct Attempt {
  template <typename Value>
  using Rows = std::vector<std::pair<std::string, Value>>;

  std::string commit;
  std::string rules;  // hashes of exercise and rubric; levels under other rules are not compared
  Rows<Level> skills, indicators;
  Rows<std::string> requirements;                                 // states in words
  std::map<std::string, std::optional<Rows<std::string>>> tests;  // by group; none: it was not built, or could not run
  bool whole = true;  // false: of a version that kept no indicators, requirements and states of tests (states are "")
};

// Of what an apprentice may see: nothing of hidden tests.
Attempt attempt_of(const Grading& grading);

// What changed from one attempt to a later one; `since` is the number of the earlier.
grader::Progress progress_between(const Attempt& before, const Attempt& now, int since);

// Adds the grading to the folder's record, unless it is there, and sets its number and its progress. A line that cannot
// be read is kept and counts as an attempt of which nothing is known. Fails with kPlatform when nothing can be written.
Result<void> record_attempt(const std::filesystem::path& folder, Grading& grading);

}  // namespace grader::cli
