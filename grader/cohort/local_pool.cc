#include "grader/cohort/local_pool.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <utility>

namespace grader::cohort {
namespace {

constexpr std::chrono::milliseconds kLookAgain{500};  // at the memory

JobEnd end_of(const Job& job, const Result<Finished>& finished) {
  JobEnd end{.name = job.name};
  if (!finished)
    end.problem = finished.error().found;
  else if (finished->timed_out)
    end.problem = "no end after " + std::to_string(job.wall.count()) + " seconds";
  else if (finished->code != 0)
    end.problem = "it ended with code " + std::to_string(finished->code);
  return end;
}

}  // namespace

std::uint64_t free_memory_mib() {
  std::ifstream file("/proc/meminfo");
  std::string name;
  std::uint64_t kib = 0;
  std::string unit;
  while (file >> name >> kib && std::getline(file, unit)) {
    if (name == "MemAvailable:") return kib >> 10U;
  }
  return 0;
}

LocalPool::LocalPool(ProcessRunner& runner, unsigned slots, std::function<std::uint64_t()> free_memory)
    : runner_(runner), free_memory_(std::move(free_memory)) {
  for (unsigned i = 0; i < std::max(1U, slots); ++i) threads_.emplace_back([this] { work(); });
}

LocalPool::~LocalPool() {
  stop_.request_stop();
  changed_.notify_all();
}

bool LocalPool::fits() {
  if (waiting_.empty()) return false;
  const std::uint64_t free = free_memory_();
  // How much of what they reserved the jobs in hand have taken by now is not known: between nothing and all of it.
  whole_mib_ = std::clamp(whole_mib_, free, free + reserved_mib_);
  return running_ == 0 || free == 0 || whole_mib_ >= reserved_mib_ + waiting_.front().memory_mib;
}

void LocalPool::work() {
  const std::stop_token stop = stop_.get_token();
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (!fits()) {
      changed_.wait_for(lock, stop, kLookAgain, [this] { return fits(); });
      continue;
    }
    const Job job = std::move(waiting_.front());
    waiting_.pop_front();
    ++running_;
    reserved_mib_ += job.memory_mib;
    lock.unlock();
    const auto finished = runner_.run({.argv = job.argv, .env = job.env, .wall = job.wall, .stop = stop});
    lock.lock();
    --running_;
    reserved_mib_ -= job.memory_mib;
    ended_.push_back(end_of(job, finished));
    changed_.notify_all();
  }
}

Result<void> LocalPool::submit(const std::vector<Job>& jobs) {
  const std::lock_guard lock(mutex_);
  waiting_.insert(waiting_.end(), jobs.begin(), jobs.end());
  changed_.notify_all();
  return {};
}

Result<std::vector<JobEnd>> LocalPool::poll(std::chrono::milliseconds wait) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, wait, [this] { return !ended_.empty(); });
  return std::exchange(ended_, {});
}

void LocalPool::cancel() {
  stop_.request_stop();
  threads_.clear();  // joins
  const std::lock_guard lock(mutex_);
  waiting_.clear();
}

}  // namespace grader::cohort
