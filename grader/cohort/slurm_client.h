#pragma once
// Slurm's commands: sbatch, squeue, scancel and scontrol. A call that fails says nothing about jobs: its controller may
// be away for a while.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "grader/base/process.h"
#include "grader/base/result.h"
#include "grader/cohort/slurm_text.h"

namespace grader::cohort {

// An array job to be submitted.
struct Array {
  std::vector<std::string> argv;  // the script that each task runs, and its arguments
  std::string comment;            // by which it is found again
  std::size_t count = 1;          // tasks, from 0
  unsigned at_once = 0;           // 0: as many as the cluster takes
  std::uint64_t memory_mib = 0;   // of each task
  std::chrono::minutes limit{1};  // of each task
  std::string partition, account;
};

class SlurmClient {
 public:
  // `name`: of all its jobs, and of no others of this user. A command that takes longer than `wait` has failed.
  SlurmClient(ProcessRunner& runner, std::string name, std::chrono::seconds wait);

  // All fail with kPlatform.
  Result<std::string> submit(const Array& array);  // its id
  Result<std::vector<QueueRow>> queue();           // all that the cluster knows, ended ones for some minutes too
  Result<std::size_t> max_array();                 // tasks of one array
  Result<void> cancel_all();
  // `task`: as in "123_4".
  Result<void> cancel(const std::string& task);
  Result<void> release(const std::string& task);
  Result<void> start_now(const std::string& task);  // lifts a penalty

 private:
  Result<std::string> ask(const std::string& doing, const std::vector<std::string>& argv);
  Result<void> tell(const std::string& doing, const std::vector<std::string>& argv);

  ProcessRunner& runner_;
  std::string name_;
  std::chrono::seconds wait_;
};

}  // namespace grader::cohort
