#pragma once
// Which of a repository's own tests the learner wrote, where a team shares it and one of them is to be graded.

#include <string>
#include <vector>

#include "grader/measure/measure.h"
#include "grader/model/grading.h"
#include "grader/model/source.h"
#include "grader/pipeline/material.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

// A test is the learner's when it begins on a line of theirs. Where no learner is named, every test is.
class WhoseTests {
 public:
  WhoseTests(const Material& material, const toolchain::Toolchain& tools, const std::vector<TestFunction>& functions);

  // Why the tests say nothing of the learner: none is theirs, or fewer than half of an equal share in the team.
  const measure::Missing& missing() const { return missing_; }
  // The learner's among the results. One whose function is not known is nobody's.
  std::vector<TestCase> learners(std::vector<TestCase> results) const;
  // The test-like files with a line of the learner's.
  const std::vector<std::string>& learners_files() const { return files_; }

 private:
  bool told_apart_ = false;
  measure::Missing missing_;
  std::vector<TestFunction> learners_;
  std::vector<std::string> files_;
};

}  // namespace grader::pipeline
