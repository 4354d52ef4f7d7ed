#pragma once
// What the runs of one plan said, read out of their streams.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grader/model/canaries.h"
#include "grader/model/correction.h"
#include "grader/model/facts.h"
#include "grader/model/faults.h"
#include "grader/model/mutation.h"
#include "grader/model/source.h"
#include "grader/model/step.h"
#include "grader/model/workspace.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

struct Facts {
  std::map<std::string, TestReport> reports;     // group -> first run
  std::map<std::string, std::string> not_built;  // group -> which step failed
  std::map<std::string, std::string> not_run;    // group -> why, which lies with the host
  std::map<std::string, Outcome> ended;          // group -> how its first run ended
  Canaries canaries;                             // in the report of the hidden group
  std::optional<TestReport> own_again;
  Outcome own_again_ended = Outcome::kExited;
  std::vector<Finding> findings;
  std::string findings_problem;              // why `findings` is not whole
  std::optional<std::vector<Finding>> lint;  // none: the language has no linter
  std::string lint_problem;                  // why `lint` is not whole, or not there
  std::optional<std::vector<std::string>>
      unformatted;                             // files that the formatter would change; none: there is no formatter
  std::vector<std::string> given_unformatted;  // files of the starter that the formatter would change in it
  std::string format_problem;
  std::optional<Coverage> coverage;
  std::string coverage_problem;  // why there is none though own tests ran
  Mutation mutation;             // of the own work
  TriedChanges tried;            // of the history
  Faults faults;                 // of the exercise's versions
  SourceFacts source;
  std::string missing_package;  // of the learner's project, on this host; see below
  const RunResult* build = nullptr;
  const RunResult* example = nullptr;
  std::string tier;
};

// `build` and `example` point into `results`.
Facts collect_facts(const toolchain::Toolchain& tools, const std::vector<Step>& steps,
                    const std::vector<RunResult>& results);

// The first third-party package that a compiler or a test run missed; "" when none was. What the learner was to write
// (a part of a path of the workspace or of the exercise's interface) is no package.
std::string missing_package(const toolchain::Toolchain& tools, const Facts& facts, const Workspace& workspace,
                            const std::vector<std::string>& interface_files);

}  // namespace grader::pipeline
