#include <filesystem>
#include <nlohmann/json.hpp>

#include "grader/base/text.h"
#include "grader/parse/parse.h"

namespace grader::parse {
namespace {

using Json = nlohmann::json;

// gcov names a header as it was included: "/job/src/src/../src/a.h".
std::string below_source(const std::string& file) {
  const std::string prefix = "/job/src/";
  const std::string plain = std::filesystem::path(file).lexically_normal().string();
  return plain.starts_with(prefix) ? to_utf8(plain.substr(prefix.size())) : std::string();
}

void add_gcov_line(const Json& row, FileCoverage& file) {
  const int number = row.at("line_number").get<int>();
  auto& count = file.lines[number];
  count = std::max(count, row.at("count").get<std::uint64_t>());
  std::uint64_t taken = 0;
  std::uint64_t all = 0;
  for (const Json& branch : row.at("branches")) {
    if (branch.at("throw").get<bool>()) continue;
    ++all;
    if (branch.at("count").get<std::uint64_t>() > 0) ++taken;
  }
  if (all < 2) return;  // what is left of a call that may throw
  auto& sum = file.branches[number];
  sum = {std::max(sum.first, taken), std::max(sum.second, all)};
}

}  // namespace

Parsed<Coverage> gcov_json(const std::string& bytes) {
  Coverage coverage;
  try {
    for (const std::string& line : lines_of(bytes)) {
      if (line.empty()) continue;
      const Json json = Json::parse(line);
      for (const Json& file : json.at("files")) {
        const std::string name = below_source(file.at("file").get<std::string>());
        if (name.empty()) continue;
        for (const Json& row : file.at("lines")) add_gcov_line(row, coverage[name]);
      }
    }
  } catch (const Json::exception& error) {
    return std::unexpected(std::string("the coverage report is not well-formed: ") + error.what());
  }
  return coverage;
}

Parsed<Coverage> coverage_py(const std::string& bytes) {
  Coverage coverage;
  try {
    const Json json = Json::parse(bytes);
    for (const auto& [path, file] : json.at("files").items()) {
      const std::string name = below_source(path);
      if (name.empty()) continue;
      FileCoverage& result = coverage[name];
      for (const Json& line : file.at("executed_lines")) result.lines[line.get<int>()] = 1;
      for (const Json& line : file.at("missing_lines")) result.lines[line.get<int>()] = 0;
      const auto branches = [&](const char* key, bool taken) {
        for (const Json& arc : file.value(key, Json::array())) {
          auto& sum = result.branches[std::abs(arc.at(0).get<int>())];
          ++sum.second;
          if (taken) ++sum.first;
        }
      };
      branches("executed_branches", true);
      branches("missing_branches", false);
    }
  } catch (const Json::exception& error) {
    return std::unexpected(std::string("the coverage report is not well-formed: ") + error.what());
  }
  return coverage;
}

}  // namespace grader::parse
