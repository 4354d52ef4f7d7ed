#pragma once
// Generic tricks that pass tests without the work, toolchains/<language>/forgers/: an exercise is verified against
// them.

#include <filesystem>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/exercise.h"
#include "grader/model/grading.h"

namespace grader::cli {

struct Forger {
  std::string name;
  std::filesystem::path folder;
};

// Those of a language, by name.
Result<std::vector<Forger>> forgers_for(const std::string& language);

// Lays a forger over a starter: each of its files as it is, but "each.EXT", which is added to the end of every file of
// that ending outside tests/.
Result<void> lay_forger(const Forger& forger, const std::filesystem::path& starter);

const GroupResult* hidden_group(const Grading& grading);

// The requirements whose hidden tests all pass in `forged` and not in `honest`. Single tests say less: one that asks
// for "true" passes with anything that is never false.
std::vector<std::string> gained(const Exercise& exercise, const Grading& honest, const Grading& forged);

}  // namespace grader::cli
