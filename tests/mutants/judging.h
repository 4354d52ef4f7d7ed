#pragma once
// Hand-written schemata and tests, judged in the real box by the steps that a toolchain plans.

#include <gmock/gmock.h>

#include <map>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "grader/base/files.h"
#include "grader/parse/parse.h"
#include "grader/pipeline/subplan.h"
#include "grader/run/run.h"
#include "grader/toolchain/toolchain.h"
#include "tests/support/shell.h"

namespace grader {

using Texts = std::map<std::string, std::string>;  // path -> bytes

struct Sample {
  std::string language;
  Texts work;   // schemata
  Texts tests;  // below tests/
  std::size_t count = 0;
  std::size_t functions = 0;
  std::string decoys;
  std::uint64_t test_cpu_ms = 1'000;
  std::uint64_t memory_mib = 256;
};

struct Judged {
  MutantRun run;
  RunResult result;
};

class Judging {
 public:
  explicit Judging(Sample sample) : sample_(std::move(sample)) {
    auto tools = toolchain::read_toolchain(data_folder() / "toolchains" / sample_.language);
    EXPECT_TRUE(tools) << message(tools.error());
    Workspace workspace{.root = (folder_ / "work").string()};
    toolchain::Group own{.name = "own", .folder = folder_ / "tests", .files = {}};
    toolchain::Request request{.test_cpu_ms = sample_.test_cpu_ms, .memory_mib = sample_.memory_mib};
    request.mutants = {
        .files = {}, .count = sample_.count, .functions = sample_.functions, .channel_text = sample_.decoys};
    for (const auto& [path, text] : sample_.work) {
      workspace.files.push_back(path);
      const bool mutated = text.find("grader_mutant(") != std::string::npos;
      support::spit(folder_ / "work" / path, mutated ? "#error the schemata stand elsewhere\n" : text);
      if (!mutated) continue;
      support::spit(folder_ / "schemata" / path, text);
      request.mutants.files[path] = {.text = folder_ / "schemata" / path, .table = ""};
    }
    for (const auto& [path, text] : sample_.tests) {
      own.files.push_back(path);
      support::spit(folder_ / "tests" / path, text);
    }
    request.groups.push_back(std::move(own));
    steps_ = pipeline::leading_to_report(*tools, toolchain::plan(*tools, workspace, request), "mutant-events");
  }

  // `repeat` tells runs apart that would else be one and the same kept result.
  Judged judge(const std::string& repeat = "", const std::string& hint = "") {
    std::vector<Step> steps = steps_;
    steps.back().hint = hint;
    if (!repeat.empty()) steps.back().env["REPEAT"] = repeat;
    const run::Options options{.helper = std::string(GRADER_BINARY_DIR) + "/grader-sandbox",
                               .cache = std::string(GRADER_BINARY_DIR) + "/../test-cache"};
    SystemProcessRunner runner;
    const auto results = run::run_steps(runner, steps, options);
    EXPECT_TRUE(results) << message(results.error());
    if (!results) return {};
    const RunResult& last = results->back();
    for (const RunResult& result : *results)
      EXPECT_TRUE(result.succeeded() || result.step == last.step) << result.step << "\n" << result.err;
    return {.run = parse::mutant_events(last.report, last.nonce, sample_.count), .result = last};
  }

 private:
  Sample sample_;
  support::Folder folder_;
  std::vector<Step> steps_;
};

// So many threads a processor, with nothing to do but to be in the way.
class Load {
 public:
  explicit Load(unsigned times = 2) {
    for (unsigned n = 0; n < times * std::thread::hardware_concurrency(); ++n) {
      threads_.emplace_back([](const std::stop_token& stop) {
        while (!stop.stop_requested()) continue;
      });
    }
  }

 private:
  std::vector<std::jthread> threads_;
};

inline std::string words(const MutantVerdict& verdict) {
  const std::string state = name_of(verdict.state);
  return verdict.state == MutantState::kKilled ? state + " by " + verdict.by + ": " + name_of(verdict.how) : state;
}

inline std::vector<std::string> words(const MutantRun& run) {
  std::vector<std::string> all;
  for (const MutantVerdict& verdict : run.verdicts) all.push_back(words(verdict));
  return all;
}

// test -> its two states; those that passed twice are left out.
inline std::map<std::string, std::pair<std::string, std::string>> excluded(const MutantRun& run) {
  std::map<std::string, std::pair<std::string, std::string>> rows;
  for (const MutantBaseline& row : run.baseline) {
    if (!row.judges()) rows[row.id] = {name_of(row.state), name_of(row.again)};
  }
  return rows;
}

}  // namespace grader
