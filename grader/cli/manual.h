#pragma once
// The manual page grader(1), written from the CLI11 tree.

#include <string>

#include "grader/base/result.h"
#include "grader/cli/tree.h"

namespace grader::cli {

// Prints the page as roff: `grader manual | man -l -` shows it.
Result<int> manual(const CLI::App& app);

// The page for a version of the program, with every command and every option of the tree.
std::string manual_page(const CommandTree& tree, const std::string& version);

}  // namespace grader::cli
