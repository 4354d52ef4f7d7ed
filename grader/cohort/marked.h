#pragma once
// The cohort as it stands: what its last run graded, what stands of earlier ones where it could not, and what people
// have decided since.

#include <optional>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/cohort/cohort.h"
#include "grader/cohort/decisions.h"
#include "grader/cohort/gates.h"
#include "grader/model/grading.h"
#include "grader/store/store.h"

namespace grader::cohort {

struct Marked {
  Run run;
  std::size_t runs = 0;     // of the cohort, ended or not
  std::vector<Item> items;  // in the order of their submissions, as the store gives them
  Standings standings;
  Gates gates;  // confirmed or not

  const Item* find(const Submission& submission) const;  // nullptr: not in the run
};

// Of the last run that ended, a remark among them. Fails with kUsage when none has.
Result<Marked> read_marked(const Cohort& cohort, store::Store& store);

// What a run found. Where it could not grade, what an earlier run graded stands, flagged and with the new fault beside
// it: a repository that is away for a night takes no work from anybody. Work that a rule of the cohort turned away
// stands no longer.
Result<std::vector<Item>> items_of(const Cohort& cohort, store::Store& store, const std::string& run);

// Of run number `number`, from 1.
std::string run_id(const Cohort& cohort, std::size_t number);

// A kept grading with its levels; without its page when that was not asked for. None: it is not kept any more.
Result<std::optional<Grading>> judged(const Yardstick& yardstick, store::Store& store, const std::string& key,
                                      bool with_page);

// For whoever cannot do without it.
std::unexpected<Error> not_kept(const std::string& key);

// Adds to the results what people decided, and the gates that they have not; a row of which an older commit was decided
// says so.
void add_standings(const Standings& standings, Results& results);

}  // namespace grader::cohort
