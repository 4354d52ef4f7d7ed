#include <nlohmann/json.hpp>

#include "grader/base/text.h"
#include "grader/parse/parse.h"

namespace grader::parse {
namespace {

using Json = nlohmann::json;

std::string relative(const std::string& file) {
  for (const std::string prefix : {"/job/src/", "/job/tests/"}) {
    if (file.starts_with(prefix)) return file.substr(prefix.size());
  }
  return {};
}

void add(const Json& row, std::vector<Finding>& findings) {
  const Json& caret = row.at("locations").at(0).at("caret");
  const std::string file = relative(caret.at("file").get<std::string>());
  const std::string kind = row.at("kind").get<std::string>();
  if (file.empty() || (kind != "error" && kind != "warning" && kind != "fatal error")) return;
  findings.push_back({.file = to_utf8(file),
                      .line = caret.at("line").get<int>(),
                      .rule = row.value("option", ""),
                      .level = kind == "warning" ? "warning" : "error",
                      .message = to_utf8(row.at("message").get<std::string>())});
}

}  // namespace

Parsed<std::vector<Finding>> gcc_json(const std::string& bytes) {
  std::vector<Finding> findings;
  for (const std::string& line : lines_of(bytes)) {
    if (!line.starts_with("[")) continue;
    const Json rows = Json::parse(line, nullptr, false);
    if (!rows.is_array()) return std::unexpected("the compiler's report is not well-formed");
    for (const Json& row : rows) {
      try {
        if (findings.size() < kMostFindings) add(row, findings);
      } catch (const Json::exception&) {
        continue;  // a row without a place in a file
      }
    }
  }
  return findings;
}

}  // namespace grader::parse
