#pragma once
// What the starter shows by itself to those tools that read the work: see grader/measure/given.h.

#include <map>
#include <string>
#include <vector>

#include "grader/base/process.h"
#include "grader/base/result.h"
#include "grader/model/step.h"
#include "grader/pipeline/facts.h"
#include "grader/pipeline/own_work.h"
#include "grader/pipeline/subplan.h"
#include "grader/run/run.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

struct PlannedGiven {
  Workspace starter;        // without files: nothing of it was changed
  std::vector<Step> steps;  // those that linter and formatter run in: their kinds, and the names they are run as
};

// Plans linter and formatter on the starter, in `beside`, when the learner changed code of it. A cohort shares their
// runs.
Result<PlannedGiven> plan_given(const toolchain::Toolchain& tools, const Material& material,
                                const toolchain::Request& wanted, Merged& beside);

// Takes out of the facts what the starter has too; `facts.source` is there already. `results` by the names of their
// steps. Fails as read_source does.
Result<void> set_aside_given(const toolchain::Toolchain& tools, const PlannedGiven& planned, const Material& material,
                             const std::map<std::string, const RunResult*>& results, Facts& facts);

// Takes out of `facts.findings` what compilers say of the starter too. Nothing is run unless they say something of
// lines that the learner changed in it. Fails as run_steps does.
Result<void> set_aside_given_warnings(ProcessRunner& runner, const toolchain::Toolchain& tools,
                                      const PlannedGiven& planned, const Material& material,
                                      const run::Options& options, Facts& facts);

}  // namespace grader::pipeline
