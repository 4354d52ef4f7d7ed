#pragma once
// The mutants of an exercise's reference, in the words of `exercise verify`.

#include <string>

#include "grader/model/mutation.h"

namespace grader::cli {

// A line for each mutant that no test notices, each behind a line break.
std::string unnoticed(const Mutation& mutation);

// The score with the survivors; "" where there is no mutant.
std::string mutation_words(const Mutation& mutation);

}  // namespace grader::cli
