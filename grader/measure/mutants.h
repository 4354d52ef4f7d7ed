#pragma once
// How far own tests notice changes of the own code.

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "grader/model/grading.h"
#include "grader/model/mutation.h"

namespace grader::measure {

// Joins mutants with their verdicts by number: decoys and the `dropped` numbers, which do not compile, are left out.
// A run that is not complete gives no mutants and a problem.
Mutation judge_mutants(const std::vector<Mutant>& mutants, const MutantRun& run, const std::set<int>& dropped);

// Whether a test would notice the change, as a question that does not say so.
std::string question_about(const Mutant& mutant);

// mutants.killed: of the mutants, those that an own test noticed. Fewer than kFewestMutants are too little to judge.
// For the tutor where a test noticed mutants and then failed with nothing changed: it goes by its runs, not by
// behaviour.
constexpr std::size_t kFewestMutants = 10;
void measure_mutants(const Mutation& mutation, EvidenceTable& table);

}  // namespace grader::measure
