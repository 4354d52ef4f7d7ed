#pragma once
// Spreads tasks over the jobs of an executor, and gathers what became of them until each has an outcome.

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "grader/cohort/executor.h"
#include "grader/cohort/rules.h"
#include "grader/cohort/work.h"

namespace grader::cohort {

constexpr int kMostAttempts = 2;  // of what a machine kept from being graded

class Jobs {
 public:
  // `work`: a folder that workers see as well, and no other run's. Results that an earlier run left there are used when
  // they are asked for, and removed otherwise.
  Jobs(const Rules& rules, Executor& executor, std::filesystem::path self, std::filesystem::path work);

  // Calls `take` once for each task, with the number of attempts it took; its file is gone after that. Tasks of one
  // group are graded one after the other, so that what they share is run once. A task whose worker ends
  // without a result, or with a platform fault, is tried again, alone. Fails when `take` does, or the executor.
  using Take = std::function<Result<void>(const Outcome& outcome, int attempts)>;
  Result<void> carry_out(const std::vector<Task>& tasks, const Take& take);

 private:
  void clear_leftovers(const std::vector<Task>& wanted) const;
  Result<void> submit(const std::vector<std::vector<Task>>& shards);
  Result<void> take_result(const Task& task, const std::string& problem, const Take& take);
  Result<void> gather(const JobEnd& end, const Take& take);
  std::vector<JobEnd> done_by_their_files() const;
  std::vector<std::vector<Task>> shards_of(const std::vector<Task>& tasks) const;
  std::chrono::seconds longest(std::size_t tasks) const;  // that a job of so many may take

  const Rules& rules_;
  Executor& executor_;
  std::filesystem::path self_, work_;
  std::map<std::string, std::vector<Task>> running_;  // job -> its tasks
  std::map<std::string, int> attempts_;               // key -> made
  std::vector<std::vector<Task>> again_;
  std::size_t number_ = 0;
};

}  // namespace grader::cohort
