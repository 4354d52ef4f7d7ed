#pragma once
// One step in one box, and beside it the box that it may call.

#include <filesystem>

#include "grader/base/process.h"
#include "grader/base/result.h"
#include "grader/model/step.h"
#include "grader/run/kept.h"
#include "grader/run/run.h"

namespace grader::run {

// Runs the step and keeps what came of it in the folder `kept`. kOutOfTime, and nothing kept, when options.until is
// past or comes before the step has ended; kOneBox when the step needs a worker and the host has a box for practice
// only. Fails with kPlatform when the host cannot confine or the disk is full.
Result<RunResult> run_in_box(ProcessRunner& runner, const Step& step, const Inputs& inputs, const Inputs& worker_inputs,
                             const std::filesystem::path& kept, const Options& options);

}  // namespace grader::run
