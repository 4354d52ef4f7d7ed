#pragma once
// A cohort that is run within the test's process, with gradings that are made up.

#include <gtest/gtest.h>

#include "grader/cohort/run.h"
#include "grader/cohort/work.h"
#include "grader/model/grading_json.h"
#include "tests/support/faulty_executor.h"
#include "tests/support/shell.h"

namespace grader::cohort {

// What a worker would do, with gradings that are made up.
inline std::string make_up(const Job& job) {
  const auto shard = read_shard(job.argv.at(3));
  EXPECT_TRUE(shard) << message(shard.error());
  for (const Task& task : shard->tasks) {
    const GradingText text = grader::text_of(Grading{.commit = task.commit, .asked = {"S1"}});
    const KeptGrading grading{.key = task.key, .facts = text.facts, .page = text.page};
    EXPECT_TRUE(write_outcome({.key = task.key, .grading = grading}, shard->results));
  }
  return "";
}

inline std::size_t count_of(const support::RecordingExecutor& executor) {
  std::size_t jobs = 0;
  for (const auto& call : executor.submitted) jobs += call.size();
  return jobs;
}

// Three apprentices, each on a branch of one repository.
struct Running : testing::Test {
  support::Folder folder;
  Cohort cohort;

  void SetUp() override {
    setenv("GRADER_CACHE", (folder / "cache").c_str(), 1);
    const std::string make = "git init -q -b main r && cd r && git config user.name A && git config user.email a@b";
    ASSERT_EQ(support::shell("cd '" + folder.path().string() + "' && " + make).code, 0);
    std::string roster = "apprentice,repository,branch\n";
    for (const char* id : {"a1", "a2", "a3"}) {
      const std::string commit = std::string("git switch -q -C ") + id + " 2>/dev/null; echo " + id +
                                 " > f && git add f && git commit -qm one";
      ASSERT_EQ(support::shell("cd '" + (folder / "r").string() + "' && " + commit).code, 0);
      roster += std::string(id) + ",r," + id + "\n";
    }
    support::spit(folder / "roster.csv", roster);
    support::spit(folder / "cohort.json",
                  R"({"schema": "grader-cohort-1", "name": "C1", "exercises": ["task-list"], "roster": "roster.csv"})");
    auto opened = open_cohort(folder / "cohort.json");
    ASSERT_TRUE(opened) << message(opened.error());
    cohort = std::move(*opened);
  }

  Result<Results> run_with(store::Store& store, Executor& executor, bool resume = false) {
    SystemProcessRunner runner;
    const Services services{.runner = runner, .store = store, .executor = executor, .self = "/nowhere", .now = [] {
                              return std::chrono::sys_seconds(std::chrono::seconds(1'800'000'000));
                            }};
    return run(cohort, services, {.resume = resume, .work = folder / "work"});
  }
  std::unique_ptr<store::Store> fresh_store() {
    for (const char* ending : {"", "-wal", "-shm"})
      std::filesystem::remove(folder / (std::string("s.sqlite") + ending));
    std::filesystem::remove_all(folder / "work");
    auto store = store::open((folder / "s.sqlite").string());
    EXPECT_TRUE(store);
    return std::move(*store);
  }
};

}  // namespace grader::cohort
