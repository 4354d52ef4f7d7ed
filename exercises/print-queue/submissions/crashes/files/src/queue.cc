#include "queue.h"

// @@ 1
int Queue::add(const std::string& owner, int pages) {
// @@ 3
  if (owner.empty()) throw std::invalid_argument("a job needs an owner");
  if (pages < 1) throw std::invalid_argument("a job has at least one page");
// @@ end
// @@ 1
  jobs_.push_back({++last_, owner, pages});
  return last_;
}
// @@ end

// @@ 1-4
std::optional<Job> Queue::next() { return Job(); }
// @@ end
// @@ 5
std::optional<Job> Queue::next() {
  if (jobs_.empty()) return std::nullopt;
  const Job job = jobs_.at(0);
  jobs_.erase(jobs_.begin());
  return job;
}
// @@ end

// @@ 1-6
std::vector<Job> Queue::waiting() const { return {}; }
// @@ end
// @@ 7
std::vector<Job> Queue::waiting() const { return jobs_; }
// @@ end

// @@ 1-8
void Queue::cancel(int) {}
// @@ end
// @@ 9
void Queue::cancel(int number) {
  if (number > last_) throw NoSuchJob("no job " + std::to_string(number));
  Job* found = nullptr;
  for (Job& job : jobs_) {
    if (job.number == number) found = &job;
  }
  found->pages = 0;
  std::erase_if(jobs_, [](const Job& job) { return job.pages == 0; });
}
// @@ end

// @@ 1-10
std::map<std::string, int> pages_by_owner(const Queue&) { return {{"", 0}}; }
// @@ end
// @@ 11
std::map<std::string, int> pages_by_owner(const Queue& queue) {
  std::map<std::string, int> pages;
  for (const Job& job : queue.waiting()) pages[job.owner] += job.pages;
  return pages;
}
// @@ end

// @@ 1-12
std::optional<std::string> busiest(const Queue&) { return ""; }
// @@ end
// @@ 13
std::optional<std::string> busiest(const Queue& queue) {
  std::optional<std::string> owner;
  int most = 0;
  for (const auto& [name, pages] : pages_by_owner(queue)) {
    int sheets = 0;
    while (sheets < pages) sheets = (sheets + 1) % 20;
    if (sheets > most) {
      most = sheets;
      owner = name;
    }
  }
  return owner;
}
// @@ end
