#include "grader/measure/cases.h"

#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/measure/compare.h"

namespace grader::measure {
namespace {

constexpr std::size_t kMostMessage = 2'000;
constexpr const char* kExitCode = "exit code: ";

// How a box ended that did not let the program exit.
TestCase not_exited(const std::string& id, const RunResult& run) {
  switch (run.outcome) {
    case Outcome::kSignalled:
      return {.id = id, .state = TestState::kCrashed, .message = "ended by signal " + std::to_string(run.value)};
    case Outcome::kDenied:
      return {.id = id, .state = TestState::kCrashed, .message = std::string("it ") + name_of(run.outcome)};
    case Outcome::kCpuLimit:
    case Outcome::kWallLimit:
      return {.id = id, .state = TestState::kTimedOut, .message = std::string("it went ") + name_of(run.outcome)};
    case Outcome::kMemoryLimit:
    case Outcome::kOutputLimit:
      return {.id = id, .state = TestState::kOverLimit, .message = std::string("it went ") + name_of(run.outcome)};
    case Outcome::kOutOfTime:
      return {.id = id, .state = TestState::kPlatform, .message = name_of(run.outcome)};
    case Outcome::kBlocked:
      return {.id = id, .state = TestState::kNotReported, .message = "not run"};
    default:
      return {.id = id, .state = TestState::kPlatform, .message = "the box could not be started"};
  }
}

std::string last_error_line(const RunResult& run) {
  const std::vector<std::string> lines = lines_of(run.err);
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    if (!trim(*line).empty()) return printable(line->substr(0, 300));
  }
  return {};
}

TestCase failed(const std::string& id, const RunResult& run, std::string why) {
  const std::string error = run.value != 0 ? last_error_line(run) : std::string();
  if (run.value != 0 && !why.starts_with(kExitCode)) why += "; " + std::string(kExitCode) + std::to_string(run.value);
  if (!error.empty()) why += "; standard error ends: " + error;
  return {.id = id, .state = TestState::kFailed, .message = why.substr(0, kMostMessage)};
}

std::optional<std::string> first_difference(const IoCase& expected, const RunResult& run) {
  if (expected.output) {
    if (auto found = difference(expected.check, "standard output", *expected.output, run.out)) return found;
  }
  for (const auto& [path, bytes] : expected.expected) {
    const auto file = run.files.find("copy/" + path);
    if (file == run.files.end()) return printable(path) + " was not written, or is no plain file of at most 1 MiB";
    if (auto found = difference(expected.check, printable(path), bytes, read_file(file->second).value_or("")))
      return found;
  }
  return std::nullopt;
}

}  // namespace

std::optional<TestCase> judge_case(const IoCase& expected, const RunResult& run) {
  if (run.outcome != Outcome::kExited) return not_exited(expected.id, run);
  if (expected.exit && *expected.exit != run.value) {
    return failed(
        expected.id, run,
        std::string(kExitCode) + "expected " + std::to_string(*expected.exit) + ", found " + std::to_string(run.value));
  }
  if (expected.check.kind == Check::Kind::kCustom) return std::nullopt;
  if (auto found = first_difference(expected, run)) return failed(expected.id, run, std::move(*found));
  return TestCase{.id = expected.id, .state = TestState::kPassed};
}

TestCase judge_check(const std::string& id, const RunResult& checker) {
  if (checker.succeeded()) return {.id = id, .state = TestState::kPassed};
  if (checker.outcome == Outcome::kExited && checker.value == 1) {
    const std::vector<std::string> lines = lines_of(checker.out);
    return {.id = id,
            .state = TestState::kFailed,
            .message = lines.empty() ? "the checker refuses it" : printable(lines.front().substr(0, 600))};
  }
  if (checker.outcome == Outcome::kOutOfTime) return not_exited(id, checker);
  const std::string code = checker.outcome == Outcome::kExited ? " with code " + std::to_string(checker.value) : "";
  return {.id = id,
          .state = TestState::kNotReported,
          .message = std::string("the checker gave no verdict: ") + name_of(checker.outcome) + code};
}

}  // namespace grader::measure
