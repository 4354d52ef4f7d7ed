#pragma once
// The verdict on one case of mode "io", from how its box ended and what was left in it.

#include <optional>

#include "grader/model/facts.h"
#include "grader/model/io_case.h"
#include "grader/model/step.h"

namespace grader::measure {

// None: the exercise's own checker has to decide.
std::optional<TestCase> judge_case(const IoCase& expected, const RunResult& run);

// What the checker's box said: exit code 0 is a pass, 1 is a failure with its first line of output as the reason. A
// checker that ended otherwise gave no verdict, and without one nothing passes.
TestCase judge_check(const std::string& id, const RunResult& checker);

}  // namespace grader::measure
