#include "grader/pipeline/whose_tests.h"

#include <algorithm>

#include "grader/pipeline/own_work.h"

namespace grader::pipeline {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Those that neither the exercise gave nor its tests take the place of, wherever they stand.
std::vector<std::string> own_test_files(const Material& material, const toolchain::Toolchain& tools) {
  std::vector<std::string> files;
  for (const std::string& file : toolchain::files_of_role(tools, "test", material.workspace.files)) {
    if (!in_pack(material, file) && !material.given.contains(file)) files.push_back(file);
  }
  return files;
}

}  // namespace

WhoseTests::WhoseTests(const Material& material, const toolchain::Toolchain& tools,
                       const std::vector<TestFunction>& functions)
    : files_(own_test_files(material, tools)) {
  if (!material.history || material.history->learner.empty()) return;
  told_apart_ = tools.syntax.has_value();
  std::size_t all = 0;
  for (const TestFunction& test : functions) {
    if (test.helper || !contains(files_, test.file)) continue;
    ++all;
    if (is_own(material.own, test.file, test.line)) learners_.push_back(test);
  }
  const bool any = !files_.empty();
  std::erase_if(files_, [&](const std::string& file) { return !material.own.contains(file); });
  const std::size_t own = learners_.size();
  if (any && (files_.empty() || (all > 0 && own == 0)))
    missing_ = {.reserve = Reserve::kNoEvidence, .why = "the tests were written by others of the team"};
  else if (2 * own * members_of(*material.history).size() < all)
    missing_ = {.reserve = Reserve::kTooLittle,
                .why = std::to_string(own) + " of " + std::to_string(all) + " tests of the team " +
                       (own == 1 ? "is" : "are") + " the learner's"};
}

std::vector<TestCase> WhoseTests::learners(std::vector<TestCase> results) const {
  if (!told_apart_) return results;
  std::erase_if(results, [&](const TestCase& row) {
    return !contains(files_, row.id) && std::none_of(learners_.begin(), learners_.end(), [&](const TestFunction& test) {
      return measure::is_result_of(row.id, test);
    });
  });
  return results;
}

}  // namespace grader::pipeline
