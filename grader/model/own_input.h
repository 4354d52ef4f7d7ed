#pragma once
// Reads the project's own inputs (exercise, rubric, toolchain): JSON with comments, held against its schema in
// docs/schema/. Unknown keys are errors with a suggestion; every error names file, line and key.

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "grader/base/result.h"

namespace grader {

// `schema` is the file's name without ".schema.json". Fails with kSetup for what the author can mend.
Result<nlohmann::json> read_own_input(const std::filesystem::path& path, const std::string& schema,
                                      const std::string& doing);

// The same for text that is already there; `name` stands for the path in errors.
Result<nlohmann::json> check_own_input(const std::string& text, const std::string& name, const std::string& schema,
                                       const std::string& doing);

// The line (from 1) on which the value at a path such as <root>[requirements][2][levl] begins; 1 when it is not there.
int line_at(std::string_view text, std::string_view path);

}  // namespace grader
