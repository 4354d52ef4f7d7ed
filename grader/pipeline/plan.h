#pragma once
// All that one grading will run, made before anything runs.

#include <filesystem>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/step.h"
#include "grader/pipeline/given.h"
#include "grader/pipeline/io.h"
#include "grader/pipeline/own_mutants.h"
#include "grader/pipeline/own_work.h"
#include "grader/pipeline/pairs.h"
#include "grader/pipeline/pipeline.h"
#include "grader/pipeline/versions.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

struct Plan {
  toolchain::Request wanted;  // groups, cases, canaries and mutants
  CaseGroups cases;           // of mode io
  OwnMutants mutants;
  Versions versions;
  PlannedPairs pairs;
  PlannedGiven given;
  std::vector<Step> steps;   // of the work
  std::vector<Step> beside;  // of `given`, `versions` and `pairs`, without what `steps` hold

  std::vector<Step> all() const;
};

// Mutants, versions and pairs are laid out below `scratch`, which must outlive the run. Fails as the parts do.
Result<Plan> make_plan(const Material& material, const toolchain::Toolchain& tools, const Request& request,
                       const std::filesystem::path& scratch);

}  // namespace grader::pipeline
