#pragma once
// What of a cohort lies around besides the store: copies of repositories, and the raw output of boxes.

#include <chrono>
#include <filesystem>
#include <vector>

#include "grader/cohort/cohort.h"

namespace grader::cohort {

// Folders in the cache that were made before the start of that day, and not changed since: kept runs, whoever's they
// are, and mirrors of the cohort's repositories. All of it can be made anew.
std::vector<std::filesystem::path> raw_older_than(const Cohort& cohort, std::chrono::sys_days day);

// Files about an apprentice in the output folder: pages of the last run, and reports that were released.
std::vector<std::filesystem::path> files_about(const Rules& rules, const std::string& apprentice);

// Removes them, and the apprentice's folder. Fails with kPlatform for the first that stays.
Result<void> remove_files_about(const Rules& rules, const std::string& apprentice);

}  // namespace grader::cohort
