// Files between a run and its workers, whole and damaged.
#include "grader/cohort/work.h"

#include <gmock/gmock.h>

#include "grader/base/files.h"
#include "tests/support/shell.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;
using support::spit;
using testing::HasSubstr;

const std::string kKey(64, 'a');

struct WorkFiles : testing::Test {
  support::Folder folder;
};

TEST_F(WorkFiles, ShardsComeBackTheSame) {
  const Shard shard{.tasks = {{.key = kKey,
                               .repository = "/srv/a \"b\".git",
                               .commit = std::string(40, 'c'),
                               .exercise = "/srv/bank",
                               .learner = "Zo\xc3\xab"},
                              {.key = std::string(64, 'b')}},
                    .full_tier = true,
                    .results = folder / "work"};
  ASSERT_TRUE(write_shard(shard, folder / "one.shard"));
  const auto read = read_shard(folder / "one.shard");
  ASSERT_TRUE(read) << message(read.error());
  EXPECT_TRUE(read->tasks == shard.tasks);
  EXPECT_TRUE(read->full_tier);
  EXPECT_EQ(read->results, shard.results);
}

TEST_F(WorkFiles, OutcomesComeBackTheSame) {
  const Outcome graded{.key = kKey, .grading = {.key = kKey, .facts = "{\"a\":1}", .page = "{}"}};
  ASSERT_TRUE(write_outcome(graded, folder / "work"));
  EXPECT_EQ(result_file(folder / "work", kKey), folder / "work" / (kKey + ".json"));
  auto read = read_outcome(folder / "work", kKey);
  ASSERT_TRUE(read) << message(read.error());
  EXPECT_TRUE(*read == graded);
  for (const Fault fault : {Fault::kUsage, Fault::kSetup, Fault::kPlatform, Fault::kBug}) {
    const Outcome faulty{
        .key = kKey,
        .fault = {.fault = fault, .doing = "grading", .thing = "x", .found = "line 1\nline 2", .remedy = "do"}};
    ASSERT_TRUE(write_outcome(faulty, folder / "work"));
    read = read_outcome(folder / "work", kKey);
    ASSERT_TRUE(read) << message(read.error());
    EXPECT_TRUE(*read == faulty);
  }
}

TEST_F(WorkFiles, AnOutcomeThatIsNotThereIsNoDamage) {
  const auto read = read_outcome(folder.path(), kKey);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().fault, Fault::kUsage);
}

TEST_F(WorkFiles, DamagedFilesAreNamed) {
  const Outcome graded{.key = kKey, .grading = {.key = kKey, .facts = "{}", .page = "{}"}};
  ASSERT_TRUE(write_outcome(graded, folder.path()));
  const fs::path file = result_file(folder.path(), kKey);
  const std::string whole = support::slurp(file);
  const std::string other(64, 'b');
  fs::copy(file, result_file(folder.path(), other));
  const auto renamed = read_outcome(folder.path(), other);
  ASSERT_FALSE(renamed);
  EXPECT_THAT(renamed.error().found, HasSubstr("another result"));
  const std::string fault = "{\"key\":\"" + kKey + "\",\"fault\":";
  for (const std::string& bytes :
       {std::string(), whole.substr(0, whole.size() / 2), std::string("[]"), std::string("{}"),
        "{\"key\":\"" + kKey + "\"}", "{\"key\":\"" + kKey + "\",\"facts\":7,\"page\":\"\"}", fault + "{}}",
        fault + "{\"who\":99,\"doing\":\"\",\"thing\":\"\",\"found\":\"\",\"remedy\":\"\"}}",
        fault + "{\"who\":-1,\"doing\":\"\",\"thing\":\"\",\"found\":\"\",\"remedy\":\"\"}}"}) {
    spit(file, bytes);
    const auto read = read_outcome(folder.path(), kKey);
    ASSERT_FALSE(read) << bytes;
    EXPECT_EQ(read.error().fault, Fault::kPlatform) << bytes;
    EXPECT_EQ(read.error().thing, file.string());
  }
  for (const char* bytes :
       {"", "{", "[]", "{\"full_tier\": 1}", R"({"full_tier": true, "results": "x", "tasks": [{}]})"}) {
    spit(folder / "one.shard", bytes);
    const auto read = read_shard(folder / "one.shard");
    ASSERT_FALSE(read) << bytes;
    EXPECT_EQ(read.error().fault, Fault::kPlatform);
  }
}

struct NoRunner final : ProcessRunner {
  Result<Finished> run(const Command&) override { return Finished{.code = 1}; }
};

TEST_F(WorkFiles, WhatIsWrongWithATaskIsItsOutcome) {
  spit(folder / "exercise/exercise.json", "{}");
  const Shard shard{.tasks = {{.key = kKey,
                               .repository = (folder / "none.git").string(),
                               .commit = std::string(40, 'c'),
                               .exercise = (folder / "exercise").string()}},
                    .results = folder / "work"};
  ASSERT_TRUE(write_shard(shard, folder / "one.shard"));
  NoRunner runner;
  const auto worked = work(runner, folder / "one.shard");
  ASSERT_TRUE(worked) << message(worked.error());
  const auto outcome = read_outcome(folder / "work", kKey);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->grading.key, "");
  EXPECT_NE(outcome->fault.found, "");
}

TEST_F(WorkFiles, WhatIsThereIsNotMadeAgain) {
  const Outcome there{.key = kKey, .grading = {.key = kKey, .facts = "{\"kept\":1}", .page = "{}"}};
  ASSERT_TRUE(write_outcome(there, folder / "work"));
  ASSERT_TRUE(write_shard({.tasks = {{.key = kKey}}, .results = folder / "work"}, folder / "one.shard"));
  NoRunner runner;
  ASSERT_TRUE(work(runner, folder / "one.shard"));
  EXPECT_TRUE(*read_outcome(folder / "work", kKey) == there);
}

}  // namespace
}  // namespace grader::cohort
