#include "grader/cli/mutants.h"

#include "grader/base/text.h"

namespace grader::cli {

std::string unnoticed(const Mutation& mutation) {
  std::string lines;
  for (const JudgedMutant& row : mutation.mutants) {
    if (row.verdict.state == MutantState::kKilled) continue;
    lines += "\n  " + change_of(row.mutant) + (row.verdict.state == MutantState::kNotCovered ? ", run by no test" : "");
  }
  return printable(lines, Lines::kKeep);
}

std::string mutation_words(const Mutation& mutation) {
  if (mutation.mutants.empty()) return {};
  const std::size_t killed = count_of(mutation, MutantState::kKilled);
  const std::size_t all = mutation.mutants.size();
  return "The hidden tests notice " + std::to_string(killed) + " of " + std::to_string(all) +
         " mutants of the reference (" + std::to_string(killed * 100 / all) + " %)" +
         (mutation.not_sampled == 0 ? ""
                                    : ", a drawn sample: " + std::to_string(mutation.not_sampled) + " more not tried") +
         (killed == all ? "." : "; not noticed:" + unnoticed(mutation)) + "\n";
}

}  // namespace grader::cli
