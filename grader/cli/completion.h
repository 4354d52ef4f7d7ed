#pragma once
// Scripts by which a shell completes the command line of grader, written from the CLI11 tree.

#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/cli/tree.h"

namespace grader::cli {

// Shells that have a script.
std::vector<std::string> shell_names();

// Prints the script of one of shell_names(). Statement ids come from the standard, languages from the toolchains; fails
// with kSetup when either cannot be read.
Result<int> completion(const CLI::App& app, const std::string& shell);

// The scripts themselves.
std::string bash_completion(const CommandTree& tree);
std::string zsh_completion(const CommandTree& tree);
std::string fish_completion(const CommandTree& tree);

}  // namespace grader::cli
