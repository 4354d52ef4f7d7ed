#pragma once
// Own tests against the exercise's own versions of the work: its reference, further builds of it that differ in bytes
// and in nothing else, and its faulty versions. A test can tell none of them apart but by what they do: they stand at
// the same paths with the same times, each with a salt of its own.

#include <filesystem>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/exercise.h"
#include "grader/model/faults.h"
#include "grader/model/step.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

struct Version {
  std::string what;                 // is faulty in it
  std::vector<std::string> breaks;  // requirements; empty: it is correct
  std::string run;                  // the step in which own tests run on it
};

struct Versions {
  std::vector<Version> all;  // the reference first
  std::vector<Step> steps;   // beside the plan's
};

// Lays the versions out below `folder`, which must outlive the run, and plans the group "own" of `wanted` on each.
// `plan` is run as well: what both hold is not run twice. Empty without an own test, without a faulty version, and for
// a language that has no salt. Fails with kSetup or kPlatform when a file of the exercise cannot be read.
Result<Versions> plan_versions(const toolchain::Toolchain& tools, const Exercise& exercise,
                               const toolchain::Request& wanted, const std::vector<Step>& plan,
                               const std::filesystem::path& folder);

// `results` are those of versions.steps.
Faults judge_versions(const Versions& versions, const std::vector<RunResult>& results);

}  // namespace grader::pipeline
