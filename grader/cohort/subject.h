#pragma once
// What is kept of one apprentice, for them to see.

#include <filesystem>
#include <string>

#include "grader/base/result.h"
#include "grader/cohort/cohort.h"
#include "grader/store/store.h"

namespace grader::cohort {

// Writes a folder: data.json with what each run that is kept found of the apprentice, their levels, what was seen of
// the repositories that the roster names for them today, and decisions; a page and a JSON file for each grading, also
// where a later one replaced it, the newest as EXERCISE.html and those before as EXERCISE.2.html and so on; and in
// released/ the reports that were released. Nothing is in it of hidden tests, of who gave a level, or of other
// apprentices. Whoever has the same id in another cohort is somebody else.
Result<void> write_subject(const Cohort& cohort, store::Store& store, const std::string& apprentice,
                           const std::filesystem::path& folder);

}  // namespace grader::cohort
