#pragma once
// A plan beside the plan: the same tests on another version of the work.

#include <functional>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/step.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

// The steps that the chosen ones need, and these, in their order.
std::vector<Step> leading_to(const std::vector<Step>& steps, const std::function<bool(const Step&)>& chosen);

// The same for the steps whose report is of a format.
std::vector<Step> leading_to_report(const toolchain::Toolchain& tools, const std::vector<Step>& steps,
                                    const std::string& format);

// The steps by which the learner's own tests run on another version of the work: those of "version-events" where the
// toolchain has a step for it, else those of their second run.
std::vector<Step> steps_on_version(const toolchain::Toolchain& tools, const Workspace& version,
                                   toolchain::Request request);

// Steps of several plans as one: what is the same in all but its name, inputs compared by their bytes, is run once.
class Merged {
 public:
  // Steps that are run anyway. Fails with kPlatform when an input cannot be read; so does add.
  static Result<Merged> with(const std::vector<Step>& steps);

  // Takes a further plan, its steps' names behind `prefix`. Gives the name that its last step is run as; "" for none.
  Result<std::string> add(std::vector<Step> plan, const std::string& prefix);

  const std::vector<Step>& added() const { return added_; }

 private:
  Result<std::string> key_of(const Step& step);

  std::map<std::string, std::string> names_;   // key -> name
  std::map<std::string, std::string> hashes_;  // host path -> SHA-256
  std::vector<Step> added_;
};

}  // namespace grader::pipeline
