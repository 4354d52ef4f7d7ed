#include "grader/cli/forgers.h"

#include <algorithm>
#include <set>

#include "grader/base/files.h"
#include "grader/toolchain/toolchain.h"

namespace grader::cli {
namespace {

namespace fs = std::filesystem;

std::set<std::string> passed_hidden(const Grading& grading) {
  std::set<std::string> ids;
  const GroupResult* hidden = hidden_group(grading);
  if (hidden == nullptr) return ids;
  for (const TestCase& test : hidden->cases) {
    if (test.state == TestState::kPassed) ids.insert(test.id);
  }
  return ids;
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

std::vector<std::string> gained(const Grading& honest, const Grading& forged) {
  const std::set<std::string> before = passed_hidden(honest);
  std::vector<std::string> ids;
  for (const std::string& id : passed_hidden(forged)) {
    if (!before.contains(id)) ids.push_back(id);
  }
  return ids;
}

}  // namespace grader::cli
