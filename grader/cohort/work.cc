#include "grader/cohort/work.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "grader/base/files.h"
#include "grader/base/unfinished.h"
#include "grader/model/grading_json.h"
#include "grader/pipeline/pipeline.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kReadingWork = "reading the work of a cohort run";

constexpr const char* kResult = ".json";
constexpr std::array<std::string_view, 3> kEndings = {kShardEnding, kResult, kUnfinished};

std::unexpected<Error> not_ours(const fs::path& file, const std::string& why) {
  return fail(Fault::kPlatform, kReadingWork, file.string(), why, "remove the file, then run again with --resume");
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Outcome grade_task(ProcessRunner& runner, const Shard& shard, const Task& task) {
  Outcome outcome{.key = task.key};
  auto grading = pipeline::grade(runner, {.source = task.repository,
                                          .exercise = task.exercise,
                                          .at = task.commit,
                                          .learner = task.learner,
                                          .full_tier = shard.full_tier,
                                          .threads = 1});
  if (!grading) {
    outcome.fault = grading.error();
    return outcome;
  }
  GradingText text = text_of(*grading);
  outcome.grading = {.key = task.key, .facts = std::move(text.facts), .page = std::move(text.page)};
  return outcome;
}

}  // namespace

Result<void> write_shard(const Shard& shard, const fs::path& file) {
  Json json = {{"results", shard.results.string()}, {"full_tier", shard.full_tier}, {"tasks", Json::array()}};
  for (const Task& task : shard.tasks)
    json["tasks"].push_back({{"key", task.key},
                             {"repository", task.repository},
                             {"commit", task.commit},
                             {"exercise", task.exercise},
                             {"learner", task.learner}});
  return write_file(file, dump(json));
}

Result<Shard> read_shard(const fs::path& file) {
  const auto text = read_file(file);
  if (!text) return std::unexpected(text.error());
  try {
    const Json json = Json::parse(*text);
    Shard shard{.full_tier = json.at("full_tier"), .results = json.at("results").get<std::string>()};
    for (const Json& row : json.at("tasks"))
      shard.tasks.push_back({.key = row.at("key"),
                             .repository = row.at("repository"),
                             .commit = row.at("commit"),
                             .exercise = row.at("exercise"),
                             .learner = row.at("learner")});
    return shard;
  } catch (const Json::exception& error) {
    return not_ours(file, error.what());
  }
}

fs::path result_file(const fs::path& results, const std::string& key) {
  return results / (key + kResult);
}

Result<void> write_outcome(const Outcome& outcome, const fs::path& results) {
  Json json = {{"key", outcome.key}};
  if (!outcome.grading.key.empty()) {
    json["facts"] = outcome.grading.facts;
    json["page"] = outcome.grading.page;
  } else {
    const Error& fault = outcome.fault;
    json["fault"] = {{"who", static_cast<int>(fault.fault)},
                     {"doing", fault.doing},
                     {"thing", fault.thing},
                     {"found", fault.found},
                     {"remedy", fault.remedy}};
  }
  return write_file(result_file(results, outcome.key), dump(json));
}

Result<Outcome> read_outcome(const fs::path& results, const std::string& key) {
  const fs::path file = result_file(results, key);
  const auto text = read_file(file, 256U << 20U);
  if (!text) return std::unexpected(text.error());
  try {
    const Json json = Json::parse(*text);
    Outcome outcome{.key = json.at("key")};
    if (outcome.key != key) return not_ours(file, "it holds another result than its name says");
    if (json.contains("facts")) {
      outcome.grading = {.key = key, .facts = json.at("facts"), .page = json.at("page")};
      return outcome;
    }
    const Json& fault = json.at("fault");
    const int who = fault.at("who");
    if (who < 0 || who > static_cast<int>(Fault::kBug)) return not_ours(file, "a fault of nobody");
    outcome.fault = {.fault = static_cast<Fault>(who),
                     .doing = fault.at("doing"),
                     .thing = fault.at("thing"),
                     .found = fault.at("found"),
                     .remedy = fault.at("remedy")};
    return outcome;
  } catch (const Json::exception& error) {
    return not_ours(file, error.what());
  }
}

std::vector<fs::path> work_files(const fs::path& results) {
  std::vector<fs::path> files;
  for (const std::string& name : files_in(results)) {
    const bool ours = std::ranges::any_of(kEndings, [&](std::string_view ending) { return name.ends_with(ending); });
    if (ours) files.push_back(results / name);
  }
  return files;
}

Result<void> work(ProcessRunner& runner, const fs::path& shard_file) {
  const auto shard = read_shard(shard_file);
  if (!shard) return std::unexpected(shard.error());
  for (const Task& task : shard->tasks) {
    if (fs::exists(result_file(shard->results, task.key))) continue;
    if (auto written = write_outcome(grade_task(runner, *shard, task), shard->results); !written) return written;
  }
  return {};
}

}  // namespace grader::cohort
