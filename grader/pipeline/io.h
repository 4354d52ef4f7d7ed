#pragma once
// Mode "io": the learner's program runs once a case in a box of its own, and what it left is judged outside.

#include <map>
#include <string>
#include <vector>

#include "grader/base/process.h"
#include "grader/base/result.h"
#include "grader/model/io_case.h"
#include "grader/pipeline/facts.h"
#include "grader/run/run.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

// group -> its cases; "hidden" only with `marking`. Empty for an exercise of another mode.
using CaseGroups = std::map<std::string, std::vector<IoCase>>;
Result<CaseGroups> cases_of(const Exercise& exercise, bool marking);

// Of every case what its box may see.
std::vector<toolchain::Case> runs_of(const CaseGroups& groups);

// Judges each group's runs, with the exercise's own checkers in boxes of theirs, and puts one report a group into
// `facts`, as if a runner had written it.
Result<void> judge_cases(ProcessRunner& runner, const Exercise& exercise, const CaseGroups& groups,
                         const toolchain::Toolchain& tools, const std::vector<Step>& steps,
                         const std::vector<RunResult>& results, const run::Options& options, Facts& facts);

}  // namespace grader::pipeline
