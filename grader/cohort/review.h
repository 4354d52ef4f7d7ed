#pragma once
// Evidence out to the tutors, and their levels back: the table that is filled in where no dashboard is at hand.

#include <chrono>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/cohort/cohort.h"
#include "grader/cohort/marked.h"
#include "grader/model/table.h"
#include "grader/store/store.h"

namespace grader::cohort {

struct ReviewOptions {
  std::string tutor;      // rows of this tutor alone; "": all
  bool second = false;    // rows drawn for a second mark, without the first one
  bool revealed = false;  // with a column of machine levels, before the one to fill in
};

// One row a submission and skill that waits for a level: apprentice, exercise, skill, wording, evidence, gate (why the
// level needs a reason), grading, level, reason, and but for second marks comment to apprentice; these are empty. No
// machine level is in it unless `revealed`.
Result<Sheet> review_sheet(const Cohort& cohort, store::Store& store, const Marked& marked,
                           const ReviewOptions& options);

// A row that was not taken, and why.
struct NotTaken {
  int line = 0;
  std::string found;
};

struct Taken {
  std::vector<Decision> decisions;  // one for each row with a level
  std::vector<NotTaken> wrong;      // when there is one, nothing may be recorded
};

// Reads such a table back. `what`: kConfirm, kSecond or kModerate. Rows without a level are passed over. A row is wrong
// when its grading is no longer the submission's, when it names nothing of the cohort or the same as a row further up,
// or when `checked` refuses it. Fails with kUsage when a column is missing, but for comments, which older tables lack.
Result<Taken> read_review(const Cohort& cohort, const Marked& marked, const Table& table, const std::string& what,
                          const std::string& who, std::chrono::sys_seconds now);

}  // namespace grader::cohort
