#include "grader/pipeline/given.h"

#include <algorithm>

#include "grader/measure/given.h"
#include "grader/pipeline/source.h"

namespace grader::pipeline {

Result<PlannedGiven> plan_given(const toolchain::Toolchain& tools, const Material& material,
                                const toolchain::Request& wanted, Merged& beside) {
  PlannedGiven planned;
  if (!tools.syntax) return planned;
  const std::vector<std::string> files(material.given.begin(), material.given.end());
  if (count_own(material.own, toolchain::files_of_role(tools, tools.syntax->role, files)) == 0) return planned;
  planned.starter = {.root = material.starter.string(), .files = files};
  const auto all = toolchain::plan(tools, planned.starter, {.style = wanted.style});
  for (const char* format : {"lint-lines", "unformatted-paths"}) {
    auto steps =
        leading_to(all, [&](const Step& step) { return toolchain::format_of(tools, step, "stdout") == format; });
    if (steps.empty()) continue;
    const std::string kind = steps.back().kind;
    auto run = beside.add(std::move(steps), "starter: ");
    if (!run) return pass(run);
    planned.steps.push_back({.name = std::move(*run), .kind = kind});
  }
  return planned;
}

Result<void> set_aside_given(const toolchain::Toolchain& tools, const PlannedGiven& planned, const Material& material,
                             const std::map<std::string, const RunResult*>& results, Facts& facts) {
  if (planned.starter.files.empty()) return {};
  std::vector<RunResult> runs;
  for (const Step& step : planned.steps) runs.push_back(*results.at(step.name));
  const Facts given = collect_facts(tools, planned.steps, runs);
  // What the starter has is not known then, and so not what the work has beside it.
  if (facts.lint_problem.empty()) facts.lint_problem = given.lint_problem;
  if (facts.format_problem.empty()) facts.format_problem = given.format_problem;
  if (facts.lint && given.lint) facts.lint = measure::without_given(*facts.lint, *given.lint, material.own);
  facts.given_unformatted = given.unformatted.value_or(std::vector<std::string>{});
  auto source = read_source({.workspace = planned.starter}, tools);
  if (!source) return pass(source);
  facts.source = measure::without_given(std::move(facts.source), *source, material.own);
  return {};
}

Result<void> set_aside_given_warnings(ProcessRunner& runner, const toolchain::Toolchain& tools,
                                      const PlannedGiven& planned, const Material& material,
                                      const run::Options& options, Facts& facts) {
  const bool any = std::ranges::any_of(facts.findings, [&](const Finding& finding) {
    return material.given.contains(finding.file) && is_own(material.own, finding.file, finding.line);
  });
  if (!any || planned.starter.files.empty()) return {};
  const auto steps = leading_to(toolchain::plan(tools, planned.starter, {}), [&](const Step& step) {
    return toolchain::format_of(tools, step, "stderr") == "gcc-json";
  });
  auto results = run::run_steps(runner, steps, options);
  if (!results) return pass(results);
  const Facts given = collect_facts(tools, steps, *results);
  if (facts.findings_problem.empty()) facts.findings_problem = given.findings_problem;
  facts.findings = measure::without_given(std::move(facts.findings), given.findings, material.own);
  return {};
}

}  // namespace grader::pipeline
