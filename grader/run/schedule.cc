#include "grader/run/schedule.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "grader/base/text.h"

namespace grader::run {
namespace {

// A step of ours that needs nothing of the learner's and fails all the same.
std::unexpected<Error> own_failure(const Step& step, const RunResult& result) {
  const std::string detail =
      result.outcome == Outcome::kExited ? " with code " + std::to_string(result.value) : " " + result.why;
  return fail(Fault::kPlatform, kRunningStep, step.name,
              name_of(result.outcome) + detail + ": " + printable(result.err.substr(0, 300)),
              "run `grader doctor`; a tool may be missing or damaged");
}

// Threads take the next step whose needs are done; one failure of the platform ends all.
class Schedule {
 public:
  Schedule(const std::vector<Step>& steps, const Options& options, const CarryOut& carry_out)
      : steps_(steps),
        options_(options),
        carry_out_(carry_out),
        results_(steps.size()),
        state_(steps.size(), kWaiting) {
    for (std::size_t i = 0; i < steps.size(); ++i) index_[steps[i].name] = i;
    for (const Step& step : steps) needs_.push_back(all_needs(step));
  }

  Result<std::vector<RunResult>> run() {
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::max(1U, options_.threads); ++i) threads.emplace_back([this] { work(); });
    for (std::thread& thread : threads) thread.join();
    if (error_) return std::unexpected(*error_);
    std::vector<RunResult> results;
    for (auto& result : results_) results.push_back(std::move(*result));
    return results;
  }

 private:
  enum State { kWaiting, kRunning, kDone };

  void work() {
    std::unique_lock lock(mutex_);
    while (!error_ && done_ < steps_.size()) {
      const auto next = next_ready();
      if (!next) {
        changed_.wait(lock);
        continue;
      }
      state_[*next] = kRunning;
      const auto before = results_before(*next);
      lock.unlock();
      auto result = before ? carry_out_(steps_[*next], *before) : Result<RunResult>(blocked(*next));
      if (result && steps_[*next].trusted && !result->succeeded() && result->outcome != Outcome::kOutOfTime)
        result = own_failure(steps_[*next], *result);
      lock.lock();
      if (result)
        results_[*next] = std::move(*result);
      else if (!error_)
        error_ = result.error();
      state_[*next] = kDone;
      ++done_;
      if (options_.progress) options_.progress(done_, steps_.size(), steps_[*next].name);
      changed_.notify_all();
    }
    changed_.notify_all();
  }

  std::optional<std::size_t> next_ready() const {
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const auto& needs = needs_[i];
      if (state_[i] == kWaiting &&
          std::all_of(needs.begin(), needs.end(), [&](const Need& n) { return state_[index_.at(n.step)] == kDone; }))
        return i;
    }
    return std::nullopt;
  }

  std::optional<Done> results_before(std::size_t step) const {
    Done before;
    for (const Need& need : needs_[step]) {
      const RunResult& result = *results_[index_.at(need.step)];
      if (!result.succeeded()) return std::nullopt;
      before[need.step] = &result;
    }
    return before;
  }

  // By the first need that failed; out of time when none failed but for want of time.
  RunResult blocked(std::size_t step) const {
    for (const Need& need : needs_[step]) {
      const RunResult& before = *results_[index_.at(need.step)];
      if (before.succeeded() || before.outcome == Outcome::kOutOfTime) continue;
      return {.step = steps_[step].name,
              .outcome = Outcome::kBlocked,
              .why = before.outcome == Outcome::kBlocked ? before.why : need.step};
    }
    return {.step = steps_[step].name, .outcome = Outcome::kOutOfTime};
  }

  const std::vector<Step>& steps_;
  const Options& options_;
  const CarryOut& carry_out_;
  std::vector<std::optional<RunResult>> results_;
  std::vector<State> state_;
  std::map<std::string, std::size_t> index_;
  std::vector<std::vector<Need>> needs_;  // of each step
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t done_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<std::vector<RunResult>> run_in_order(const std::vector<Step>& steps, const Options& options,
                                            const CarryOut& carry_out) {
  return Schedule(steps, options, carry_out).run();
}

}  // namespace grader::run
