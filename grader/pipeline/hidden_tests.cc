#include "grader/pipeline/hidden_tests.h"

#include "grader/base/files.h"
#include "grader/pipeline/io_mutants.h"
#include "grader/pipeline/material.h"
#include "grader/pipeline/options.h"
#include "grader/pipeline/own_mutants.h"
#include "grader/pipeline/request.h"
#include "grader/pipeline/subplan.h"

namespace grader::pipeline {

namespace fs = std::filesystem;

Result<Mutation> judge_hidden_tests(ProcessRunner& runner, const Exercise& exercise, const fs::path& reference,
                                    const Request& request) {
  if (!exercise.hidden_tests) return Mutation{};
  auto tools = toolchain::read_toolchain(data_folder() / "toolchains" / exercise.language);
  if (!tools) return pass(tools);
  auto wanted = request_of(exercise, *tools);
  if (!wanted) return pass(wanted);
  auto versions = tool_versions(*tools);
  if (!versions) return pass(versions);
  const run::Options options = options_for(request, *versions);
  if (exercise.mode == Mode::kIo) return judge_hidden_cases(runner, exercise, *tools, reference, options);
  auto scratch = TempFolder::make(cache_folder() / "scratch");
  if (!scratch) return pass(scratch);
  const Material material = material_of_files(exercise, reference);
  const fs::path tests = exercise.folder / exercise.hidden_tests->dir;
  wanted->groups = {{.name = "own", .folder = tests, .files = files_below(tests)}};
  auto made = make_own_mutants(*tools, material, wanted->groups, scratch->path());
  if (!made) return pass(made);
  wanted->mutants = made->request;
  const auto steps = leading_to_report(*tools, toolchain::plan(*tools, material.workspace, *wanted), "mutant-events");
  auto results = run::run_steps(runner, steps, options);
  if (!results) return pass(results);
  KeptTries none;
  return judge_own_mutants(*tools, *made, steps, *results, none);
}

}  // namespace grader::pipeline
