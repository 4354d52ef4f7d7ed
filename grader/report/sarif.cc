#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <utility>

#include "grader/base/text.h"
#include "grader/report/report.h"

namespace grader::report {
namespace {

// A path as the URI reference SARIF asks for: bytes that a URI cannot hold are escaped.
std::string uri_of(const std::string& path) {
  static constexpr const char* kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string_view("-._~/").find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
  return out;
}

std::string rule_of(const Finding& finding) {
  return finding.rule.empty() ? "compiler" : printable(finding.rule);
}

// One sentence for whoever meets the rule for the first time.
constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kDescriptions = {
    {{"compiler", "A message of the compiler."},
     {"naming", "A name is not in the language's style."},
     {"debug statement", "A statement that looks left from debugging."},
     {"unreachable code", "A statement that is never reached."},
     {"documentation", "A public function without a description of each parameter."},
     {"function-length", "A function of more than 30 lines."},
     {"cyclomatic-complexity", "A function with a cyclomatic complexity of more than 10."},
     {"cognitive-complexity", "A function with a cognitive complexity of more than 15."},
     {"nesting", "A function with statements nested more than 3 deep."},
     {"parameters", "A function with more than 5 parameters."},
     {"commented-out code", "A comment that holds code."},
     {"test without a check", "A test that asserts nothing, or nothing that depends on the code."},
     {"prints instead of checking", "A test that prints what it should assert."},
     {"tautology", "An assertion that does not depend on the code."},
     {"compared with itself", "A value that is compared with itself."},
     {"disabled test", "A test that is switched off."},
     {"sleeping test", "A test that waits for a time."},
     {"order-dependent test", "A test that passes in order and fails in random order."}}};

std::string description_of(const std::string& rule) {
  const auto row =
      std::find_if(kDescriptions.begin(), kDescriptions.end(), [&](const auto& r) { return r.first == rule; });
  if (row != kDescriptions.end()) return std::string(row->second);
  return rule.starts_with("-W") ? "The compiler's warning " + rule + "." : "The linter's rule " + rule + ".";
}

}  // namespace

std::string sarif(const Grading& grading, const Style& style) {
  const Edition& edition = edition_for(grading, style);
  std::set<std::string> ids;
  nlohmann::json results = nlohmann::json::array();
  for (const Finding& finding : edition.findings) {
    ids.insert(rule_of(finding));
    results.push_back({{"ruleId", rule_of(finding)},
                       {"level", finding.level},
                       {"message", {{"text", printable(finding.message)}}},
                       {"locations",
                        {{{"physicalLocation",
                           {{"artifactLocation", {{"uri", uri_of(finding.file)}, {"uriBaseId", "%SRCROOT%"}}},
                            {"region", {{"startLine", std::max(1, finding.line)}}}}}}}}});
  }
  nlohmann::json rules = nlohmann::json::array();
  for (const std::string& id : ids) rules.push_back({{"id", id}, {"shortDescription", {{"text", description_of(id)}}}});
  const nlohmann::json document = {
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs",
       {{{"tool", {{"driver", {{"name", "grader"}, {"version", grading.engine}, {"rules", rules}}}}},
         {"originalUriBaseIds", {{"%SRCROOT%", {{"description", {{"text", "The root of the repository."}}}}}}},
         {"properties", {{"commit", grading.commit}, {"assurance", grading.assurance}, {"tier", tier_of(grading)}}},
         {"results", results}}}}};
  return document.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace grader::report
