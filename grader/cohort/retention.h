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

}  // namespace grader::cohort
