#pragma once
// Executors for tests of what uses one: one that runs nothing, and one that makes faults.

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "grader/cohort/executor.h"

namespace grader::support {

// Remembers what was submitted. A poll does the work of the oldest job that waits, by calling `work`, and reports it
// with the problem that this returns.
class RecordingExecutor final : public cohort::Executor {
 public:
  using Work = std::function<std::string(const cohort::Job& job)>;

  explicit RecordingExecutor(Work work = [](const cohort::Job&) { return std::string(); }) : work_(std::move(work)) {}

  Result<void> submit(const std::vector<cohort::Job>& jobs) override {
    submitted.push_back(jobs);
    waiting_.insert(waiting_.end(), jobs.begin(), jobs.end());
    return {};
  }
  Result<std::vector<cohort::JobEnd>> poll(std::chrono::milliseconds) override {
    ++polls;
    if (waiting_.empty()) return std::vector<cohort::JobEnd>{};
    const cohort::Job job = waiting_.front();
    waiting_.erase(waiting_.begin());
    return std::vector<cohort::JobEnd>{{.name = job.name, .problem = work_(job)}};
  }
  void cancel() override {
    ++cancels;
    waiting_.clear();
  }

  std::vector<std::vector<cohort::Job>> submitted;  // by call
  int polls = 0;
  int cancels = 0;

 private:
  Work work_;
  std::vector<cohort::Job> waiting_;
};

// What goes wrong, each counted from 1; 0: never.
struct ExecutorFaults {
  std::size_t break_end = 0;    // this end gets a problem that the executor saw
  std::size_t lose_end = 0;     // this end is not reported at all
  std::size_t repeat_end = 0;   // this end is reported twice, the second time by the next poll
  std::size_t fail_submit = 0;  // this call fails with kPlatform; nothing of it is taken on
  std::size_t fail_poll = 0;    // this call fails with kPlatform, and all after it
};

// Passes every call on to another executor, which must outlive it.
class FaultyExecutor final : public cohort::Executor {
 public:
  FaultyExecutor(cohort::Executor& inner, ExecutorFaults faults) : inner_(inner), faults_(faults) {}

  Result<void> submit(const std::vector<cohort::Job>& jobs) override {
    if (++submits_ == faults_.fail_submit)
      return fail(Fault::kPlatform, "submitting jobs", "executor", "it does not take any", "try again");
    return inner_.submit(jobs);
  }
  Result<std::vector<cohort::JobEnd>> poll(std::chrono::milliseconds wait) override {
    if (++polls_ >= faults_.fail_poll && faults_.fail_poll != 0)
      return fail(Fault::kPlatform, "waiting for jobs", "executor", "it is gone", "run again");
    auto found = inner_.poll(wait);
    if (!found) return found;
    std::vector<cohort::JobEnd> ends = std::exchange(again_, {});
    for (cohort::JobEnd& end : *found) {
      ++ends_;
      if (ends_ == faults_.lose_end) continue;
      if (ends_ == faults_.break_end) end.problem = "the machine went away";
      if (ends_ == faults_.repeat_end) again_.push_back(end);
      ends.push_back(std::move(end));
    }
    return ends;
  }
  void cancel() override { inner_.cancel(); }

 private:
  cohort::Executor& inner_;
  ExecutorFaults faults_;
  std::size_t submits_ = 0;
  std::size_t polls_ = 0;
  std::size_t ends_ = 0;
  std::vector<cohort::JobEnd> again_;
};

}  // namespace grader::support
