#pragma once
// Draws the canaries of one exercise: which hidden tests are copied, and what the copies are called.

#include <optional>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/canaries.h"
#include "grader/model/exercise.h"
#include "grader/toolchain/toolchain.h"

namespace grader::toolchain {

// Each costs as much as a hidden test does.
inline constexpr std::size_t kMostCopies = 6;

// Copies of at most `most` tests, the cases of one over a table counted as one. The same hidden test ids and `secret`
// (a hash of the hidden test files, which no apprentice has) give the same ones. None when the toolchain makes no
// copies or no id fits its rules.
Canaries draw_canaries(const CanaryRules& rules, const std::vector<std::string>& hidden, const std::string& secret,
                       std::size_t most = kMostCopies);

// Adds those of the request's hidden group, drawn from the bytes of its files; none without one. Fails when a file
// cannot be read.
Result<void> add_canaries(const Toolchain& tools, const std::optional<Exercise>& exercise, Request& request,
                          std::size_t most = kMostCopies);

// The number that the order of the run follows from, a blank and the word: how the runner is told. "" without canaries.
std::string print_order(const Canaries& canaries);

// "real=copy" for each copy, joined by ";": how the toolchain's tools are told.
std::string print_copies(const Canaries& canaries);

// The ids of the probes between quotes, joined by ",".
std::string print_probes(const Canaries& canaries);

}  // namespace grader::toolchain
