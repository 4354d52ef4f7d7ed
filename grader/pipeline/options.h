#pragma once
// How the steps of a request are run, whatever they are for.

#include <map>
#include <string>

#include "grader/base/result.h"
#include "grader/pipeline/pipeline.h"
#include "grader/run/run.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

// Of every tool, and of the toolchain's own files. A tool's version is its program's hash: it never has to be run
// outside the box to be named. Fails with kPlatform when a tool is not installed.
Result<std::map<std::string, std::string>> tool_versions(const toolchain::Toolchain& tools);

// Kept runs depend on `versions` and on this program's own.
run::Options options_for(const Request& request, const std::map<std::string, std::string>& versions);

}  // namespace grader::pipeline
