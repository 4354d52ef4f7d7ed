#include "grader/toolchain/toolchain.h"

#include <algorithm>
#include <regex>

#include "grader/base/files.h"
#include "grader/base/text.h"

namespace grader::toolchain {
namespace {

namespace fs = std::filesystem;

bool in_role(const Role& role, const std::string& file) {
  return matches_any(role.match, file) && !matches_any(role.except, file);
}

}  // namespace

std::string detect(const std::vector<Toolchain>& toolchains, const Workspace& workspace) {
  std::string best;
  std::ptrdiff_t most = 0;
  for (const Toolchain& toolchain : toolchains) {
    const auto count = std::count_if(workspace.files.begin(), workspace.files.end(),
                                     [&](const auto& file) { return matches_any(toolchain.detect, file); });
    if (count > most) {
      most = count;
      best = toolchain.id;
    }
  }
  return best;
}

std::vector<std::string> files_of_role(const Toolchain& toolchain, const std::string& role,
                                       const std::vector<std::string>& files) {
  std::vector<std::string> found;
  const auto row = toolchain.roles.find(role);
  if (row == toolchain.roles.end()) return found;
  std::copy_if(files.begin(), files.end(), std::back_inserter(found),
               [&](const auto& file) { return in_role(row->second, file); });
  return found;
}

Result<void> check_style(const Toolchain& toolchain, const fs::path& style) {
  if (style.empty()) return {};
  const auto& known = toolchain.configuration;
  for (const std::string& file : files_below(style)) {
    if (std::find(known.begin(), known.end(), file) != known.end()) continue;
    const std::string near = nearest(file, known);
    return fail(Fault::kSetup, "reading the exercise's style", (style / file).string(),
                "no configuration of " + toolchain.title,
                near.empty() ? "use one of: " + join(known, ", ") : "rename it to " + near);
  }
  return {};
}

std::string missing_package(const Toolchain& toolchain, const std::string& message, const std::string& source_line) {
  const std::string text = message.substr(0, kMostMatched);
  const std::string line = source_line.substr(0, kMostMatched);
  for (const MissingPackage& row : toolchain.missing_packages) {
    std::smatch found;
    if (!std::regex_search(text, found, row.message) || found.size() < 2) continue;
    if (!row.source || std::regex_search(line, *row.source)) return found[1];
  }
  return {};
}

std::string format_of(const Toolchain& toolchain, const Step& step, const std::string& stream) {
  for (const Rule& rule : toolchain.rules) {
    if (rule.name != step.kind) continue;
    const auto row = rule.produces.find(stream);
    return row == rule.produces.end() ? std::string() : row->second;
  }
  return {};
}

}  // namespace grader::toolchain
