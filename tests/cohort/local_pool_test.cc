// Jobs on this machine, by a runner that holds each until the test lets it go.
#include "grader/cohort/local_pool.h"

#include <gmock/gmock.h>

#include <atomic>

namespace grader::cohort {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Held final : public ProcessRunner {
 public:
  Result<Finished> run(const Command& command) override {
    std::unique_lock lock(mutex_);
    begun_.push_back(command.argv.front());
    most_ = std::max(most_, ++running_);
    changed_.notify_all();
    changed_.wait(lock, command.stop, [&] { return released_ > 0; });
    if (released_ > 0) --released_;
    --running_;
    if (command.stop.stop_requested()) return Finished{.code = 143, .timed_out = true};
    if (command.argv.front() == "missing") return fail(Fault::kPlatform, "starting", "missing", "not there", "install");
    return Finished{.code = command.argv.front() == "fails" ? 3 : 0};
  }
  void wait_for(std::size_t begun) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return begun_.size() >= begun; });
  }
  void release(int count) {
    const std::lock_guard lock(mutex_);
    released_ += count;
    changed_.notify_all();
  }
  std::vector<std::string> begun() {
    const std::lock_guard lock(mutex_);
    return begun_;
  }
  int most() {
    const std::lock_guard lock(mutex_);
    return most_;
  }
  int running() {
    const std::lock_guard lock(mutex_);
    return running_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<std::string> begun_;
  int released_ = 0, running_ = 0, most_ = 0;
};

Job job(const std::string& name, std::uint64_t memory = 100) {
  return {.name = name, .argv = {name}, .memory_mib = memory};
}

// Until so many have ended.
std::map<std::string, std::string> ends_of(LocalPool& pool, std::size_t count) {
  std::map<std::string, std::string> ends;
  while (ends.size() < count) {
    const auto polled = pool.poll(10ms);
    EXPECT_TRUE(polled);
    for (const JobEnd& end : *polled) EXPECT_TRUE(ends.emplace(end.name, end.problem).second) << "told twice";
  }
  return ends;
}

TEST(LocalPool, RunsAsManyAsItHasSlots) {
  Held runner;
  LocalPool pool(runner, 2, [] { return 10'000; });
  ASSERT_TRUE(pool.submit({job("a"), job("b"), job("c")}));
  runner.wait_for(2);
  EXPECT_THAT(pool.poll(0ms).value(), IsEmpty());
  runner.release(3);
  EXPECT_EQ(ends_of(pool, 3).size(), 3U);
  EXPECT_EQ(runner.most(), 2);
  ASSERT_TRUE(pool.submit({job("a")}));
  runner.release(1);
  EXPECT_EQ(ends_of(pool, 1).at("a"), "") << "a name may come again once it is over";
}

TEST(LocalPool, SaysWhatWentWrong) {
  Held runner;
  LocalPool pool(runner, 1, [] { return 10'000; });
  ASSERT_TRUE(pool.submit({job("works"), job("fails"), job("missing")}));
  runner.release(3);
  const auto ends = ends_of(pool, 3);
  EXPECT_EQ(ends.at("works"), "");
  EXPECT_EQ(ends.at("fails"), "it ended with code 3");
  EXPECT_EQ(ends.at("missing"), "not there");
}

TEST(LocalPool, WaitsForMemoryBesideTheFirst) {
  Held runner;
  std::atomic<std::uint64_t> free = 50;
  std::atomic<int> looks = 0;
  LocalPool pool(runner, 2, [&] {
    ++looks;
    looks.notify_all();
    return free.load();
  });
  ASSERT_TRUE(pool.submit({job("a"), job("b")}));
  runner.wait_for(1);
  while (looks < 2) looks.wait(looks);  // at what is free beside the first, and again
  EXPECT_THAT(runner.begun(), ElementsAre("a")) << "the first runs whatever there is";
  free = 200;  // what the first reserved, and as much again
  runner.wait_for(2);
  EXPECT_EQ(runner.most(), 2);
  runner.release(2);
  ends_of(pool, 2);
}

// None of the jobs has taken anything yet when the next one is looked at.
TEST(LocalPool, HoldsWhatTheJobsInHandReserved) {
  Held runner;
  std::atomic<std::uint64_t> free = 250;
  std::atomic<int> looks = 0;
  LocalPool pool(runner, 4, [&] {
    ++looks;
    looks.notify_all();
    return free.load();
  });
  ASSERT_TRUE(pool.submit({job("a"), job("b"), job("c"), job("d")}));
  runner.wait_for(2);
  const auto look_again = [&] {
    const int enough = looks + 4;  // each of the slots may be between a look and what follows from it
    for (int now = looks; now < enough; now = looks) looks.wait(now);
  };
  look_again();
  EXPECT_EQ(runner.running(), 2) << "two have reserved 200 of the 250";
  free = 50;
  look_again();
  EXPECT_EQ(runner.running(), 2) << "they have taken what they reserved";
  free = 150;
  runner.release(1);
  runner.wait_for(3);
  look_again();
  EXPECT_EQ(runner.running(), 2) << "one ended, the next has its memory";
  runner.release(3);
  ends_of(pool, 4);
  EXPECT_EQ(runner.most(), 2);
}

TEST(LocalPool, DoesNotWaitForWhatItCannotKnow) {
  Held runner;
  LocalPool pool(runner, 2, [] { return 0; });
  ASSERT_TRUE(pool.submit({job("a", 1'000'000), job("b", 1'000'000)}));
  runner.wait_for(2);
  runner.release(2);
  ends_of(pool, 2);
  EXPECT_GT(free_memory_mib(), 0U);
}

TEST(LocalPool, HasNothingRunningAfterItIsCancelled) {
  Held runner;
  LocalPool pool(runner, 2, [] { return 10'000; });
  ASSERT_TRUE(pool.submit({job("a"), job("b"), job("c")}));
  runner.wait_for(2);
  pool.cancel();
  EXPECT_EQ(runner.running(), 0);
  EXPECT_THAT(runner.begun(), testing::UnorderedElementsAre("a", "b"));
  const auto ends = pool.poll(0ms);
  ASSERT_TRUE(ends);
  for (const JobEnd& end : *ends) EXPECT_THAT(end.problem, HasSubstr("no end after")) << end.name;
}

TEST(LocalPool, EndsWhatRunsWhenItGoes) {
  Held runner;
  {
    LocalPool pool(runner, 2, [] { return 10'000; });
    ASSERT_TRUE(pool.submit({job("a"), job("b"), job("c")}));
    runner.wait_for(2);
  }
  EXPECT_EQ(runner.running(), 0);
}

}  // namespace
}  // namespace grader::cohort
