#pragma once
// What write_file leaves beside its target when its process is killed: "NAME.XXXXXX.part".

#include <filesystem>
#include <string_view>

namespace grader {

inline constexpr std::string_view kUnfinished = ".part";

// Removes it everywhere below a folder that nobody writes in. What cannot be removed stays.
void remove_unfinished(const std::filesystem::path& folder);

}  // namespace grader
