#include "grader/pipeline/hidden_tests.h"

#include "grader/acquire/repository.h"
#include "grader/base/files.h"
#include "grader/pipeline/options.h"
#include "grader/pipeline/own_mutants.h"
#include "grader/pipeline/request.h"
#include "grader/pipeline/subplan.h"

namespace grader::pipeline {
namespace {

namespace fs = std::filesystem;

// The reference, laid out as a learner's work.
Result<Material> material_of(const Exercise& exercise, const fs::path& folder) {
  auto files = layers_of(exercise, {exercise.starter, exercise.reference});
  if (!files) return pass(files);
  Material material{.workspace = {.root = folder}, .exercise = exercise};
  for (const auto& [path, bytes] : *files) {
    if (auto written = write_file(folder / path, bytes); !written) return pass(written);
    material.workspace.files.push_back(path);
  }
  const fs::path starter = exercise.folder / exercise.starter;
  material.own = acquire::own_lines(folder, material.workspace.files, starter, files_below(starter));
  return material;
}

}  // namespace

Result<Mutation> judge_hidden_tests(ProcessRunner& runner, const Exercise& exercise, const Request& request) {
  if (exercise.mode != Mode::kInProcess || !exercise.hidden_tests) return Mutation{};
  auto tools = toolchain::read_toolchain(data_folder() / "toolchains" / exercise.language);
  if (!tools) return pass(tools);
  auto wanted = request_of(exercise, *tools);
  if (!wanted) return pass(wanted);
  auto scratch = TempFolder::make(cache_folder() / "scratch");
  if (!scratch) return pass(scratch);
  auto material = material_of(exercise, scratch->path() / "work");
  if (!material) return pass(material);
  const fs::path tests = exercise.folder / exercise.hidden_tests->dir;
  wanted->groups = {{.name = "own", .folder = tests, .files = files_below(tests)}};
  auto made = make_own_mutants(*tools, *material, wanted->groups, scratch->path() / "mutants");
  if (!made) return pass(made);
  wanted->mutants = made->request;
  const auto steps = leading_to_report(*tools, toolchain::plan(*tools, material->workspace, *wanted), "mutant-events");
  auto versions = tool_versions(*tools);
  if (!versions) return pass(versions);
  auto results = run::run_steps(runner, steps, options_for(request, *versions));
  if (!results) return pass(results);
  return judge_own_mutants(*tools, *made, steps, *results);
}

}  // namespace grader::pipeline
