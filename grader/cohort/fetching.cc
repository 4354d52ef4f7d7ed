#include "grader/cohort/fetching.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "grader/acquire/mirror.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kPerHost = 4;
constexpr unsigned kMostThreads = 16;

// Hands sources out to threads, so that no host has more than its number of fetches at a time.
class Queue {
 public:
  Queue(const Rules& rules, const std::vector<Row>& rows) : rules_(rules) {
    for (const Row& row : rows) waiting_[acquire::host_of(row.repository)][row.repository].insert(row.branch);
  }

  // False when nothing is left to begin; waits while all hosts with something left are busy.
  bool take(std::string& source, std::vector<std::string>& branches) {
    std::unique_lock lock(mutex_);
    for (;;) {
      bool left = false;
      for (auto& [host, sources] : waiting_) {
        if (sources.empty()) continue;
        left = true;
        if (busy_[host] >= most_of(host)) continue;
        auto taken = sources.extract(sources.begin());
        source = taken.key();
        branches.assign(taken.mapped().begin(), taken.mapped().end());
        ++busy_[host];
        return true;
      }
      if (!left) return false;
      freed_.wait(lock);
    }
  }
  void done(const std::string& source) {
    const std::lock_guard lock(mutex_);
    --busy_[acquire::host_of(source)];
    freed_.notify_all();
  }

 private:
  unsigned most_of(const std::string& host) const {
    if (host.empty()) return std::max(1U, std::thread::hardware_concurrency());
    const auto found = rules_.hosts.find(host);
    return found == rules_.hosts.end() ? kPerHost : found->second;
  }

  const Rules& rules_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::map<std::string, std::map<std::string, std::set<std::string>>> waiting_;  // host -> source -> branches
  std::map<std::string, unsigned> busy_;
};

// All branches at once, as a rule. When that fails, each alone: one that is missing takes nothing from the others.
Fetched fetch_branches(ProcessRunner& runner, const std::string& source, const std::vector<std::string>& branches,
                       const acquire::Access& access) {
  const auto kind = acquire::kind_of(source);
  if (!kind) return {.mirror = std::unexpected(kind.error())};
  Fetched fetched{.mirror = acquire::fetch(runner, source, *kind, branches, access)};
  if (fetched.mirror || branches.size() < 2 || fetched.mirror.error().fault != Fault::kUsage) return fetched;
  for (const std::string& branch : branches) {
    auto one = acquire::fetch(runner, source, *kind, {branch}, access);
    if (one)
      fetched.mirror = std::move(one);
    else
      fetched.unseen.emplace(branch, one.error());
  }
  return fetched;
}

acquire::Access access_with(const Rules& rules, const fs::path& self,
                            std::map<std::string, acquire::Credential> hosts) {
  return {.file = rules.credentials, .askpass = self, .hosts = std::move(hosts), .proxy = rules.proxy, .ca = rules.ca};
}

}  // namespace

const Error* Fetched::why_not(const std::string& branch) const {
  if (const auto found = unseen.find(branch); found != unseen.end()) return &found->second;
  return mirror ? nullptr : &mirror.error();
}

Result<acquire::Access> access_of(const Rules& rules, const fs::path& self) {
  if (rules.credentials.empty()) return acquire::Access{.proxy = rules.proxy, .ca = rules.ca};
  auto hosts = acquire::read_credentials(rules.credentials);
  if (!hosts) return pass(hosts);
  return access_with(rules, self, std::move(*hosts));
}

acquire::Access access_of(const Rules& rules, const fs::path& self, std::vector<Error>& faults) {
  if (rules.credentials.empty()) return {.proxy = rules.proxy, .ca = rules.ca};
  return access_with(rules, self, acquire::read_credentials(rules.credentials, faults));
}

void for_each_source(
    const Rules& rules, const std::vector<Row>& rows,
    const std::function<void(const std::string& source, const std::vector<std::string>& branches)>& work) {
  Queue queue(rules, rows);
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < std::min<std::size_t>(kMostThreads, rows.size()); ++i) {
    threads.emplace_back([&] {
      std::string source;
      std::vector<std::string> branches;
      while (queue.take(source, branches)) {
        work(source, branches);
        queue.done(source);
      }
    });
  }
}

Mirrors fetch_all(ProcessRunner& runner, const Rules& rules, const acquire::Access& access,
                  const std::vector<Row>& rows,
                  const std::function<void(std::size_t done, std::size_t all)>& progress) {
  std::set<std::string> sources;
  for (const Row& row : rows) sources.insert(row.repository);
  std::mutex mutex;
  Mirrors mirrors;
  for_each_source(rules, rows, [&](const std::string& source, const std::vector<std::string>& branches) {
    Fetched fetched = fetch_branches(runner, source, branches, access);
    const std::lock_guard lock(mutex);
    mirrors.emplace(source, std::move(fetched));
    if (progress) progress(mirrors.size(), sources.size());
  });
  return mirrors;
}

}  // namespace grader::cohort
