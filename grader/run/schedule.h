#pragma once
// In which order steps are carried out, on several threads.

#include <functional>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/step.h"
#include "grader/run/kept.h"
#include "grader/run/run.h"

namespace grader::run {

// Carries out one step of which every need has succeeded; called from any thread.
using CarryOut = std::function<Result<RunResult>(const Step& step, const Done& done)>;

// One result a step, in their order; see run_steps.
Result<std::vector<RunResult>> run_in_order(const std::vector<Step>& steps, const Options& options,
                                            const CarryOut& carry_out);

}  // namespace grader::run
