#pragma once
// A cohort with all that its file names, read and checked.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/cohort/levels.h"
#include "grader/cohort/roster.h"
#include "grader/cohort/rules.h"
#include "grader/model/exercise.h"

namespace grader::cohort {

struct Cohort {
  Rules rules;
  std::vector<Exercise> exercises;        // in the file's order, but for those that cannot be used
  std::map<std::string, Error> unusable;  // id, as its folder is named -> why
  std::vector<std::string> bases;         // what gradings of each depend on besides the commit, as a hash
  std::vector<Row> rows;                  // by apprentice, then exercise
  Yardstick yardstick;

  // Both of a row whose exercise can be used.
  const Exercise& exercise_of(const Row& row) const;
  const std::string& basis_of(const Row& row) const;
  // The skills that a row's exercise is for; empty when it cannot be used.
  std::vector<std::string> skills_of(const Row& row) const;
  const Row* find(const Submission& submission) const;  // nullptr when the roster has no such row
};

// Reads the file, the exercises, the roster and the rubric. Fails for what is wrong in one of them; but an exercise
// that cannot be read, or whose tests have less assurance than the cohort asks for, is unusable and stops no other,
// unless there is none besides.
Result<Cohort> open_cohort(const std::filesystem::path& file);

// What of a cohort can be read, and all that is wrong with the rest but for exercises: those are in Cohort::unusable.
struct Survey {
  Cohort cohort;
  bool whole = true;          // whether all of the file itself can be used
  std::vector<Error> faults;  // of the file, then the roster, then the names
};
Survey survey_cohort(const std::filesystem::path& file);

// Reads a table that a person keeps: CSV or XLSX.
Result<Table> read_table_of(const std::filesystem::path& file);

// Names behind ids; empty when the cohort names no table of them.
Result<People> people_of(const Rules& rules);

}  // namespace grader::cohort
