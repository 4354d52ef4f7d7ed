#pragma once
// What is handed to a worker process, and what it hands back: files, so that a result outlives whoever made it and
// whoever waits for it. A result is named by its grading's key; made twice, it is the same.

#include <filesystem>
#include <string>
#include <vector>

#include "grader/base/process.h"
#include "grader/base/result.h"
#include "grader/model/cohort.h"

namespace grader::cohort {

// One grading to be made.
struct Task {
  std::string key;
  std::string repository;  // a folder that git can read
  std::string commit;      // 40 hex digits
  std::string exercise;    // folder
  std::string learner;     // in a team's repository; "": everybody's work
  std::string group;       // tasks that share what is run; for who hands them out, not for the worker
  bool operator==(const Task&) const = default;
};

// What became of it: a grading, or the reason why there is none.
struct Outcome {
  std::string key;
  KeptGrading grading;  // with an empty key when there is none
  Error fault;          // of that case
  bool operator==(const Outcome&) const = default;
};

// What the name of a file of tasks ends in.
constexpr const char* kShardEnding = ".shard";

// A file of tasks for one job, all graded one after the other.
struct Shard {
  std::vector<Task> tasks;
  bool full_tier = false;         // the least isolation that counts
  std::filesystem::path results;  // folder, to which <key>.json is written
};
Result<void> write_shard(const Shard& shard, const std::filesystem::path& file);
Result<Shard> read_shard(const std::filesystem::path& file);

std::filesystem::path result_file(const std::filesystem::path& results, const std::string& key);
Result<void> write_outcome(const Outcome& outcome, const std::filesystem::path& results);
// Fails with kUsage when there is none yet, kPlatform for a file that write_outcome did not write.
Result<Outcome> read_outcome(const std::filesystem::path& results, const std::string& key);

// Files in the folder that workers share: tasks, results, and what is half written. Between two runs they are what one
// that was killed left.
std::vector<std::filesystem::path> work_files(const std::filesystem::path& results);

// The worker: makes what the file asks for, but for what is there already. Whatever becomes of a task is its Outcome;
// fails only when the file cannot be read or an outcome cannot be written.
Result<void> work(ProcessRunner& runner, const std::filesystem::path& shard_file);

}  // namespace grader::cohort
