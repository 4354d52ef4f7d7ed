#include "grader/model/mutation.h"

#include <algorithm>

namespace grader {

std::size_t count_of(const Mutation& mutation, MutantState state) {
  return static_cast<std::size_t>(std::count_if(mutation.mutants.begin(), mutation.mutants.end(),
                                                [&](const JudgedMutant& row) { return row.verdict.state == state; }));
}

std::string change_of(const Mutant& mutant) {
  return mutant.path + ":" + std::to_string(mutant.line) + " `" + mutant.original +
         (mutant.replacement.empty() ? "` left out" : "` as `" + mutant.replacement + "`");
}

}  // namespace grader
