#pragma once
// Mutants of the own work: made before the boxes start, judged from what the boxes said.

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/mutant.h"
#include "grader/model/mutation.h"
#include "grader/model/step.h"
#include "grader/pipeline/kept_tries.h"
#include "grader/pipeline/own_work.h"
#include "grader/run/run.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

// Empty where the language has no mutation operators, there is no own test, or nothing to change.
struct OwnMutants {
  Schemata schemata;
  toolchain::Mutants request;  // its files stand below the folder that they were made in
  std::set<std::string> work;  // paths of the files that were read
};

// Writes schemata and their tables below `folder`, which must outlive the run. The same work gives the same bytes,
// whatever its tests are: only the work is compiled with them. Fails with kSetup when the toolchain's query cannot be
// used.
Result<OwnMutants> make_own_mutants(const toolchain::Toolchain& tools, const Material& material,
                                    const std::vector<toolchain::Group>& groups, const std::filesystem::path& folder);

// What is known of them from earlier runs; `source` is what was read of the work's tests, and `versions` and `cache`
// are those of the steps. Gives the step that judges them its hint. Fails with kPlatform when a file of the work cannot
// be read.
Result<KeptTries> kept_tries(const toolchain::Toolchain& tools, const Material& material, const SourceFacts& source,
                             const toolchain::Request& wanted, const OwnMutants& made, const run::Options& options,
                             std::vector<Step>& steps);

// What the steps of the plan said of them; what they tried is added to `tries`. Without a mutant, everything is empty.
// Fails with kPlatform when a kept run cannot be read, or as KeptTries::keep.
Result<Mutation> judge_own_mutants(const toolchain::Toolchain& tools, const OwnMutants& made,
                                   const std::vector<Step>& steps, const std::vector<RunResult>& results,
                                   KeptTries& tries);

}  // namespace grader::pipeline
