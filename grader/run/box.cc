#include "grader/run/box.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <random>

#include "grader/base/files.h"
#include "grader/run/relay.h"
#include "sandbox/spec.h"

namespace grader::run {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> disk_error(const fs::path& path, const std::error_code& error) {
  return fail(Fault::kPlatform, kRunningStep, path.string(), error.message(), "free space there, then run this again");
}

std::string fresh_nonce() {
  std::random_device device;
  std::string nonce;
  for (int i = 0; i < 4; ++i) {
    for (unsigned value = device(), digit = 0; digit < 8; ++digit, value >>= 4U)
      nonce += "0123456789abcdef"[value & 15U];
  }
  return nonce;
}

Result<void> stage(const Inputs& inputs, const fs::path& job) {
  std::error_code error;
  for (const auto& [input, hash] : inputs) {
    const fs::path to = job / input.at;
    fs::create_directories(to.parent_path(), error);
    fs::create_hard_link(input.host, to, error);
    if (error) {
      error.clear();
      fs::copy_file(input.host, to, fs::copy_options::skip_existing, error);
    }
    if (error) return disk_error(to, error);
  }
  return {};
}

sandbox::Spec spec_of(const Step& step, const fs::path& job, const fs::path& result, const std::string& nonce,
                      sandbox::Tier least) {
  sandbox::Spec spec;
  spec.job = job.string();
  spec.argv = step.argv;
  spec.env = step.env;
  spec.folder = step.folder;
  spec.input = step.hint.empty() ? step.input : step.input + "\n" + step.hint;
  if (step.channel) spec.channel = step.channel_text.empty() ? nonce : nonce + "\n" + step.channel_text;
  spec.limits = {.cpu_ms = step.limits.cpu_ms,
                 .wall_ms = step.limits.wall_ms,
                 .memory_bytes = step.limits.memory_mib << 20U,
                 .processes = step.limits.processes,
                 .disk_bytes = step.limits.disk_mib << 20U,
                 .file_bytes = step.limits.disk_mib << 20U};
  for (const Output& output : step.outputs)
    spec.collect.push_back({.path = output.path, .max_bytes = output.max_bytes, .tree = output.tree});
  spec.result = result.string();
  spec.minimum_tier = least;
  spec.scripts = {"toolchain"};
  return spec;
}

std::unexpected<Error> refused(const Step& step, const sandbox::Report& report, const Finished& finished) {
  if (report.refused) {
    return fail(Fault::kPlatform, kRunningStep, step.name,
                "the sandbox lacks: " + report.refused->mechanism + " (" + report.refused->found + ")",
                report.refused->remedy);
  }
  return fail(Fault::kPlatform, kRunningStep, step.name, "the sandbox helper gave no report: " + finished.error,
              "run `grader doctor`");
}

// Of boxes for practice one runs at a time: each may have to wait for those of the other threads.
std::chrono::milliseconds longest_wait(std::uint64_t wall_ms, const Options& options) {
  const bool in_turn = least_tier(options) == sandbox::Tier::kLandlock;
  return std::chrono::milliseconds((wall_ms + 30'000) * (in_turn ? std::max(1U, options.threads) : 1));
}

// A box that calls another is none for practice: of those there is one at a time.
sandbox::Tier least_tier_of(const Step& step, const Options& options) {
  const sandbox::Tier least = least_tier(options);
  return step.worker.empty() ? least : std::max(least, sandbox::Tier::kNamespaces);
}

// The relay to the box that a step's box may call; null for a step without one.
Result<std::unique_ptr<Relay>> relay_of(ProcessRunner& runner, const Step& step, const Inputs& inputs,
                                        const fs::path& scratch, const Options& options) {
  if (step.worker.empty()) return nullptr;
  const fs::path job = scratch / "worker";
  const fs::path result = scratch / "worker-result";
  std::error_code error;
  for (const fs::path& folder : {job, result}) fs::create_directories(folder, error);
  if (error) return disk_error(scratch, error);
  if (auto staged = stage(inputs, job); !staged) return pass(staged);
  return Relay::start(runner, options.helper,
                      spec_of(step.worker.front(), job, result, "", least_tier_of(step, options)));
}

// What is left of the grading's time, at most the step's own.
std::uint64_t wall_ms_of(const Step& step, const Options& options) {
  if (options.until == std::chrono::steady_clock::time_point::max()) return step.limits.wall_ms;
  const auto left = std::chrono::floor<std::chrono::milliseconds>(options.until - std::chrono::steady_clock::now());
  return std::min(step.limits.wall_ms, static_cast<std::uint64_t>(std::max<std::int64_t>(left.count(), 0)));
}

RunResult out_of_time(const Step& step) {
  return {.step = step.name, .outcome = Outcome::kOutOfTime};
}

}  // namespace

Result<RunResult> run_in_box(ProcessRunner& runner, const Step& step, const Inputs& inputs, const Inputs& worker_inputs,
                             const fs::path& kept, const Options& options) {
  const sandbox::Tier least = least_tier_of(step, options);
  const std::uint64_t wall_ms = wall_ms_of(step, options);
  if (wall_ms == 0) return out_of_time(step);
  auto scratch = TempFolder::make(options.cache / "scratch");
  if (!scratch) return pass(scratch);
  const fs::path job = scratch->path() / "job";
  const fs::path result = scratch->path() / "result";
  std::error_code error;
  for (const fs::path& folder : {job, result}) fs::create_directories(folder, error);
  if (error) return disk_error(scratch->path(), error);
  if (auto staged = stage(inputs, job); !staged) return pass(staged);
  const std::string nonce = fresh_nonce();
  sandbox::Spec spec = spec_of(step, job, result, nonce, least);
  spec.limits.wall_ms = wall_ms;
  auto relay = relay_of(runner, step, worker_inputs, scratch->path(), options);
  if (!relay) return pass(relay);
  if (*relay) spec.peer = (*relay)->peer();
  const auto finished = runner.run({.argv = {options.helper.string(), "run"},
                                    .input = sandbox::print_spec(spec),
                                    .wall = longest_wait(wall_ms, options)});
  if (*relay) {
    if (auto stopped = (*relay)->stop(); !stopped) return pass(stopped);
  }
  if (!finished) return std::unexpected(finished.error());
  const auto report = sandbox::parse_report(finished->output);
  if (report && report->refused && least > least_tier(options))
    return RunResult{.step = step.name, .outcome = Outcome::kOneBox};
  if (!report || report->refused) return refused(step, report.value_or(sandbox::Report{}), *finished);
  if (wall_ms < step.limits.wall_ms && report->end == sandbox::End::kWallLimit) return out_of_time(step);
  if (auto whole = keep(*report, finished->output, nonce, result); !whole) return pass(whole);
  fs::create_directories(kept.parent_path(), error);
  fs::rename(result, kept, error);  // fails when another process kept the same run meanwhile: that one is as good
  if (error && !fs::exists(kept / "report.json")) return disk_error(kept, error);
  return load(step, kept);
}

}  // namespace grader::run
