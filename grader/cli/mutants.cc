#include "grader/cli/mutants.h"

#include <algorithm>

#include "grader/base/text.h"

namespace grader::cli {

std::size_t killed_of(const Mutation& mutation) {
  return static_cast<std::size_t>(
      std::count_if(mutation.mutants.begin(), mutation.mutants.end(),
                    [](const JudgedMutant& row) { return row.verdict.state == MutantState::kKilled; }));
}

std::string unnoticed(const Mutation& mutation) {
  std::string lines;
  for (const JudgedMutant& row : mutation.mutants) {
    const Mutant& mutant = row.mutant;
    if (row.verdict.state == MutantState::kKilled) continue;
    lines += "\n  " + mutant.path + ":" + std::to_string(mutant.line) + " `" + mutant.original +
             (mutant.replacement.empty() ? "` left out" : "` as `" + mutant.replacement + "`") +
             (row.verdict.state == MutantState::kNotCovered ? ", run by no test" : "");
  }
  return printable(lines, Lines::kKeep);
}

std::string mutation_words(const Mutation& mutation) {
  if (mutation.mutants.empty()) return {};
  const std::size_t killed = killed_of(mutation);
  const std::size_t all = mutation.mutants.size();
  return "The hidden tests notice " + std::to_string(killed) + " of " + std::to_string(all) +
         " mutants of the reference (" + std::to_string(killed * 100 / all) + " %)" +
         (killed == all ? "." : "; not noticed:" + unnoticed(mutation)) + "\n";
}

}  // namespace grader::cli
