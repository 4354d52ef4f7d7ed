#pragma once
// What an exercise asks of its toolchain.

#include "grader/base/result.h"
#include "grader/model/exercise.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

// All but the groups of tests and the cases. Fails with kSetup when the toolchain cannot judge by the exercise's mode:
// what keeps tests and code apart must not be pretended.
Result<toolchain::Request> request_of(const Exercise& exercise, const toolchain::Toolchain& tools);

}  // namespace grader::pipeline
