#pragma once
// One submission from its source to its Grading: acquire, plan, run, parse, measure, assess.

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "grader/base/files.h"
#include "grader/base/process.h"
#include "grader/base/result.h"
#include "grader/model/exercise.h"
#include "grader/model/grading.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

// Steps at once unless somebody asks for a number: one more than there are processors, as a box begins and ends with
// waiting for the kernel.
unsigned usual_threads();

struct Request {
  std::string source;    // folder, bundle or URL
  std::string exercise;  // folder, pack or slug; "": .grader.json of the commit, else none
  std::string starter;   // revision; only without an exercise
  std::string at, before;
  std::string learner;  // name or mail of the author to be graded in a team's repository; "": the team
  // False: only what is public, though the exercise holds more; and on a host that cannot confine fully, all the same.
  bool marking = true;
  bool full_tier = false;  // marked work needs tier "full", whatever its exercise asks for
  // False: own tests are not run against mutants and the exercise's versions of the work.
  bool tests_of_tests = true;
  bool copy_all = false;  // as canaries, every hidden test that can be: for verifying exercises
  int today = 0;          // days since 1970-01-01, UTC; 0: dates to come are not looked for
  unsigned threads = usual_threads();
  std::filesystem::path cache = cache_folder();  // where runs are kept; an empty folder runs everything
  std::function<void(std::size_t done, std::size_t all, const std::string& step)> progress;
};

Result<Grading> grade(ProcessRunner& runner, const Request& request);

// Grades a folder of files as if it were a commit: for verifying exercises and toolchains. Own lines are all that
// differ from the starter; without an exercise, all.
Result<Grading> grade_files(ProcessRunner& runner, const std::optional<Exercise>& exercise,
                            const std::filesystem::path& folder, const Request& request);

// The same for what was read before; see material.h.
struct Material;
Result<Grading> grade_material(ProcessRunner& runner, const Material& material, const Request& request);

// Grades the toolchain's own sample in the box, nothing kept from earlier runs, and holds it against what the toolchain
// says of it. One sentence a difference; empty: the toolchain works on this host.
Result<std::vector<std::string>> self_test(ProcessRunner& runner, const toolchain::Toolchain& tools,
                                           const Request& request);

}  // namespace grader::pipeline
