#include "grader/pipeline/request.h"

#include <nlohmann/json.hpp>

namespace grader::pipeline {
namespace {

constexpr const char* kPlanning = "planning the tests";

}  // namespace

Result<toolchain::Request> request_of(const Exercise& exercise, const toolchain::Toolchain& tools) {
  if (exercise.mode == Mode::kSplit && tools.split_by.empty()) {
    return fail(Fault::kSetup, kPlanning, exercise.id, "mode \"split\" is not there for " + tools.title,
                "judge it by mode \"io\" or \"in-process\"");
  }
  if (exercise.mode == Mode::kSplit && !nlohmann::json::parse(exercise.interface).contains(tools.split_by)) {
    return fail(Fault::kSetup, kPlanning, exercise.id, "mode \"split\" without interface." + tools.split_by,
                "name the " + tools.split_by + " of the work that tests of " + tools.title + " call");
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
