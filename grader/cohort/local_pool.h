#pragma once
// Runs jobs on this machine, a few at a time.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "grader/base/process.h"
#include "grader/cohort/executor.h"

namespace grader::cohort {

// Memory that programs may still take, in MiB; 0: not known.
std::uint64_t free_memory_mib();

class LocalPool final : public Executor {
 public:
  // `slots` jobs at a time, and beside the first only as long as memory holds what the next one needs: a job has
  // reserved what it is expected to need from its start on. `free_memory` in MiB; 0: not known.
  LocalPool(ProcessRunner& runner, unsigned slots, std::function<std::uint64_t()> free_memory = free_memory_mib);
  ~LocalPool() override;
  Result<void> submit(const std::vector<Job>& jobs) override;
  Result<std::vector<JobEnd>> poll(std::chrono::milliseconds wait) override;
  void cancel() override;

 private:
  void work();
  bool fits();  // under the lock

  ProcessRunner& runner_;
  std::function<std::uint64_t()> free_memory_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Job> waiting_;
  std::vector<JobEnd> ended_;
  std::size_t running_ = 0;
  std::uint64_t reserved_mib_ = 0;  // by the jobs in hand
  std::uint64_t whole_mib_ = 0;     // that all jobs may take together, as far as is known
  std::stop_source stop_;
  std::vector<std::jthread> threads_;
};

}  // namespace grader::cohort
