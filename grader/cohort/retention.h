#pragma once
// What of a cohort lies around besides the store: copies of repositories, and the raw output of boxes.

#include <chrono>
#include <filesystem>
#include <vector>

#include "grader/cohort/cohort.h"

namespace grader::cohort {

// Folders in the cache that were made before the start of that day, and not changed (mirrors: not fetched into) since:
// kept runs, mirrors of repositories, and what a grading that was killed left; and of that age what a killed run left
// in `work`, its folder for files between processes. Whoever's they are: a mirror does not say, and its row may be gone
// from the roster. All of it can be made anew.
std::vector<std::filesystem::path> raw_older_than(std::chrono::sys_days day, const std::filesystem::path& work);

// Removes them. Fails with kPlatform for the first that stays.
Result<void> remove_raw(const std::vector<std::filesystem::path>& folders);

// Pages of submissions in the output folder, whoever they are of. Released reports are none: a person gave them.
std::vector<std::filesystem::path> pages_of(const Rules& rules);

// Removes them with their folders. Fails with kPlatform for the first that stays.
Result<void> remove_pages(const Rules& rules);

// Files about an apprentice in the output folder: pages of the last run, and reports that were released.
std::vector<std::filesystem::path> files_about(const Rules& rules, const std::string& apprentice);

// Removes them and the apprentice's folder. Fails with kPlatform for the first that stays.
Result<void> remove_files_about(const Rules& rules, const std::string& apprentice);

}  // namespace grader::cohort
