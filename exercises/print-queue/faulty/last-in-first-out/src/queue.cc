#include "queue.h"

#include <algorithm>

int Queue::add(const std::string& owner, int pages) {
  if (owner.empty()) throw std::invalid_argument("a job needs an owner");
  if (pages < 1) throw std::invalid_argument("a job has at least one page");
  jobs_.push_back({++last_, owner, pages});
  return last_;
}

std::optional<Job> Queue::next() {
  if (jobs_.empty()) return std::nullopt;
  const Job job = jobs_.back();
  jobs_.pop_back();
  return job;
}

std::vector<Job> Queue::waiting() const { return jobs_; }

void Queue::cancel(int number) {
  const auto job = std::find_if(jobs_.begin(), jobs_.end(),
                                [&](const Job& one) { return one.number == number; });
  if (job == jobs_.end()) throw NoSuchJob("no job " + std::to_string(number));
  jobs_.erase(job);
}

std::map<std::string, int> pages_by_owner(const Queue& queue) {
  std::map<std::string, int> pages;
  for (const Job& job : queue.waiting()) pages[job.owner] += job.pages;
  return pages;
}

std::optional<std::string> busiest(const Queue& queue) {
  const std::map<std::string, int> pages = pages_by_owner(queue);
  const auto most = std::max_element(
      pages.begin(), pages.end(),
      [](const auto& one, const auto& other) { return one.second < other.second; });
  if (most == pages.end()) return std::nullopt;
  return most->first;
}
