#pragma once
// Reads the project's own inputs (exercise, rubric, toolchain): JSON with comments, held against its schema in
// docs/schema/. Unknown keys are errors with a suggestion; every error names file, line and key.

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "grader/base/result.h"

namespace grader {

// `schema` is the file's name without ".schema.json". Fails with kSetup for what the author can mend.
Result<nlohmann::json> read_own_input(const std::filesystem::path& path, const std::string& schema,
                                      const std::string& doing);

// The same for text that is already there; `name` stands for the path in errors.
Result<nlohmann::json> check_own_input(const std::string& text, const std::string& name, const std::string& schema,
                                       const std::string& doing);

// All that is wrong with such text, by line, and in `sound` what can be used of it: the document without the keys of
// its top in which something is wrong. Text that is no JSON has one fault and leaves an empty object.
std::vector<Error> faults_of_own_input(const std::string& text, const std::string& name, const std::string& schema,
                                       const std::string& doing, nlohmann::json& sound);

// The line (from 1) on which the value at a path such as <root>[requirements][2][levl] begins; 1 when it is not there.
int line_at(std::string_view text, std::string_view path);

}  // namespace grader
