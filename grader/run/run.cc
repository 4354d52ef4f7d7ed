#include "grader/run/run.h"

#include <cstdlib>
#include <optional>

#include "grader/base/hash.h"
#include "grader/run/box.h"
#include "grader/run/kept.h"
#include "grader/run/schedule.h"

namespace grader::run {
namespace {

namespace fs = std::filesystem;

// A kept run that may be used; one that may not is removed.
std::optional<RunResult> kept_run(const Step& step, const fs::path& folder, const Options& options) {
  if (!fs::exists(folder / "report.json")) return std::nullopt;
  auto result = load(step, folder);
  if (result && worth_keeping(step, *result, least_tier(options))) {
    result->cached = true;
    return std::move(*result);
  }
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  return std::nullopt;
}

Result<RunResult> run_one(ProcessRunner& runner, const Step& step, const Done& done, const Options& options) {
  const auto inputs = inputs_of(step, done);
  if (!inputs) return std::unexpected(inputs.error());
  const auto worker_inputs = step.worker.empty() ? Result<Inputs>(Inputs{}) : inputs_of(step.worker.front(), done);
  if (!worker_inputs) return std::unexpected(worker_inputs.error());
  fs::path folder = kept_folder(step, *inputs, *worker_inputs, options);
  if (auto kept = kept_run(step, folder, options)) return std::move(*kept);
  // A run without a hint serves with one too, and not the other way round.
  if (!step.hint.empty()) {
    folder += "-hinted";
    if (auto kept = kept_run(step, folder, options)) return std::move(*kept);
  }
  return run_in_box(runner, step, *inputs, *worker_inputs, folder, options);
}

}  // namespace

Result<std::vector<RunResult>> run_steps(ProcessRunner& runner, const std::vector<Step>& steps,
                                         const Options& options) {
  auto helper = sha256_of_file(options.helper);
  if (!helper) {
    return fail(Fault::kPlatform, "looking for the sandbox helper", options.helper.string(), "it cannot be read",
                "build or install grader-sandbox, or name it in GRADER_SANDBOX");
  }
  Options known = options;
  known.versions += "\nsandbox sha256 " + *helper;
  return run_in_order(steps, known,
                      [&](const Step& step, const Done& done) { return run_one(runner, step, done, known); });
}

fs::path find_helper() {
  if (const char* given = std::getenv("GRADER_SANDBOX"); given != nullptr && *given == '/') return given;
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path() / "grader-sandbox";
}

}  // namespace grader::run
