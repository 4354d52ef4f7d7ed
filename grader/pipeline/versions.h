#pragma once
// Own tests against the exercise's own versions of the work: its reference, further builds of it that differ in bytes
// and in nothing else, and its faulty versions. A test can tell none of them apart but by what they do: they stand at
// the same paths with the same times, each with a salt of its own.

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/exercise.h"
#include "grader/model/faults.h"
#include "grader/model/step.h"
#include "grader/pipeline/subplan.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

struct Version {
  std::string what;                 // is faulty in it
  std::vector<std::string> breaks;  // requirements; empty: it is correct
  std::string run;                  // the step in which own tests run on it
};

using Versions = std::vector<Version>;  // the reference first

// Lays the versions out below `folder`, which must outlive the run, and plans the group "own" of `wanted` on each, in
// `beside`, in an order that follows from the versions' bytes. Empty without an own test, without a faulty version, and
// for a language that has no salt. Files of `work`'s role "data" stand in each version where that has none of their
// name: own tests read them. Fails with kSetup or kPlatform when a file of the exercise cannot be read.
Result<Versions> plan_versions(const toolchain::Toolchain& tools, const Exercise& exercise, const Workspace& work,
                               const toolchain::Request& wanted, Merged& beside, const std::filesystem::path& folder);

// `results` by the names of their steps. `unstable`: own tests whose result changed between two runs on the work.
Faults judge_versions(const Versions& versions, const std::map<std::string, const RunResult*>& results,
                      const std::set<std::string>& unstable);

}  // namespace grader::pipeline
