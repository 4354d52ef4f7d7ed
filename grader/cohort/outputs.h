#pragma once
// The results' folder: index.html, summary.csv, cohort.xlsx, run.json, and a folder for each apprentice with a page and
// a JSON file for each exercise.

#include <filesystem>

#include "grader/base/result.h"
#include "grader/cohort/levels.h"
#include "grader/model/results.h"
#include "grader/store/store.h"

namespace grader::cohort {

// Pages that are there already for the same grading and rubric are not written again; those of nobody in `results` are
// removed. Each file is replaced whole. Fails with kPlatform when the folder cannot be written.
Result<void> write_results(const Results& results, const Yardstick& yardstick, store::Store& store,
                           const std::filesystem::path& folder);

}  // namespace grader::cohort
