#include "grader/pipeline/io.h"

#include <algorithm>
#include <filesystem>

#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/measure/cases.h"

namespace grader::pipeline {
namespace {

namespace fs = std::filesystem;

class Judge {
 public:
  Judge(ProcessRunner& runner, const Exercise& exercise, const toolchain::Toolchain& tools, const run::Options& options)
      : runner_(runner), exercise_(exercise), tools_(tools), options_(options) {}

  // What is left open is for the checkers.
  void add(const std::string& group, const IoCase& one, const RunResult& run) {
    auto verdict = measure::judge_case(one, run);
    if (verdict && run.outcome == Outcome::kExited && run.value != 0) note_missing_package(group, run);
    if (verdict) {
      reports_[group].cases.push_back(std::move(*verdict));
    } else {
      open_.push_back({.group = group, .one = &one, .run = &run});
    }
  }

  Result<void> check_the_rest() {
    if (open_.empty()) return {};
    auto scratch = TempFolder::make(cache_folder() / "scratch");
    if (!scratch) return pass(scratch);
    std::vector<Step> steps;
    for (const Open& open : open_) {
      auto step = checker_step(open, scratch->path() / std::to_string(steps.size()));
      if (!step) return pass(step);
      steps.push_back(std::move(*step));
    }
    run::Options options = options_;
    options.progress = nullptr;
    const auto results = run::run_steps(runner_, steps, options);
    if (!results) return std::unexpected(results.error());
    for (std::size_t i = 0; i < open_.size(); ++i)
      reports_[open_[i].group].cases.push_back(measure::judge_check(open_[i].one->id, (*results)[i]));
    return {};
  }

  // A group of which no case passes and every program missed the same package was not judged at all.
  TestReport report_of(const std::string& group) {
    TestReport& report = reports_[group];
    report.complete = true;
    const bool any_passed = std::any_of(report.cases.begin(), report.cases.end(),
                                        [](const TestCase& test) { return test.state == TestState::kPassed; });
    if (missing_[group].size() == report.cases.size() && !report.cases.empty() && !any_passed) {
      report.problem = missing_[group].front();
      report.cases.clear();
      return report;
    }
    for (const TestCase& test : report.cases) report.collected.push_back(test.id);
    return report;
  }

  void add_unmapped(const std::string& group, const std::vector<std::string>& ids) {
    for (const std::string& id : ids) reports_[group].cases.push_back({.id = id, .state = TestState::kUnexpected});
  }

 private:
  struct Open {
    std::string group;
    const IoCase* one;
    const RunResult* run;
  };

  void note_missing_package(const std::string& group, const RunResult& run) {
    const std::vector<std::string> lines = lines_of(run.err);
    const auto line = std::find_if(lines.rbegin(), lines.rend(), [&](const std::string& text) {
      return !toolchain::missing_package(tools_, text, "").empty();
    });
    if (line != lines.rend()) missing_[group].push_back(*line);
  }

  // The checker sees the case at /job/case, what the program left at /job/found, and nothing of the learner's code.
  Result<Step> checker_step(const Open& open, const fs::path& scratch) const {
    const IoCase& one = *open.one;
    Step step{.name = "check " + open.group + " " + one.id,
              .kind = "check",
              .group = open.group,
              .argv = one.check.argv,
              .env = {{"PATH", "/usr/bin:/bin"}, {"LC_ALL", "C.UTF-8"}, {"HOME", "/tmp"}},
              .limits = {.cpu_ms = exercise_.test_cpu_ms, .wall_ms = exercise_.test_cpu_ms * 5}};
    if (auto written = write_file(scratch / "stdout", open.run->out); !written) return pass(written);
    step.inputs.push_back({.at = "found/stdout", .host = (scratch / "stdout").string()});
    for (const auto& [path, host] : open.run->files) {
      if (path.starts_with("copy/")) step.inputs.push_back({.at = "found/files/" + path.substr(5), .host = host});
    }
    for (const std::string& file : files_below(one.folder))
      step.inputs.push_back({.at = "case/" + file, .host = (one.folder / file).string()});
    const fs::path checker = exercise_.folder / one.check.dir;
    for (const std::string& file : files_below(checker))
      step.inputs.push_back({.at = "checker/" + file, .host = (checker / file).string()});
    return step;
  }

  ProcessRunner& runner_;
  const Exercise& exercise_;
  const toolchain::Toolchain& tools_;
  const run::Options& options_;
  std::map<std::string, TestReport> reports_;
  std::map<std::string, std::vector<std::string>> missing_;
  std::vector<Open> open_;
};

const TestSet& set_of(const Exercise& exercise, const std::string& group) {
  return group == "public" ? exercise.public_tests : *exercise.hidden_tests;
}

}  // namespace

Result<CaseGroups> cases_of(const Exercise& exercise, bool marking) {
  CaseGroups groups;
  if (exercise.mode != Mode::kIo) return groups;
  for (const std::string group : {"public", "hidden"}) {
    if (group == "hidden" && !(marking && exercise.hidden_tests)) continue;
    auto cases = read_cases(exercise, set_of(exercise, group));
    if (!cases) return pass(cases);
    groups[group] = std::move(*cases);
  }
  return groups;
}

std::vector<toolchain::Case> runs_of(const CaseGroups& groups) {
  std::vector<toolchain::Case> runs;
  for (const auto& [group, cases] : groups) {
    for (const IoCase& one : cases) {
      toolchain::Case run{
          .group = group, .id = one.id, .arguments = one.arguments, .input = one.input, .files = one.files};
      for (const auto& [path, bytes] : one.expected) run.outputs.push_back(path);
      runs.push_back(std::move(run));
    }
  }
  return runs;
}

Result<void> judge_cases(ProcessRunner& runner, const Exercise& exercise, const CaseGroups& groups,
                         const toolchain::Toolchain& tools, const std::vector<Step>& steps,
                         const std::vector<RunResult>& results, const run::Options& options, Facts& facts) {
  Judge judge(runner, exercise, tools, options);
  for (const auto& [group, cases] : groups) {
    for (const IoCase& one : cases) {
      const std::string name = "case " + group + " " + one.id;
      const auto step = std::find_if(steps.begin(), steps.end(), [&](const Step& s) { return s.name == name; });
      const RunResult& run = results[static_cast<std::size_t>(step - steps.begin())];
      if (run.outcome == Outcome::kBlocked)
        facts.not_built[group] = run.why;
      else
        judge.add(group, one, run);
    }
    judge.add_unmapped(group, unmapped_cases(exercise, set_of(exercise, group)));
  }
  if (auto checked = judge.check_the_rest(); !checked) return checked;
  for (const auto& [group, cases] : groups) {
    if (!facts.not_built.contains(group)) facts.reports[group] = judge.report_of(group);
  }
  return {};
}

}  // namespace grader::pipeline
