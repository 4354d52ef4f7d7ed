#pragma once
// How good an exercise's own tests are: its hidden tests against mutants of its reference.

#include "grader/base/process.h"
#include "grader/base/result.h"
#include "grader/model/exercise.h"
#include "grader/model/mutation.h"
#include "grader/pipeline/pipeline.h"

namespace grader::pipeline {

// Mutants stand on the lines of the reference that differ from the starter. Empty for a mode whose tests run apart from
// the work, and for a language without mutation operators. Of `request` counts how it is run. Fails as grade_files.
Result<Mutation> judge_hidden_tests(ProcessRunner& runner, const Exercise& exercise, const Request& request);

}  // namespace grader::pipeline
