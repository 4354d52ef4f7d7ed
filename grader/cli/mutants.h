#pragma once
// The mutants of an exercise's reference, in the words of `exercise verify`.

#include <string>

#include "grader/model/mode.h"
#include "grader/model/mutation.h"

namespace grader::cli {

// A line for each mutant that no test notices, each behind a line break.
std::string unnoticed(const Mutation& mutation);

// Why a reference has no mutant that could be judged.
std::string why_no_mutant(Mode mode);

// The score with the survivors, or that the mode has none; "" where there could have been a mutant and is none.
std::string mutation_words(Mode mode, const Mutation& mutation);

}  // namespace grader::cli
