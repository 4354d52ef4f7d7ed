#include "grader/run/run.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <random>
#include <thread>

#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/base/text.h"
#include "grader/run/relay.h"
#include "sandbox/spec.h"

namespace grader::run {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDoing = "running a step in the sandbox";
constexpr std::size_t kHashWidth = 64;

std::unexpected<Error> disk_error(const fs::path& path, const std::error_code& error) {
  return fail(Fault::kPlatform, kDoing, path.string(), error.message(), "free space there, then run this again");
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

// What the box gets to see: the inputs of the step and the outputs of those before it, each with its SHA-256.
struct Hashed {
  Input input;
  std::string hash;
};
using Inputs = std::vector<Hashed>;

Result<Inputs> inputs_of(const Step& step, const std::map<std::string, const RunResult*>& done) {
  Inputs inputs;
  for (const Input& input : step.inputs) {
    auto hash = sha256_of_file(input.host);
    if (!hash) return pass(hash);
    inputs.push_back({.input = input, .hash = std::move(*hash)});
  }
  for (const Need& need : step.needs) {
    const RunResult& before = *done.at(need.step);
    for (const auto& [path, host] : before.files)
      inputs.push_back({.input = {.at = need.at + "/" + path, .host = host}, .hash = before.hashes.at(path)});
  }
  std::sort(inputs.begin(), inputs.end(), [](const Hashed& a, const Hashed& b) { return a.input.at < b.input.at; });
  return inputs;
}

bool executable(const std::string& path) {
  return access(path.c_str(), X_OK) == 0;
}

// Everything the result depends on; equal keys give equal results.
std::string key_of(const Step& step, const Inputs& inputs, const Options& options) {
  Hasher hasher;
  hasher.add(options.versions).add(step.folder).add(step.input).add(step.channel ? "channel" : "");
  hasher.add(step.channel_text);
  for (const std::string& argument : step.argv) hasher.add(argument);
  for (const auto& [name, value] : step.env) hasher.add(name).add(value);
  for (const Output& output : step.outputs) hasher.add(output.path).add(output.tree ? "tree" : "file");
  const StepLimits& limits = step.limits;
  for (const std::uint64_t limit :
       {limits.cpu_ms, limits.wall_ms, limits.memory_mib, limits.processes, limits.disk_mib})
    hasher.add(std::to_string(limit));
  for (const auto& [input, hash] : inputs) hasher.add(input.at).add(hash).add(executable(input.host) ? "x" : "");
  return hasher.hex();
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
  spec.input = step.input;
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

Outcome outcome_of(sandbox::End end) {
  switch (end) {
    case sandbox::End::kExited:
      return Outcome::kExited;
    case sandbox::End::kSignalled:
      return Outcome::kSignalled;
    case sandbox::End::kCpuLimit:
      return Outcome::kCpuLimit;
    case sandbox::End::kWallLimit:
      return Outcome::kWallLimit;
    case sandbox::End::kMemoryLimit:
      return Outcome::kMemoryLimit;
    case sandbox::End::kOutputLimit:
      return Outcome::kOutputLimit;
    case sandbox::End::kDenied:
      return Outcome::kDenied;
    case sandbox::End::kNotStarted:
      return Outcome::kNotStarted;
  }
  return Outcome::kNotStarted;
}

// "SHA-256 path", each ended by a zero byte, of every collected file: they are large, and needed by many later steps.
Result<void> write_hashes(const sandbox::Report& report, const fs::path& result) {
  std::string records;
  for (const sandbox::Collected& file : report.files) {
    if (file.status != "collected") continue;
    const auto hash = sha256_of_file(result / "out" / file.path);
    if (!hash) return std::unexpected(hash.error());
    records += *hash + " " + file.path + '\0';
  }
  return write_file(result / "hashes", records);
}

// Reads a kept run: the helper's report, its streams and collected files, and the nonce it was given.
Result<RunResult> load(const Step& step, const fs::path& folder) {
  const auto text = read_file(folder / "report.json");
  if (!text) return std::unexpected(text.error());
  const auto report = sandbox::parse_report(*text);
  if (!report || report->refused)
    return fail(Fault::kPlatform, kDoing, folder.string(), "a kept result that cannot be read", "remove the folder");
  RunResult result{.step = step.name, .outcome = outcome_of(report->end), .value = report->value};
  result.why = report->end == sandbox::End::kOutputLimit ? report->what : report->reason;
  result.out = read_file(folder / "stdout").value_or("");
  result.err = read_file(folder / "stderr").value_or("");
  result.report = read_file(folder / "report").value_or("");
  result.nonce = read_file(folder / "nonce").value_or("");
  result.truncated = report->out.truncated || report->err.truncated || report->report.truncated;
  for (const sandbox::Collected& file : report->files) {
    if (file.status == "collected") result.files[file.path] = (folder / "out" / file.path).string();
  }
  for (const std::string& record : split(read_file(folder / "hashes").value_or(""), '\0')) {
    if (record.size() > kHashWidth) result.hashes[record.substr(kHashWidth + 1)] = record.substr(0, kHashWidth);
  }
  for (const auto& [path, host] : result.files) {
    if (!result.hashes.contains(path))
      return fail(Fault::kPlatform, kDoing, host, "a kept result without its hash", "remove the folder");
  }
  result.tier = sandbox::name_of(report->tier);
  result.cpu_us = report->cpu_us;
  return result;
}

std::unexpected<Error> refused(const Step& step, const sandbox::Report& report, const Finished& finished) {
  if (report.refused) {
    return fail(Fault::kPlatform, kDoing, step.name,
                "the sandbox lacks: " + report.refused->mechanism + " (" + report.refused->found + ")",
                report.refused->remedy);
  }
  return fail(Fault::kPlatform, kDoing, step.name, "the sandbox helper gave no report: " + finished.error,
              "run `grader doctor`");
}

sandbox::Tier least_tier(const Options& options) {
  return sandbox::tier_named(options.least_tier).value_or(sandbox::Tier::kFull);
}

// Of boxes for practice one runs at a time: each may have to wait for those of the other threads.
std::chrono::milliseconds longest_wait(const Step& step, const Options& options) {
  const bool in_turn = least_tier(options) == sandbox::Tier::kLandlock;
  return std::chrono::milliseconds((step.limits.wall_ms + 30'000) * (in_turn ? std::max(1U, options.threads) : 1));
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
  return Relay::start(runner, options.helper, spec_of(step.worker.front(), job, result, "", least_tier(options)));
}

Result<RunResult> execute(ProcessRunner& runner, const Step& step, const Inputs& inputs, const Inputs& worker_inputs,
                          const fs::path& kept, const Options& options) {
  auto scratch = TempFolder::make(options.cache / "scratch");
  if (!scratch) return pass(scratch);
  const fs::path job = scratch->path() / "job";
  const fs::path result = scratch->path() / "result";
  std::error_code error;
  for (const fs::path& folder : {job, result}) fs::create_directories(folder, error);
  if (error) return disk_error(scratch->path(), error);
  if (auto staged = stage(inputs, job); !staged) return pass(staged);
  const std::string nonce = fresh_nonce();
  sandbox::Spec spec = spec_of(step, job, result, nonce, least_tier(options));
  auto relay = relay_of(runner, step, worker_inputs, scratch->path(), options);
  if (!relay) return pass(relay);
  if (*relay) spec.peer = (*relay)->peer();
  const auto finished = runner.run({.argv = {options.helper.string(), "run"},
                                    .input = sandbox::print_spec(spec),
                                    .wall = longest_wait(step, options)});
  if (*relay) {
    if (auto stopped = (*relay)->stop(); !stopped) return pass(stopped);
  }
  if (!finished) return std::unexpected(finished.error());
  const auto report = sandbox::parse_report(finished->output);
  if (!report || report->refused) return refused(step, report.value_or(sandbox::Report{}), *finished);
  if (auto written = write_file(result / "report.json", finished->output); !written) return pass(written);
  if (auto written = write_file(result / "nonce", nonce); !written) return pass(written);
  if (auto written = write_hashes(*report, result); !written) return pass(written);
  fs::create_directories(kept.parent_path(), error);
  fs::rename(result, kept, error);  // fails when another process kept the same run meanwhile: that one is as good
  if (error && !fs::exists(kept / "report.json")) return disk_error(kept, error);
  return load(step, kept);
}

// What the host alone may have caused (wall time under load, a damaged tool, a box for practice) is tried again, and so
// is what a lesser box gave than is now asked for.
bool worth_keeping(const Step& step, const RunResult& result, sandbox::Tier least) {
  const auto tier = sandbox::tier_named(result.tier);
  if (!tier || *tier < least || *tier == sandbox::Tier::kLandlock) return false;
  return result.outcome != Outcome::kWallLimit && (!step.trusted || result.succeeded());
}

Result<RunResult> run_one(ProcessRunner& runner, const Step& step, const std::map<std::string, const RunResult*>& done,
                          const Options& options) {
  const auto inputs = inputs_of(step, done);
  if (!inputs) return std::unexpected(inputs.error());
  const auto worker_inputs = step.worker.empty() ? Result<Inputs>(Inputs{}) : inputs_of(step.worker.front(), done);
  if (!worker_inputs) return std::unexpected(worker_inputs.error());
  std::string key = key_of(step, *inputs, options);
  for (const Step& worker : step.worker) key = Hasher().add(key).add(key_of(worker, *worker_inputs, options)).hex();
  const fs::path kept = options.cache / "runs" / key.substr(0, 2) / key;
  if (fs::exists(kept / "report.json")) {
    auto result = load(step, kept);
    if (result && worth_keeping(step, *result, least_tier(options))) {
      result->cached = true;
      return result;
    }
    std::error_code ignored;
    fs::remove_all(kept, ignored);
  }
  return execute(runner, step, *inputs, *worker_inputs, kept, options);
}

// A step of ours that needs nothing of the learner's and fails all the same.
std::unexpected<Error> own_failure(const Step& step, const RunResult& result) {
  const std::string detail =
      result.outcome == Outcome::kExited ? " with code " + std::to_string(result.value) : " " + result.why;
  return fail(Fault::kPlatform, kDoing, step.name,
              name_of(result.outcome) + detail + ": " + printable(result.err.substr(0, 300)),
              "run `grader doctor`; a tool may be missing or damaged");
}

// Threads take the next step whose needs are done; one failure of the platform ends all.
class Schedule {
 public:
  Schedule(ProcessRunner& runner, const std::vector<Step>& steps, const Options& options)
      : runner_(runner), steps_(steps), options_(options), results_(steps.size()), state_(steps.size(), kWaiting) {
    for (std::size_t i = 0; i < steps.size(); ++i) index_[steps[i].name] = i;
  }

  Result<std::vector<RunResult>> run() {
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::max(1U, options_.threads); ++i) threads.emplace_back([this] { work(); });
    for (std::thread& thread : threads) thread.join();
    if (error_) return std::unexpected(*error_);
    std::vector<RunResult> results;
    for (auto& result : results_) results.push_back(std::move(*result));
    return results;
  }

 private:
  enum State { kWaiting, kRunning, kDone };

  void work() {
    std::unique_lock lock(mutex_);
    while (!error_ && done_ < steps_.size()) {
      const auto next = next_ready();
      if (!next) {
        changed_.wait(lock);
        continue;
      }
      state_[*next] = kRunning;
      const auto before = results_before(*next);
      lock.unlock();
      auto result = before ? run_one(runner_, steps_[*next], *before, options_) : Result<RunResult>(blocked(*next));
      if (result && steps_[*next].trusted && !result->succeeded()) result = own_failure(steps_[*next], *result);
      lock.lock();
      if (result)
        results_[*next] = std::move(*result);
      else if (!error_)
        error_ = result.error();
      state_[*next] = kDone;
      ++done_;
      if (options_.progress) options_.progress(done_, steps_.size(), steps_[*next].name);
      changed_.notify_all();
    }
    changed_.notify_all();
  }

  std::optional<std::size_t> next_ready() const {
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const auto& needs = steps_[i].needs;
      if (state_[i] == kWaiting &&
          std::all_of(needs.begin(), needs.end(), [&](const Need& n) { return state_[index_.at(n.step)] == kDone; }))
        return i;
    }
    return std::nullopt;
  }

  std::optional<std::map<std::string, const RunResult*>> results_before(std::size_t step) const {
    std::map<std::string, const RunResult*> before;
    for (const Need& need : steps_[step].needs) {
      const RunResult& result = *results_[index_.at(need.step)];
      if (!result.succeeded()) return std::nullopt;
      before[need.step] = &result;
    }
    return before;
  }

  RunResult blocked(std::size_t step) const {
    RunResult result{.step = steps_[step].name, .outcome = Outcome::kBlocked};
    for (const Need& need : steps_[step].needs) {
      const RunResult& before = *results_[index_.at(need.step)];
      if (before.succeeded()) continue;
      result.why = before.outcome == Outcome::kBlocked ? before.why : need.step;
      break;
    }
    return result;
  }

  ProcessRunner& runner_;
  const std::vector<Step>& steps_;
  const Options& options_;
  std::vector<std::optional<RunResult>> results_;
  std::vector<State> state_;
  std::map<std::string, std::size_t> index_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t done_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<std::vector<RunResult>> run_steps(ProcessRunner& runner, const std::vector<Step>& steps,
                                         const Options& options) {
  return Schedule(runner, steps, options).run();
}

fs::path find_helper() {
  if (const char* given = std::getenv("GRADER_SANDBOX"); given != nullptr && *given == '/') return given;
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path() / "grader-sandbox";
}

}  // namespace grader::run
