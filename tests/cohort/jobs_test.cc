// Tasks over the jobs of an executor that does what the test wants.
#include "grader/cohort/jobs.h"

#include <gmock/gmock.h>

#include "grader/base/files.h"
#include "tests/support/shell.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;
using support::Folder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// Runs a job by a function of the test, which gives what the executor says of its end.
class Fake final : public Executor {
 public:
  using Run = std::function<std::string(const Shard& shard)>;
  explicit Fake(Run run) : run_(std::move(run)) {}
  Result<void> submit(const std::vector<Job>& jobs) override {
    for (const Job& job : jobs) {
      all.push_back(job);
      waiting_.push_back(job);
    }
    return fails ? Result<void>(fail(Fault::kPlatform, "submitting", "x", "no", "try")) : Result<void>();
  }
  Result<std::vector<JobEnd>> poll(std::chrono::milliseconds) override {
    std::vector<JobEnd> ends;
    for (const Job& job : std::exchange(waiting_, {})) {
      const auto shard = read_shard(job.argv.back());
      EXPECT_TRUE(shard) << job.name;
      shards.push_back(*shard);
      ends.push_back({.name = job.name, .problem = run_(*shard)});
    }
    ends.push_back({.name = "of-somebody-else"});
    return ends;
  }
  void cancel() override { waiting_.clear(); }

  bool fails = false;
  std::vector<Job> all;
  std::vector<Shard> shards;

 private:
  Run run_;
  std::vector<Job> waiting_;
};

Task task(const std::string& key, const std::string& group) {
  return {.key = key, .repository = "r", .commit = "commit of " + key, .group = group};
}

Outcome graded(const std::string& key) {
  return {.key = key, .grading = {.key = key, .facts = "{}", .page = "{}"}};
}

Outcome faulty(const std::string& key, Fault fault) {
  return {.key = key, .fault = {.fault = fault, .doing = "grading", .found = "broken", .remedy = "mend"}};
}

struct JobsOf : testing::Test {
  Folder folder;
  fs::path work = folder / "work";
  Rules rules;
  std::vector<std::string> taken;  // "key: graded or what was found, attempts"

  std::string grade(const Shard& shard) const {
    for (const Task& one : shard.tasks) EXPECT_TRUE(write_outcome(graded(one.key), shard.results));
    return "";
  }
  Result<void> carry_out(Fake& fake, const std::vector<std::string>& keys,
                         const std::map<std::string, std::string>& groups = {}) {
    Jobs jobs(rules, fake, "/usr/bin/grader", work);
    std::vector<Task> tasks;
    for (const std::string& key : keys) tasks.push_back(task(key, groups.contains(key) ? groups.at(key) : key));
    return jobs.carry_out(tasks, [&](const Outcome& outcome, int attempts) -> Result<void> {
      taken.push_back(outcome.key + ": " + (outcome.grading.key.empty() ? outcome.fault.found : "graded") + ", " +
                      std::to_string(attempts));
      return {};
    });
  }
  static std::vector<std::string> keys_of(const Shard& shard) {
    std::vector<std::string> keys;
    for (const Task& one : shard.tasks) keys.push_back(one.key);
    return keys;
  }
};

TEST_F(JobsOf, GradeEachTaskOnce) {
  Fake fake([&](const Shard& shard) { return grade(shard); });
  rules.full_tier = true;
  rules.place.memory_mib = 2'000;
  ASSERT_TRUE(carry_out(fake, {"a", "b", "c"}));
  EXPECT_THAT(taken, ElementsAre("a: graded, 1", "b: graded, 1", "c: graded, 1"));
  ASSERT_EQ(fake.all.size(), 3U);
  EXPECT_THAT(fake.all[0].argv, ElementsAre("/usr/bin/grader", "cohort", "work", testing::_));
  EXPECT_EQ(fake.all[0].memory_mib, 2'000U);
  EXPECT_NE(fake.all[0].name, fake.all[1].name);
  EXPECT_TRUE(fake.shards[0].full_tier);
  EXPECT_EQ(fake.shards[0].tasks.front().commit, "commit of a");
  EXPECT_TRUE(fs::is_empty(work)) << "results and shards are gone once they are taken";
}

TEST_F(JobsOf, HandNoSecretsToWorkers) {
  setenv("SECRET_TOKEN", "x", 1);
  Fake fake([&](const Shard& shard) { return grade(shard); });
  ASSERT_TRUE(carry_out(fake, {"a"}));
  unsetenv("SECRET_TOKEN");
  for (const auto& [name, value] : fake.all[0].env)
    EXPECT_THAT(name, testing::AnyOf("PATH", "LC_ALL", "GRADER_CACHE", "GRADER_DATA", "HOME", "GRADER_SANDBOX"));
}

TEST_F(JobsOf, KeepAGroupInOneJob) {
  Fake fake([&](const Shard& shard) { return grade(shard); });
  ASSERT_TRUE(carry_out(fake, {"a", "b", "c", "d"}, {{"a", "same"}, {"c", "same"}, {"d", "same"}}));
  ASSERT_EQ(fake.shards.size(), 2U);
  EXPECT_THAT(keys_of(fake.shards[0]), ElementsAre("a", "c", "d"));
  EXPECT_THAT(keys_of(fake.shards[1]), ElementsAre("b"));
  EXPECT_EQ(fake.all[0].wall, 3 * fake.all[1].wall);
}

TEST_F(JobsOf, FillTheShardsOfACluster) {
  rules.place.slurm = true;
  rules.place.shard_minutes = 1;  // three tasks
  Fake fake([&](const Shard& shard) { return grade(shard); });
  ASSERT_TRUE(carry_out(fake, {"a", "b", "c", "d", "e"}, {{"b", "same"}, {"c", "same"}, {"d", "same"}}));
  std::vector<std::vector<std::string>> shards;
  for (const Shard& shard : fake.shards) shards.push_back(keys_of(shard));
  EXPECT_THAT(shards, ElementsAre(ElementsAre("a"), ElementsAre("b", "c", "d"), ElementsAre("e")));
  EXPECT_EQ(fake.all[0].wall, std::chrono::minutes(30));
  EXPECT_EQ(fake.all[1].wall, std::chrono::minutes(34)) << "one may take the longest, the others what is usual";
}

TEST_F(JobsOf, TryAgainAloneWhatEndedWithoutAResult) {
  std::map<std::string, int> runs;
  Fake fake([&](const Shard& shard) -> std::string {
    for (const Task& one : shard.tasks) {
      if (one.key == "b" && ++runs["b"] == 1) return "it ended with code 137";
      EXPECT_TRUE(write_outcome(graded(one.key), shard.results));
    }
    return "";
  });
  const std::map<std::string, std::string> groups = {{"a", "same"}, {"b", "same"}, {"c", "same"}};
  ASSERT_TRUE(carry_out(fake, {"a", "b", "c"}, groups));
  EXPECT_THAT(taken, UnorderedElementsAre("a: graded, 1", "b: graded, 2", "c: graded, 2"));
  ASSERT_EQ(fake.shards.size(), 3U);
  EXPECT_EQ(fake.shards[1].tasks.size(), 1U);
  EXPECT_EQ(fake.shards[2].tasks.size(), 1U);
}

TEST_F(JobsOf, ListAsAFaultOfThePlatformWhatNeverHasAResult) {
  Fake fake([&](const Shard& shard) -> std::string {
    if (shard.tasks.front().key != "b") return grade(shard);
    return fake.all.size() < 4 ? "" : "it ended with code 137";
  });
  ASSERT_TRUE(carry_out(fake, {"a", "b", "c"}));
  EXPECT_THAT(taken, UnorderedElementsAre("a: graded, 1", "c: graded, 1", "b: it ended with code 137, 2"));
  EXPECT_EQ(fake.all.size(), 4U);
}

TEST_F(JobsOf, TryAgainAFaultOfThePlatformAndNoOther) {
  Fake fake([&](const Shard& shard) -> std::string {
    const std::string key = shard.tasks.front().key;
    const Fault fault = key == "a" ? Fault::kPlatform : key == "b" ? Fault::kUsage : Fault::kSetup;
    EXPECT_TRUE(write_outcome(key == "a" && fake.all.size() > 3 ? graded(key) : faulty(key, fault), shard.results));
    return "";
  });
  ASSERT_TRUE(carry_out(fake, {"a", "b", "c"}));
  EXPECT_THAT(taken, ElementsAre("b: broken, 1", "c: broken, 1", "a: graded, 2"));
}

TEST_F(JobsOf, UseWhatAnEarlierRunLeft) {
  ASSERT_TRUE(write_outcome(graded("a"), work));
  ASSERT_TRUE(write_outcome(faulty("b", Fault::kPlatform), work));
  support::spit(result_file(work, "c"), "half");
  Fake fake([&](const Shard& shard) { return grade(shard); });
  ASSERT_TRUE(carry_out(fake, {"a", "b", "c"}));
  EXPECT_THAT(taken, ElementsAre("a: graded, 1", "b: graded, 1", "c: graded, 1"));
  EXPECT_EQ(fake.all.size(), 2U);
}

// What a killed run left may be of somebody who is not in the roster any more.
TEST_F(JobsOf, RemoveWhatAnEarlierRunLeftAndNobodyAsksFor) {
  ASSERT_TRUE(write_outcome(graded("a"), work));
  ASSERT_TRUE(write_outcome(graded("gone"), work));
  for (const char* file : {"shard-9.shard", "gone.json.x1y2z3.part", "slurm/of-the-executor.json", "note.txt"})
    support::spit(work / file, "left");
  Fake fake([&](const Shard& shard) { return grade(shard); });
  ASSERT_TRUE(carry_out(fake, {"a", "b"}));
  EXPECT_EQ(fake.all.size(), 1U) << "what is asked for is used";
  EXPECT_THAT(files_below(work), ElementsAre("note.txt", "slurm/of-the-executor.json"));
  ASSERT_TRUE(write_outcome(graded("a"), work));
  ASSERT_TRUE(carry_out(fake, {}));
  EXPECT_THAT(files_below(work), ElementsAre("note.txt", "slurm/of-the-executor.json"));
}

TEST_F(JobsOf, StopWhenTheExecutorOrTheTakerFails) {
  Fake fake([&](const Shard& shard) { return grade(shard); });
  fake.fails = true;
  EXPECT_FALSE(carry_out(fake, {"a"}));
  Fake works([&](const Shard& shard) { return grade(shard); });
  Jobs jobs(rules, works, "/usr/bin/grader", work);
  const auto done = jobs.carry_out({task("a", "a")}, [](const Outcome&, int) -> Result<void> {
    return fail(Fault::kPlatform, "recording", "the store", "disk full", "free space");
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().found, "disk full");
  EXPECT_TRUE(read_outcome(work, "a")) << "what was not taken stays for the next run";
}

TEST_F(JobsOf, HaveNothingToDo) {
  Fake fake([&](const Shard& shard) { return grade(shard); });
  ASSERT_TRUE(carry_out(fake, {}));
  EXPECT_THAT(fake.all, IsEmpty());
}

}  // namespace
}  // namespace grader::cohort
