#include <algorithm>

#include "grader/base/files.h"
#include "grader/pipeline/pipeline.h"

namespace grader::pipeline {
namespace {

std::string words(const std::optional<Ratio>& value) {
  return value ? std::to_string(value->n) + "/" + std::to_string(value->d) : "nothing";
}

void compare_cases(const toolchain::SelfTest& wanted, const Edition& edition, std::vector<std::string>& differences) {
  std::map<std::string, std::string> states;
  for (const GroupResult& group : edition.groups) {
    for (const TestCase& test : group.cases) states[test.id] = name_of(test.state);
  }
  for (const auto& [id, state] : wanted.cases) {
    const auto found = states.find(id);
    if (found == states.end())
      differences.push_back("test case " + id + ": " + state + " was expected, and it is not there");
    else if (found->second != state)
      differences.push_back("test case " + id + ": " + state + " was expected, and it is " + found->second);
  }
  for (const auto& [id, state] : states) {
    if (!wanted.cases.contains(id)) differences.push_back("test case " + id + ": not expected, and it is " + state);
  }
}

// One sample's differences.
Result<std::vector<std::string>> differences_of(ProcessRunner& runner, const toolchain::Toolchain& tools,
                                                const toolchain::SelfTest& wanted, const Request& request) {
  const auto grading = grade_files(runner, std::nullopt, tools.folder / wanted.folder, request);
  if (!grading) return std::unexpected(grading.error());
  std::vector<std::string> differences;
  if (grading->language != tools.id) differences.push_back("its sample is taken for " + grading->language);
  compare_cases(wanted, grading->open, differences);
  for (const auto& [metric, value] : wanted.evidence) {
    const auto row = grading->open.evidence.find(metric);
    const std::optional<Ratio> measured = row == grading->open.evidence.end() ? std::nullopt : row->second.value;
    if (measured != value)
      differences.push_back(metric + ": " + words(value) + " was expected, " + words(measured) + " was measured");
  }
  return differences;
}

}  // namespace

Result<std::vector<std::string>> self_test(ProcessRunner& runner, const toolchain::Toolchain& tools,
                                           const Request& request) {
  auto cache = TempFolder::make(cache_folder() / "scratch");
  if (!cache) return pass(cache);
  Request afresh = request;
  afresh.cache = cache->path();
  afresh.tests_of_tests = false;
  auto differences = differences_of(runner, tools, tools.self_test, afresh);
  for (const toolchain::SelfTest& test : tools.more_self_tests) {
    if (!differences) break;
    const auto more = differences_of(runner, tools, test, afresh);
    if (!more) return std::unexpected(more.error());
    for (const std::string& difference : *more) differences->push_back(test.folder + ": " + difference);
  }
  return differences;
}

}  // namespace grader::pipeline
