// Many repositories at a time, and not too many from one host.
#include "grader/cohort/fetching.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "grader/acquire/access.h"

namespace grader::cohort {
namespace {

using testing::ElementsAre;
using testing::Pair;

// Holds each call until all hosts have as many of them under way as they are expected to have at most.
class Turnstile {
 public:
  explicit Turnstile(std::map<std::string, std::size_t> expected) : expected_(std::move(expected)) {}

  void enter(const std::string& host) {
    std::unique_lock lock(mutex_);
    most_[host] = std::max(most_[host], ++now_[host]);
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_ || full(); });
    open_ = true;
    --now_[host];
  }
  std::map<std::string, std::size_t> most() const { return most_; }

 private:
  bool full() const {
    return std::ranges::all_of(expected_, [&](const auto& one) {
      const auto at = now_.find(one.first);
      return at != now_.end() && at->second >= one.second;
    });
  }

  std::map<std::string, std::size_t> expected_, now_, most_;
  bool open_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
};

std::vector<Row> rows_of(const std::map<std::string, std::size_t>& hosts) {
  std::vector<Row> rows;
  for (const auto& [host, count] : hosts) {
    for (std::size_t i = 0; i < count; ++i) rows.push_back({.repository = "https://" + host + "/" + std::to_string(i)});
  }
  return rows;
}

// The most calls that each host had at a time. A host with fewer than it may have keeps the test from ending.
std::map<std::string, std::size_t> most_at_a_time(const Rules& rules, const std::map<std::string, std::size_t>& hosts,
                                                  const std::map<std::string, std::size_t>& expected) {
  Turnstile turnstile(expected);
  for_each_source(rules, rows_of(hosts), [&](const std::string& source, const std::vector<std::string>&) {
    turnstile.enter(acquire::host_of(source));
  });
  return turnstile.most();
}

TEST(Fetching, GivesEachHostItsNumberAtATimeAndNoMore) {
  const Rules rules{.hosts = {{"one.example", 1}, {"six.example", 6}}};
  const std::map<std::string, std::size_t> expected = {{"one.example", 1}, {"six.example", 6}, {"usual.example", 4}};
  const std::map<std::string, std::size_t> hosts = {{"one.example", 9}, {"six.example", 20}, {"usual.example", 20}};
  EXPECT_THAT(most_at_a_time(rules, hosts, expected),
              ElementsAre(Pair("one.example", 1U), Pair("six.example", 6U), Pair("usual.example", 4U)));
}

TEST(Fetching, AsksForEachAddressOnceWithAllItsBranches) {
  const std::vector<Row> rows = {{.repository = "https://a.example/x", .branch = "main"},
                                 {.repository = "https://a.example/y"},
                                 {.repository = "https://a.example/x", .branch = "dev"},
                                 {.repository = "https://a.example/x", .branch = "main"}};
  std::mutex mutex;
  std::multimap<std::string, std::vector<std::string>> asked;
  for_each_source({}, rows, [&](const std::string& source, const std::vector<std::string>& branches) {
    const std::lock_guard lock(mutex);
    asked.emplace(source, branches);
  });
  EXPECT_THAT(asked, ElementsAre(Pair("https://a.example/x", ElementsAre("dev", "main")),
                                 Pair("https://a.example/y", ElementsAre(""))));
}

}  // namespace
}  // namespace grader::cohort
