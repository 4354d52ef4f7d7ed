#pragma once
// Mutants of an exercise's reference under its hidden cases (mode "io"). A case starts a program of its own, which no
// guard reaches: each mutant is built alone.

#include <filesystem>

#include "grader/base/process.h"
#include "grader/base/result.h"
#include "grader/model/exercise.h"
#include "grader/model/mutation.h"
#include "grader/run/run.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

constexpr std::size_t kMostBuilt = 60;  // of one exercise, a drawn sample beyond

// `reference`: a folder that holds the solution laid over the starter. A mutant is killed by the first case that ends
// otherwise than expected, in the order of the exercise; whether a case comes by it is not known, so none is "not
// covered". Empty for a language that does not say what a mutant is without a guard. Fails as grade_material.
Result<Mutation> judge_hidden_cases(ProcessRunner& runner, const Exercise& exercise, const toolchain::Toolchain& tools,
                                    const std::filesystem::path& reference, const run::Options& options);

}  // namespace grader::pipeline
