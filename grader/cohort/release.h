#pragma once
// From confirmed levels to what may leave the college: one report for each apprentice, and rows for other systems.

#include <chrono>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/cohort/cohort.h"
#include "grader/cohort/marked.h"
#include "grader/model/released.h"
#include "grader/store/store.h"

namespace grader::cohort {

struct ToRelease {
  std::vector<Decision> decisions;   // one for each skill that may be released
  std::vector<std::string> waiting;  // "a1 bank-statement S5: it was drawn for a second mark, and has none"
};

// Everything of the cohort, or of one apprentice ("": all), that is confirmed or moderated and not released yet.
ToRelease to_release(const Marked& marked, const std::string& apprentice, const std::string& who,
                     std::chrono::sys_seconds now);

// One row for each submission of which a skill is released, with those skills alone. Evidence is the public edition's:
// nothing of hidden tests leaves. `apprentice` "": of all.
Result<std::vector<Released>> released_rows(const Cohort& cohort, store::Store& store, const Marked& marked,
                                            const std::string& apprentice);

// Those of one exercise; "": of the only one that they are of. Fails with kUsage, naming the exercises, when they are
// of several and none is named, and when the cohort has no such exercise.
Result<std::vector<Released>> rows_of_exercise(const Cohort& cohort, std::vector<Released> rows,
                                               const std::string& exercise);

}  // namespace grader::cohort
