#pragma once
// The folder of released reports: three files for each submission, named after the person; and a list of whose they
// are, by ids, so that a person's can be found when the roster and the table of names have changed.

#include <filesystem>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/cohort/cohort.h"
#include "grader/model/released.h"

namespace grader::cohort {

// The name of each row's report, in the order of the cohort's rows: the person's name, or the id where `people` has
// none, and the exercise. Two people of one name have their ids behind it. It does not depend on what is released.
std::vector<std::string> report_names(const Cohort& cohort, const People& people);

// One report for each row, as a page, as Markdown and as plain text; `rows` are of the cohort. Only their owner may
// read the files, and the folder unless somebody made it elsewhere than in the results.
Result<void> write_released(const Cohort& cohort, const std::vector<Released>& rows, const People& people,
                            const std::filesystem::path& folder);

// All files there of an apprentice's reports, the list of them included.
std::vector<std::filesystem::path> released_files_of(const std::filesystem::path& folder,
                                                     const std::string& apprentice);

}  // namespace grader::cohort
