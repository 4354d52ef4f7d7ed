#pragma once
// How a step reads the schemata of the work when no file of its box may hold them.

#include <string>

#include "grader/toolchain/toolchain.h"

namespace grader::toolchain {

// A JSON object of each file's path and text; "" when one of them cannot be read, and then nothing can be judged.
std::string print_schemata(const Mutants& mutants);

}  // namespace grader::toolchain
