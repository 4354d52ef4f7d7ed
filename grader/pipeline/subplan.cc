#include "grader/pipeline/subplan.h"

#include <unistd.h>

#include <algorithm>
#include <set>

#include "grader/base/hash.h"

namespace grader::pipeline {

std::vector<Step> leading_to(const std::vector<Step>& steps, const std::function<bool(const Step&)>& chosen) {
  std::set<std::string> wanted;
  std::vector<Step> kept;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (!chosen(*step) && !wanted.contains(step->name)) continue;
    for (const Need& need : all_needs(*step)) wanted.insert(need.step);
    kept.push_back(*step);
  }
  std::reverse(kept.begin(), kept.end());
  return kept;
}

std::vector<Step> leading_to_report(const toolchain::Toolchain& tools, const std::vector<Step>& steps,
                                    const std::string& format) {
  return leading_to(steps, [&](const Step& step) { return toolchain::format_of(tools, step, "report") == format; });
}

std::vector<Step> steps_on_version(const toolchain::Toolchain& tools, const Workspace& version,
                                   toolchain::Request request) {
  request.version = true;
  const bool own = std::any_of(tools.rules.begin(), tools.rules.end(),
                               [](const toolchain::Rule& rule) { return rule.when == "version"; });
  return leading_to_report(tools, toolchain::plan(tools, version, request),
                           own ? "version-events" : "test-events-again");
}

Result<Merged> Merged::with(const std::vector<Step>& steps) {
  Merged merged;
  for (const Step& step : steps) {
    auto key = merged.key_of(step);
    if (!key) return pass(key);
    merged.names_.emplace(*key, step.name);
  }
  return merged;
}

// Limits and workers follow from the rule, which the kind names, and from what all plans have in common.
Result<std::string> Merged::key_of(const Step& step) {
  Hasher hasher;
  hasher.add(step.kind).add(step.group).add(step.folder).add(step.input).add(step.channel_text);
  const auto add_count = [&](std::size_t count) { hasher.add(std::to_string(count)); };
  add_count(step.argv.size());
  for (const std::string& argument : step.argv) hasher.add(argument);
  add_count(step.env.size());
  for (const auto& [name, value] : step.env) hasher.add(name).add(value);
  for (const Output& output : step.outputs) hasher.add("output").add(output.path);
  std::set<std::pair<std::string, std::string>> inputs;
  for (const Input& input : step.inputs) {
    std::string& hash = hashes_[input.host];
    if (hash.empty()) {
      auto read = sha256_of_file(input.host);
      if (!read) return pass(read);
      hash = std::move(*read);
    }
    const bool program = access(input.host.c_str(), X_OK) == 0;
    inputs.emplace(input.at, program ? hash + "x" : hash);
  }
  add_count(inputs.size());
  for (const auto& [at, hash] : inputs) hasher.add(at).add(hash);
  std::set<std::pair<std::string, std::string>> needs;
  for (const Need& need : step.needs) needs.emplace(need.step, need.at);
  for (const auto& [name, at] : needs) hasher.add(name).add(at);
  return hasher.hex();
}

Result<std::string> Merged::add(std::vector<Step> plan, const std::string& prefix) {
  std::map<std::string, std::string> run_as;
  std::string last;
  for (Step& step : plan) {
    for (Need& need : step.needs) need.step = run_as.at(need.step);
    auto key = key_of(step);
    if (!key) return pass(key);
    const auto [row, is_new] = names_.emplace(*key, prefix + step.name);
    last = run_as[step.name] = row->second;
    if (!is_new) continue;
    step.name = row->second;
    added_.push_back(std::move(step));
  }
  return last;
}

}  // namespace grader::pipeline
