#pragma once
// Where a cohort's gradings run, as its file says.

#include <filesystem>
#include <memory>

#include "grader/base/process.h"
#include "grader/base/result.h"
#include "grader/cohort/executor.h"
#include "grader/cohort/rules.h"

namespace grader::cli {

// The folder for files between the processes of a run: below the output folder, or, on a cluster, below the folder that
// its nodes share. The same for every run of a cohort, and no other's.
std::filesystem::path work_folder(const cohort::Rules& rules);

// This program, as a process of its own starts it.
std::filesystem::path self();

// Whether gradings could run where the cohort's file says, as far as can be told without starting one. Fails with
// kPlatform.
Result<void> check_executor(const cohort::Rules& rules);

// `runner` must outlive it. Fails with kPlatform when the cohort asks for a cluster that cannot be reached from here.
// The cohort's lock must be held: what an earlier run left on a cluster is cancelled.
Result<std::unique_ptr<cohort::Executor>> executor_for(const cohort::Rules& rules, ProcessRunner& runner);

}  // namespace grader::cli
