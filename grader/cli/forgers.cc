#include "grader/cli/forgers.h"

#include <algorithm>
#include <set>

#include "grader/base/files.h"
#include "grader/toolchain/toolchain.h"

namespace grader::cli {
namespace {

namespace fs = std::filesystem;

// Requirements of which every hidden test passes.
std::set<std::string> met_by_hidden(const Exercise& exercise, const Grading& grading) {
  std::set<std::string> met;
  std::set<std::string> missed;
  const GroupResult* hidden = hidden_group(grading);
  if (hidden == nullptr || !exercise.hidden_tests) return met;
  for (const TestCase& test : hidden->cases) {
    const auto row = exercise.hidden_tests->cases.find(test.id);
    if (row == exercise.hidden_tests->cases.end()) continue;
    (test.state == TestState::kPassed ? met : missed).insert(row->second.begin(), row->second.end());
  }
  for (const std::string& id : missed) met.erase(id);
  return met;
}

Result<void> append(const std::string& bytes, const fs::path& ending, const fs::path& starter) {
  for (const std::string& file : files_below(starter)) {
    if (fs::path(file).extension() != ending || file.starts_with("tests/")) continue;
    auto before = read_file(starter / file);
    if (!before) return pass(before);
    if (auto written = write_file(starter / file, *before + bytes); !written) return written;
  }
  return {};
}

}  // namespace

Result<std::vector<Forger>> forgers_for(const std::string& language) {
  auto toolchains = toolchain::read_toolchains();
  if (!toolchains) return pass(toolchains);
  std::vector<Forger> forgers;
  for (const auto& tools : *toolchains) {
    if (tools.id != language) continue;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(tools.folder / "forgers", error))
      forgers.push_back({.name = entry.path().filename(), .folder = entry.path()});
  }
  std::sort(forgers.begin(), forgers.end(), [](const Forger& a, const Forger& b) { return a.name < b.name; });
  return forgers;
}

Result<void> lay_forger(const Forger& forger, const fs::path& starter) {
  for (const std::string& file : files_below(forger.folder)) {
    auto bytes = read_file(forger.folder / file);
    if (!bytes) return pass(bytes);
    const fs::path path(file);
    auto laid = path.stem() == "each" ? append(*bytes, path.extension(), starter) : write_file(starter / file, *bytes);
    if (!laid) return laid;
  }
  return {};
}

const GroupResult* hidden_group(const Grading& grading) {
  if (!grading.marking) return nullptr;
  const auto& groups = grading.marking->groups;
  const auto hidden = std::find_if(groups.begin(), groups.end(), [](const auto& g) { return g.name == "hidden"; });
  return hidden == groups.end() ? nullptr : &*hidden;
}

std::vector<std::string> gained(const Exercise& exercise, const Grading& honest, const Grading& forged) {
  const std::set<std::string> before = met_by_hidden(exercise, honest);
  std::vector<std::string> ids;
  for (const std::string& id : met_by_hidden(exercise, forged)) {
    if (!before.contains(id)) ids.push_back(id);
  }
  return ids;
}

}  // namespace grader::cli
