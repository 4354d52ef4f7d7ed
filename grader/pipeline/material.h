#pragma once
// What is graded: one commit's files with the exercise they belong to, the learner's part of them, and how it came to
// be.

#include <filesystem>
#include <optional>
#include <string>

#include "grader/acquire/repository.h"
#include "grader/base/result.h"
#include "grader/pipeline/own_work.h"
#include "grader/pipeline/pipeline.h"

namespace grader::pipeline {

// Exports the commit below `scratch`, an empty folder that must outlive the material, as the repository must. Which
// exercise: the request's, else the one that the commit names. Fails for an exercise that cannot be read, and for a
// learner whom no commit names.
Result<Material> read_material(const acquire::Repository& repository, const std::string& commit, const Request& request,
                               const std::filesystem::path& scratch);

// The files of a folder as if they were a commit, without a history. Own lines are all that differ from the starter;
// without an exercise, all.
Material material_of_files(const std::optional<Exercise>& exercise, const std::filesystem::path& folder);

}  // namespace grader::pipeline
