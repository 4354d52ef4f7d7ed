#pragma once
// Joins two boxes of mode "split": the runner's, with the tests, and the worker's, with the learner's code.

#include <filesystem>
#include <memory>
#include <string>

#include "grader/base/process.h"
#include "grader/base/result.h"
#include "sandbox/spec.h"

namespace grader::run {

class Relay {
 public:
  // Begins to listen. `worker` is run through `helper` whenever the runner makes its first call of a test, and ended
  // when the next test begins; its `peer` is set here. Fails with kPlatform.
  static Result<std::unique_ptr<Relay>> start(ProcessRunner& runner, const std::filesystem::path& helper,
                                              const sandbox::Spec& worker);
  virtual ~Relay() = default;

  // The socket that the runner's box is to be connected to.
  virtual std::string peer() const = 0;

  // Once the runner's box has ended: ends the worker's. Fails with kPlatform when a worker's box could not be made or
  // its helper gave no report; then nothing that the runner said is worth anything.
  virtual Result<void> stop() = 0;
};

}  // namespace grader::run
