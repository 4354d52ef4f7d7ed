#pragma once
// What this machine can confine.

#include <nlohmann/json.hpp>

#include "grader/base/process.h"
#include "grader/base/result.h"

namespace grader::cli {

// What the sandbox helper found by trying: "tier" ("full", "namespaces", "landlock" or "none") and what it rests on.
// Fails with kPlatform when the helper does not answer.
Result<nlohmann::json> isolation_here(ProcessRunner& runner);

}  // namespace grader::cli
