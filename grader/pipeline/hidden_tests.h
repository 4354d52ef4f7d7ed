#pragma once
// How good an exercise's own tests are: its hidden tests against mutants of its reference.

#include <filesystem>

#include "grader/base/process.h"
#include "grader/base/result.h"
#include "grader/model/exercise.h"
#include "grader/model/mutation.h"
#include "grader/pipeline/pipeline.h"

namespace grader::pipeline {

// `reference`: a folder in which it is laid over the starter. Mutants stand on its lines that differ from the starter.
// Those of mode "split" run in one process with the work here, as nobody has to be kept from it; those of mode "io" by
// io_mutants.h. Empty for a language without mutation operators. Of `request` counts how it is run. Fails as
// grade_files.
Result<Mutation> judge_hidden_tests(ProcessRunner& runner, const Exercise& exercise,
                                    const std::filesystem::path& reference, const Request& request);

}  // namespace grader::pipeline
