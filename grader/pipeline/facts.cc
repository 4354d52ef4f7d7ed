#include "grader/pipeline/facts.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/parse/parse.h"

namespace grader::pipeline {
namespace {

namespace fs = std::filesystem;

void read_findings(const Step& step, const RunResult& result, Facts& facts) {
  const auto parsed = parse::gcc_json(result.err);
  if (parsed) {
    facts.findings.insert(facts.findings.end(), parsed->begin(), parsed->end());
  } else if (facts.findings_problem.empty()) {
    facts.findings_problem = step.name + ": " + parsed.error();
  }
}

// A tool that did not run to its end, or whose output was cut off, said nothing that can be counted. What it found is
// no failure of the tool: the toolchains' commands exit with 0 then.
std::string incomplete(const std::string& tool, const RunResult& result) {
  if (result.outcome != Outcome::kExited) return tool + " " + name_of(result.outcome);
  if (!result.succeeded()) return tool + " exited with code " + std::to_string(result.value);
  return result.truncated ? tool + " said more than is read" : std::string();
}

void read_coverage(const std::string& format, const RunResult& result, Facts& facts) {
  facts.coverage_problem = incomplete("the coverage tool", result);
  if (!facts.coverage_problem.empty()) return;
  auto parsed = format == "gcov-json" ? parse::gcov_json(result.out) : parse::coverage_py(result.out);
  if (parsed)
    facts.coverage = std::move(*parsed);
  else
    facts.coverage_problem = parsed.error();
}

// The tier of a grading is the least that any of its steps had.
bool weaker(const std::string& tier, const std::string& than) {
  static constexpr std::array<std::string_view, 3> kOrder = {"landlock", "namespaces", "full"};
  const auto rank = [](const std::string& name) { return std::find(kOrder.begin(), kOrder.end(), name); };
  return rank(tier) < rank(than);
}

// What a step would have said that the host had no time or no box for is missing for that reason.
void note_not_run(const toolchain::Toolchain& tools, const Step& step, Outcome outcome, Facts& facts) {
  const std::string why = name_of(outcome);
  const std::string report = toolchain::format_of(tools, step, "report");
  const std::string out = toolchain::format_of(tools, step, "stdout");
  if (report == "test-events") facts.not_run[step.group] = why;
  if (report == "test-events-again") facts.own_again_ended = outcome;
  if (toolchain::format_of(tools, step, "stderr") == "gcc-json") facts.findings_problem = why;
  if (out == "lint-lines") facts.lint_problem = why;
  if (out == "unformatted-paths") facts.format_problem = why;
  if (out == "gcov-json" || out == "coverage-py") facts.coverage_problem = why;
}

void read_step(const toolchain::Toolchain& tools, const Step& step, const RunResult& result, Facts& facts) {
  if (step.kind == "build") facts.build = &result;
  if (step.kind == "example") facts.example = &result;
  if (weaker(result.tier, facts.tier)) facts.tier = result.tier;
  const std::string report = toolchain::format_of(tools, step, "report");
  if (report.starts_with("test-events") && result.outcome == Outcome::kBlocked)
    facts.not_built[step.group] = result.why;
  if (result.outcome == Outcome::kBlocked) return;
  if (result.outcome == Outcome::kOutOfTime || result.outcome == Outcome::kOneBox)
    return note_not_run(tools, step, result.outcome, facts);
  if (report == "test-events") {
    facts.ended[step.group] = result.outcome;
    facts.reports[step.group] = parse::test_events(result.report, result.nonce);
  }
  if (report == "test-events-again") {
    facts.own_again_ended = result.outcome;
    facts.own_again = parse::test_events(result.report, result.nonce);
  }
  if (toolchain::format_of(tools, step, "stderr") == "gcc-json") read_findings(step, result, facts);
  const std::string out = toolchain::format_of(tools, step, "stdout");
  if (out == "lint-lines") {
    facts.lint_problem = incomplete("the linter", result);
    facts.lint = parse::lint_lines(result.out);
  }
  if (out == "unformatted-paths") {
    facts.format_problem = incomplete("the formatter", result);
    facts.unformatted = parse::path_lines(result.out);
  }
  if (out == "gcov-json" || out == "coverage-py") read_coverage(out, result, facts);
}

// The line of source a finding is about; "" when it cannot be read.
std::string line_of(const Workspace& workspace, const Finding& finding) {
  if (std::find(workspace.files.begin(), workspace.files.end(), finding.file) == workspace.files.end()) return {};
  const std::vector<std::string> lines = lines_of(read_file(fs::path(workspace.root) / finding.file).value_or(""));
  const auto index = static_cast<std::size_t>(finding.line - 1);
  return finding.line > 0 && index < lines.size() ? lines[index] : std::string();
}

// "boost" of "boost/json.hpp" and of "boost.json".
std::string head_of(const std::string& name) {
  return name.substr(0, name.find_first_of("./"));
}

bool is_part_of(const std::vector<std::string>& files, const std::string& name) {
  return std::any_of(files.begin(), files.end(), [&](const std::string& file) {
    const fs::path path(file);
    return std::any_of(path.begin(), path.end(), [&](const fs::path& part) { return part.stem() == head_of(name); });
  });
}

}  // namespace

Facts collect_facts(const toolchain::Toolchain& tools, const std::vector<Step>& steps,
                    const std::vector<RunResult>& results) {
  Facts facts;
  for (std::size_t i = 0; i < steps.size(); ++i) read_step(tools, steps[i], results[i], facts);
  return facts;
}

std::string missing_package(const toolchain::Toolchain& tools, const Facts& facts, const Workspace& workspace,
                            const std::vector<std::string>& interface_files) {
  std::vector<std::string> missing;
  for (const Finding& finding : facts.findings) {
    if (finding.level == "error")
      missing.push_back(toolchain::missing_package(tools, finding.message, line_of(workspace, finding)));
  }
  for (const auto& [group, report] : facts.reports) {
    // What a hidden test imports is no part of the public verdict.
    if (group != "hidden") missing.push_back(toolchain::missing_package(tools, report.problem, ""));
  }
  const auto found = std::find_if(missing.begin(), missing.end(), [&](const std::string& name) {
    return !name.empty() && !is_part_of(workspace.files, name) && !is_part_of(interface_files, name);
  });
  return found == missing.end() ? std::string() : *found;
}

}  // namespace grader::pipeline
