#include "grader/cohort/jobs.h"

#include <algorithm>
#include <cstdlib>

#include "grader/base/files.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kPoll{500};
constexpr std::chrono::seconds kMostOfTask{1'800};
// What a grading takes on a usual machine, until it is known better.
constexpr std::size_t kSecondsOfTask = 20;
// How many times slower than a usual machine one may be before a shard is cut off.
constexpr unsigned kSlower = 4;

// A worker gets what it needs to find the same data and caches, and nothing else of this process.
std::map<std::string, std::string> worker_environment() {
  std::map<std::string, std::string> env = {{"PATH", "/usr/local/bin:/usr/bin:/bin"},
                                            {"LC_ALL", "C.UTF-8"},
                                            {"GRADER_CACHE", cache_folder().string()},
                                            {"GRADER_DATA", data_folder().string()}};
  for (const char* name : {"HOME", "GRADER_SANDBOX"}) {
    if (const char* value = std::getenv(name); value != nullptr) env[name] = value;
  }
  return env;
}

}  // namespace

Jobs::Jobs(const Rules& rules, Executor& executor, fs::path self, fs::path work)
    : rules_(rules), executor_(executor), self_(std::move(self)), work_(std::move(work)) {}

std::vector<std::vector<Task>> Jobs::shards_of(const std::vector<Task>& tasks) const {
  const std::size_t most =
      rules_.place.slurm ? std::max<std::size_t>(1, std::size_t{60} * rules_.place.shard_minutes / kSecondsOfTask) : 1;
  std::map<std::string, std::vector<Task>> by_group;
  std::vector<std::string> order;
  for (const Task& task : tasks) {
    auto& group = by_group[task.group];
    if (group.empty()) order.push_back(task.group);
    group.push_back(task);
  }
  std::vector<std::vector<Task>> shards;
  for (const std::string& name : order) {
    const std::vector<Task>& group = by_group[name];
    if (shards.empty() || shards.back().size() + group.size() > most) shards.emplace_back();
    shards.back().insert(shards.back().end(), group.begin(), group.end());
  }
  return shards;
}

// A cluster gives no place to what asks for hours. One grading of a shard may take the longest that any may, if the
// others take what they usually do; what is cut off is tried again, alone.
std::chrono::seconds Jobs::longest(std::size_t tasks) const {
  const std::chrono::seconds each = kMostOfTask * static_cast<int>(tasks);
  if (!rules_.place.slurm) return each;
  return std::min<std::chrono::seconds>(each, kMostOfTask + std::chrono::minutes(kSlower * rules_.place.shard_minutes));
}

Result<void> Jobs::submit(const std::vector<std::vector<Task>>& shards) {
  std::vector<Job> jobs;
  for (const std::vector<Task>& tasks : shards) {
    const std::string name = "shard-" + std::to_string(++number_);
    const fs::path file = work_ / (name + kShardEnding);
    if (auto written = write_shard({.tasks = tasks, .full_tier = rules_.full_tier, .results = work_}, file); !written)
      return written;
    jobs.push_back({.name = name,
                    .argv = {self_.string(), "cohort", "work", file.string()},
                    .env = worker_environment(),
                    .wall = longest(tasks.size()),
                    .memory_mib = rules_.place.memory_mib});
    running_[name] = tasks;
    for (const Task& task : tasks) ++attempts_[task.key];
  }
  return jobs.empty() ? Result<void>() : executor_.submit(jobs);
}

Result<void> Jobs::take_result(const Task& task, const std::string& problem, const Take& take) {
  const fs::path file = result_file(work_, task.key);
  auto outcome = read_outcome(work_, task.key);
  if (!outcome) {
    outcome = Outcome{.key = task.key,
                      .fault = {.fault = Fault::kPlatform,
                                .doing = "grading in a process of its own",
                                .thing = task.commit,
                                .found = problem.empty() ? "it ended without a result" : problem,
                                .remedy = "run the cohort again"}};
  }
  std::error_code error;
  const bool platform =
      outcome->grading.key.empty() && outcome->fault.fault != Fault::kUsage && outcome->fault.fault != Fault::kSetup;
  if (platform && attempts_[task.key] < kMostAttempts) {
    fs::remove(file, error);
    again_.push_back({task});
    return {};
  }
  auto taken = take(*outcome, std::max(1, attempts_[task.key]));
  if (taken) fs::remove(file, error);
  return taken;
}

Result<void> Jobs::gather(const JobEnd& end, const Take& take) {
  const auto found = running_.find(end.name);
  if (found == running_.end()) return {};
  const std::vector<Task> tasks = std::move(found->second);
  running_.erase(found);
  for (const Task& task : tasks) {
    if (auto taken = take_result(task, end.problem, take); !taken) return taken;
  }
  std::error_code error;
  fs::remove(work_ / (end.name + kShardEnding), error);
  return {};
}

// Of jobs that nobody said are over: those that have left all their results. An executor may lose an end.
std::vector<JobEnd> Jobs::done_by_their_files() const {
  std::vector<JobEnd> ends;
  for (const auto& [name, tasks] : running_) {
    const bool all = std::all_of(tasks.begin(), tasks.end(),
                                 [&](const Task& task) { return fs::exists(result_file(work_, task.key)); });
    if (all) ends.push_back({.name = name});
  }
  return ends;
}

// What an earlier run left and nobody asks for any more.
void Jobs::clear_leftovers(const std::vector<Task>& wanted) const {
  std::set<fs::path> results;
  for (const Task& task : wanted) results.insert(result_file(work_, task.key));
  for (const fs::path& file : work_files(work_)) {
    std::error_code ignored;
    if (!results.contains(file)) fs::remove(file, ignored);
  }
}

Result<void> Jobs::carry_out(const std::vector<Task>& tasks, const Take& take) {
  std::error_code error;
  fs::create_directories(work_, error);
  clear_leftovers(tasks);
  std::vector<Task> fresh;
  for (const Task& task : tasks) {
    const auto there = read_outcome(work_, task.key);
    if (there && !there->grading.key.empty()) {
      if (auto taken = take_result(task, "", take); !taken) return taken;
    } else {
      fs::remove(result_file(work_, task.key), error);
      fresh.push_back(task);
    }
  }
  if (auto submitted = submit(shards_of(fresh)); !submitted) return submitted;
  while (!running_.empty()) {
    auto ends = executor_.poll(kPoll);
    if (!ends) return pass(ends);
    if (ends->empty()) ends = done_by_their_files();
    for (const JobEnd& end : *ends) {
      if (auto gathered = gather(end, take); !gathered) return gathered;
    }
    if (auto submitted = submit(std::exchange(again_, {})); !submitted) return submitted;
  }
  return {};
}

}  // namespace grader::cohort
