#include <nlohmann/json.hpp>
#include <set>

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
std::string description_of(const std::string& rule) {
  if (rule == "compiler") return "A message of the compiler.";
  if (rule == "naming") return "A name is not in the language's style.";
  if (rule == "debug statement") return "A statement that looks left from debugging.";
  if (rule == "unreachable code") return "A statement that is never reached.";
  if (rule == "documentation") return "A public function without a description of each parameter.";
  if (rule == "function-length") return "A function of more than 30 lines.";
  if (rule == "cyclomatic-complexity") return "A function with a cyclomatic complexity of more than 10.";
  if (rule == "cognitive-complexity") return "A function with a cognitive complexity of more than 15.";
  if (rule == "nesting") return "A function with statements nested more than 3 deep.";
  if (rule == "parameters") return "A function with more than 5 parameters.";
  if (rule == "commented-out code") return "A comment that holds code.";
  if (rule == "test without a check") return "A test that asserts nothing, or nothing that depends on the code.";
  if (rule == "prints instead of checking") return "A test that prints what it should assert.";
  if (rule == "tautology") return "An assertion that does not depend on the code.";
  if (rule == "compared with itself") return "A value that is compared with itself.";
  if (rule == "disabled test") return "A test that is switched off.";
  if (rule == "sleeping test") return "A test that waits for a time.";
  if (rule == "order-dependent test") return "A test that passes in order and fails in random order.";
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
         {"properties", {{"commit", grading.commit}}},
         {"results", results}}}}};
  return document.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace grader::report
