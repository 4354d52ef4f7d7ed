#pragma once
// Whole projects with tests of their own: samples of the exercises, and those below tests/mutants/projects. Their
// mutants are made and judged as the pipeline does it.

#include <gmock/gmock.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/pipeline/own_mutants.h"
#include "grader/pipeline/subplan.h"
#include "tests/mutants/judging.h"

namespace grader {

struct Project {
  std::string language;
  std::string name;
  std::string exercise;  // the sample "good" of it; "": a folder of tests/mutants/projects
};

inline const std::vector<Project> kProjects = {{"cpp", "bank-statement", "bank-statement"},
                                               {"cpp", "parking-meter", "parking-meter"},
                                               {"cpp", "coin-jar", ""},
                                               {"cpp", "parcel-rates", ""},
                                               {"cpp", "score-board", ""},
                                               {"python", "lending-shelf", "lending-shelf"},
                                               {"python", "meter-log", "meter-log"},
                                               {"python", "task-list", "task-list"},
                                               {"python", "tool-shed", "tool-shed"},
                                               {"python", "fuel-diary", ""},
                                               {"python", "quiz-night", ""}};

// One of each language.
inline const std::vector<Project> kRepeated = {{"cpp", "bank-statement", "bank-statement"},
                                               {"python", "task-list", "task-list"}};

inline void PrintTo(const Project& project, std::ostream* out) {
  *out << project.name;
}

// For INSTANTIATE_TEST_SUITE_P.
inline std::string label_of(const testing::TestParamInfo<Project>& info) {
  std::string name = info.param.language + "_" + info.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

inline toolchain::Toolchain toolchain_of(const std::string& language) {
  auto tools = toolchain::read_toolchain(data_folder() / "toolchains" / language);
  EXPECT_TRUE(tools) << message(tools.error());
  return std::move(*tools);
}

// A group "own" of all that stands below the folders for tests.
inline toolchain::Request request_for(const toolchain::Toolchain& tools, const Workspace& workspace) {
  toolchain::Request request;
  request.groups = {{.name = "own",
                     .folder = workspace.root,
                     .files = toolchain::files_of_role(tools, "testfiles", workspace.files)}};
  return request;
}

// A project laid out in a folder, every line of it taken for the apprentice's own, with its mutants.
class Work {
 public:
  explicit Work(const Project& project) : tools(toolchain_of(project.language)) {
    const std::string source = GRADER_SOURCE_DIR;
    const std::string root = (folder_ / "work").string(), bundle = (folder_ / "sample.bundle").string();
    const std::string command = project.exercise.empty()
                                    ? "cp -r '" + source + "/tests/mutants/projects/" + project.language + "/" +
                                          project.name + "' '" + root + "'"
                                    : "'" + source + "/scripts/make-bundle' '" + source + "/exercises/" +
                                          project.exercise + "' good '" + bundle + "' && git clone -q '" + bundle +
                                          "' '" + root + "' && rm -rf '" + root + "/.git'";
    const support::Shell made_files = support::shell(command);
    EXPECT_EQ(made_files.code, 0) << made_files.err;
    material.workspace = {.root = root, .files = files_below(root)};
    for (const std::string& file : material.workspace.files) {
      const std::size_t lines = lines_of(support::slurp(std::filesystem::path(root) / file)).size();
      for (std::size_t line = 1; line <= lines; ++line) material.own[file].insert(static_cast<int>(line));
    }
    remake();
  }

  // After an edit.
  void remake() {
    request = request_for(tools, material.workspace);
    auto mutants = pipeline::make_own_mutants(tools, material, request.groups, folder_ / "mutants");
    EXPECT_TRUE(mutants) << message(mutants.error());
    made = std::move(*mutants);
    request.mutants = made.request;
  }

  // The steps that lead to a report of this format.
  std::vector<Step> steps_to_report(const std::string& format) const {
    return pipeline::leading_to_report(tools, toolchain::plan(tools, material.workspace, request), format);
  }

  const toolchain::Toolchain tools;
  pipeline::Material material;
  toolchain::Request request;
  pipeline::OwnMutants made;

 private:
  support::Folder folder_;
};

inline std::filesystem::path test_cache() {
  return std::string(GRADER_BINARY_DIR) + "/../test-cache";
}

inline std::filesystem::path sandbox_helper() {
  return std::string(GRADER_BINARY_DIR) + "/grader-sandbox";
}

inline std::vector<RunResult> run_all(const std::vector<Step>& steps, const std::filesystem::path& cache) {
  SystemProcessRunner runner;
  auto results = run::run_steps(runner, steps, {.helper = sandbox_helper(), .cache = cache});
  EXPECT_TRUE(results) << message(results.error());
  return results ? std::move(*results) : std::vector<RunResult>(steps.size());
}

// What the fast way says.
struct Said {
  MutantRun run;
  Mutation mutation;
};

// `repeat` tells runs apart that would else be one and the same kept result.
inline Said judge(const Work& work, const std::filesystem::path& cache = test_cache(), const std::string& repeat = "",
                  pipeline::KeptTries tries = {}) {
  std::vector<Step> steps = work.steps_to_report("mutant-events");
  if (!repeat.empty()) steps.back().env["REPEAT"] = repeat;
  steps.back().hint = tries.hint();
  const std::vector<RunResult> results = run_all(steps, cache);
  auto mutation = pipeline::judge_own_mutants(work.tools, work.made, steps, results, tries);
  EXPECT_TRUE(mutation) << message(mutation.error());
  return {.run = parse::mutant_events(results.back().report, results.back().nonce, work.made.request.count),
          .mutation = std::move(*mutation)};
}

// The verdicts of the first run and of each repeat, in which four times as many threads as there are processors are in
// the way.
inline std::vector<std::vector<std::string>> repeated(const Project& project, const std::filesystem::path& cache,
                                                      int repeats) {
  const Work work(project);
  const Said first = judge(work, cache);
  EXPECT_TRUE(first.run.complete) << first.run.problem;
  std::vector<std::vector<std::string>> all = {words(first.run)};
  const Load load(4);
  for (int n = 1; n <= repeats; ++n) all.push_back(words(judge(work, cache, std::to_string(n)).run));
  return all;
}

}  // namespace grader
