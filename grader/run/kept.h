#pragma once
// Kept runs: a folder a run, named by a SHA-256 over everything that its result depends on.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/step.h"
#include "grader/run/run.h"
#include "sandbox/spec.h"

namespace grader::run {

constexpr const char* kRunningStep = "running a step in the sandbox";  // of a step's errors

// What the box gets to see: the inputs of the step and the outputs of those before it, each with its SHA-256.
struct Hashed {
  Input input;
  std::string hash;
};
using Inputs = std::vector<Hashed>;
using Done = std::map<std::string, const RunResult*>;  // step -> what came of it, of those that a step needs

// Sorted by their paths in the box. Fails with kPlatform when a file cannot be read.
Result<Inputs> inputs_of(const Step& step, const Done& done);

// Where the run is, or would be, kept. Equal folders hold equal results; a step's worker counts with its inputs.
std::filesystem::path kept_folder(const Step& step, const Inputs& inputs, const Inputs& worker_inputs,
                                  const Options& options);

// Writes beside what the helper left in `result` all that `load` reads: its report, once more as the `text` it gave,
// the nonce and the files' hashes.
Result<void> keep(const sandbox::Report& report, const std::string& text, const std::string& nonce,
                  const std::filesystem::path& result);

// Reads a kept run. Fails with kPlatform when it is not whole.
Result<RunResult> load(const Step& step, const std::filesystem::path& folder);

// Whether a kept run may be used. What the host alone may have caused (wall time under load, a program that could not
// be started, a damaged tool, a box for practice) is tried again, and so is what a lesser box gave than is now asked
// for.
bool worth_keeping(const Step& step, const RunResult& result, sandbox::Tier least);

sandbox::Tier least_tier(const Options& options);

}  // namespace grader::run
