#pragma once
// New levels from stored facts: after a change of the rubric, its thresholds or the late policy. Nothing is fetched or
// run. What people decided stays as it is; earlier assessments stay in the history.

#include <functional>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/cohort/cohort.h"
#include "grader/model/results.h"
#include "grader/store/store.h"

namespace grader::cohort {

// One skill of one submission whose level would be, or is, another.
struct Move {
  Submission submission;
  std::string skill;  // "": the submission as a whole
  std::string before, after;
  std::string why;      // which rules or policy; in words
  std::string decided;  // the level that a person gave it, which stays; "": none
  bool operator==(const Move&) const = default;
};

struct Remarked {
  std::vector<Move> moves;         // by submission, then skill
  std::vector<Submission> to_run;  // for the new policy they must be graded first
  Run run;                         // that it was recorded as; not when it is only a preview
};

// Of the cohort's last run that ended. `apply` false: says what would move, and records nothing. Fails with kUsage when
// no run has ended yet.
Result<Remarked> remark(const Cohort& cohort, store::Store& store, std::chrono::sys_seconds now, bool apply);

}  // namespace grader::cohort
