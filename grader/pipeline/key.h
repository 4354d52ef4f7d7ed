#pragma once
// What a grading depends on, as a hash: two gradings with the same key are the same.

#include <string>

#include "grader/base/result.h"
#include "grader/model/exercise.h"

namespace grader::pipeline {

// SHA-256 over everything but the commit and the learner: the exercise's files but its sample submissions, the
// toolchain's files and tools, the sandbox's helper and this version of grader. The rubric is not in it: levels follow
// later. Fails when one of them is missing.
Result<std::string> basis_of(const Exercise& exercise);

std::string key_of(const std::string& basis, const std::string& commit, const std::string& learner);

}  // namespace grader::pipeline
