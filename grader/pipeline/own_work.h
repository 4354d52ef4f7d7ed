#pragma once
// What is measured of one submission, whoever asks: nothing of it depends on hidden tests.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "grader/acquire/repository.h"
#include "grader/measure/measure.h"
#include "grader/model/exercise.h"
#include "grader/model/grading.h"
#include "grader/pipeline/facts.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

struct Material {
  Workspace workspace;
  std::optional<Exercise> exercise;
  OwnLines own;
  std::optional<History> history;                   // none for a folder of files
  std::set<std::string> given;                      // paths of the starter
  std::filesystem::path starter;                    // the folder that holds them
  const acquire::Repository* repository = nullptr;  // of the history; outlives the material
};

// A file that stands where the exercise's public or hidden tests are put.
bool in_pack(const Material& material, const std::string& file);

// How many own lines the files have.
std::size_t count_own(const OwnLines& own, const std::vector<std::string>& files);

// One group's tests against what is expected of it.
GroupResult group_result(const std::string& name, const Material& material, const Facts& facts);

struct OwnWork {
  EvidenceTable evidence;  // every metric but those of requirements
  std::vector<Finding> findings;
  std::vector<std::string> questions;
  std::vector<Use> uses;             // on own lines
  std::vector<Signal> signals;       // for the tutor
  measure::Missing tests_of_others;  // in a team's repository: why own tests say nothing of the learner's
};

// `covered`: the files of which coverage counts.
OwnWork measure_own_work(const Material& material, const toolchain::Toolchain& tools, const Facts& facts,
                         const std::vector<std::string>& covered);

}  // namespace grader::pipeline
