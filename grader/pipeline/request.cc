#include "grader/pipeline/request.h"

#include <algorithm>

namespace grader::pipeline {

Result<toolchain::Request> request_of(const Exercise& exercise, const toolchain::Toolchain& tools) {
  const bool splits =
      std::any_of(tools.rules.begin(), tools.rules.end(), [](const auto& r) { return r.when == "split"; });
  if (exercise.mode == Mode::kSplit && !splits) {
    return fail(Fault::kSetup, "planning the tests", exercise.id, "mode \"split\" is not there for " + tools.title,
                "judge it by mode \"io\" or \"in-process\"");
  }
  toolchain::Request wanted{.program = exercise.program, .interface = exercise.interface, .build = exercise.build};
  if (exercise.example) wanted.example = exercise.example->argv;
  if (exercise.example) wanted.example_input = exercise.example->input;
  if (!exercise.style.empty()) wanted.style = exercise.folder / exercise.style;
  wanted.test_cpu_ms = exercise.test_cpu_ms;
  wanted.memory_mib = exercise.memory_mib;
  return wanted;
}

}  // namespace grader::pipeline
