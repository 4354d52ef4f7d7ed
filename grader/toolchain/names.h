#pragma once
// The names by which the parts of a toolchain refer to each other.

#include "grader/base/result.h"
#include "grader/toolchain/toolchain.h"

namespace grader::toolchain {

inline constexpr const char* kReadingToolchain = "reading the toolchain";

// Refuses a toolchain that names a step, a role, a file of its folder or a framework's value which it does not have, or
// gives two steps one name. Fails with kSetup; the nearest name that there is belongs to the remedy.
Result<void> check_names(const Toolchain& toolchain);

}  // namespace grader::toolchain
