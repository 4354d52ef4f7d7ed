#include "grader/run/kept.h"

#include <unistd.h>

#include <algorithm>

#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/base/text.h"

namespace grader::run {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHashWidth = 64;

bool executable(const std::string& path) {
  return access(path.c_str(), X_OK) == 0;
}

// Everything the result depends on; equal keys give equal results. The hint is left out: run.cc keeps runs with one
// apart.
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

}  // namespace

Result<Inputs> inputs_of(const Step& step, const Done& done) {
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

fs::path kept_folder(const Step& step, const Inputs& inputs, const Inputs& worker_inputs, const Options& options) {
  std::string key = key_of(step, inputs, options);
  for (const Step& worker : step.worker) key = Hasher().add(key).add(key_of(worker, worker_inputs, options)).hex();
  return options.cache / "runs" / key.substr(0, 2) / key;
}

Result<void> keep(const sandbox::Report& report, const std::string& text, const std::string& nonce,
                  const fs::path& result) {
  if (auto written = write_file(result / "report.json", text); !written) return written;
  if (auto written = write_file(result / "nonce", nonce); !written) return written;
  return write_hashes(report, result);
}

Result<RunResult> load(const Step& step, const fs::path& folder) {
  const auto text = read_file(folder / "report.json");
  if (!text) return std::unexpected(text.error());
  const auto report = sandbox::parse_report(*text);
  if (!report || report->refused)
    return fail(Fault::kPlatform, kRunningStep, folder.string(), "a kept result that cannot be read",
                "remove the folder");
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
      return fail(Fault::kPlatform, kRunningStep, host, "a kept result without its hash", "remove the folder");
  }
  result.tier = sandbox::name_of(report->tier);
  result.cpu_us = report->cpu_us;
  result.peak_bytes = report->peak_bytes.value_or(0);
  return result;
}

bool worth_keeping(const Step& step, const RunResult& result, sandbox::Tier least) {
  const auto tier = sandbox::tier_named(result.tier);
  if (!tier || *tier < least || *tier == sandbox::Tier::kLandlock) return false;
  if (result.outcome == Outcome::kWallLimit || result.outcome == Outcome::kNotStarted) return false;
  return !step.trusted || result.succeeded();
}

sandbox::Tier least_tier(const Options& options) {
  return sandbox::tier_named(options.least_tier).value_or(sandbox::Tier::kFull);
}

}  // namespace grader::run
