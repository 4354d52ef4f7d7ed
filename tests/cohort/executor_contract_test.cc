#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "tests/cohort/contract.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;
using testing::SizeIs;

class Contract : public testing::TestWithParam<Kind> {
 protected:
  std::unique_ptr<Executor> make(seconds lease = seconds(1'800)) {
    if (GetParam() == Kind::kLocalPool) return std::make_unique<LocalPool>(runner_, 2);
    SlurmSettings settings = quick(folder_.path());
    settings.lease = lease;
    return slurm_of(runner_, settings);
  }

  support::Folder folder_;
  SystemProcessRunner runner_;
};

TEST_P(Contract, EachJobRunsAndIsReportedOnce) {
  const auto executor = make();
  std::vector<Job> jobs;
  for (const std::string name : {"a", "b", "c"}) jobs.push_back(shell_job(name, "echo done > \"$0\"", folder_ / name));
  ASSERT_TRUE(executor->submit(jobs));
  EXPECT_THAT(ends_of(*executor, 3), ElementsAre(Pair("a", ""), Pair("b", ""), Pair("c", "")));
  for (const std::string name : {"a", "b", "c"}) EXPECT_EQ(support::slurp(folder_ / name), "done\n");
  const auto more = executor->poll(milliseconds(1'500));
  ASSERT_TRUE(more);
  EXPECT_THAT(*more, IsEmpty());
}

TEST_P(Contract, FiftyJobsAreReportedOnceEach) {
  const auto executor = make();
  std::vector<Job> jobs;
  for (int n = 0; n < 50; ++n) {
    const std::string name = "job-" + std::to_string(n);
    jobs.push_back(shell_job(name, "echo done > \"$0\"", folder_ / name));
  }
  ASSERT_TRUE(executor->submit(jobs));
  const auto ends = ends_of(*executor, 50);
  std::set<std::string> names;
  for (const auto& [name, problem] : ends) {
    EXPECT_EQ(problem, "") << name;
    EXPECT_EQ(support::slurp(folder_ / name), "done\n") << name;
    names.insert(name);
  }
  EXPECT_THAT(names, SizeIs(50));
}

TEST_P(Contract, TheCodeOfAJobIsTold) {
  const auto executor = make();
  ASSERT_TRUE(executor->submit({shell_job("a", "exit 3", folder_ / "a")}));
  EXPECT_THAT(ends_of(*executor, 1), ElementsAre(Pair("a", "it ended with code 3")));
}

TEST_P(Contract, TheWallLimitEndsAJobWithAllThatItStarted) {
  const auto executor = make();
  Job job = shell_job("a", "sleep 600 & echo $! > \"$0.child\"; echo $$ > \"$0\"; wait", folder_ / "a");
  job.wall = seconds(3);
  ASSERT_TRUE(executor->submit({job}));
  EXPECT_THAT(ends_of(*executor, 1), ElementsAre(Pair("a", "no end after 3 seconds")));
  for (const char* name : {"a", "a.child"}) {
    const std::string pid = trim(support::slurp(folder_ / name));
    ASSERT_NE(pid, "");
    while (!is_over(pid)) pause();
  }
}

TEST_P(Contract, WhatAJobLeavesRunningEndsWithIt) {
  const auto executor = make();
  ASSERT_TRUE(executor->submit({shell_job("a", "sleep 600 & echo $! > \"$0\"", folder_ / "a")}));
  EXPECT_THAT(ends_of(*executor, 1), ElementsAre(Pair("a", "")));
  const std::string pid = trim(support::slurp(folder_ / "a"));
  while (!is_over(pid)) pause();
}

TEST_P(Contract, ANameMayBeUsedAgainAfterItsEnd) {
  const auto executor = make();
  for (int n = 0; n < 2; ++n) {
    ASSERT_TRUE(executor->submit({shell_job("a", "echo done >> \"$0\"", folder_ / "a")}));
    EXPECT_THAT(ends_of(*executor, 1), ElementsAre(Pair("a", "")));
  }
  EXPECT_EQ(support::slurp(folder_ / "a"), "done\ndone\n");
}

TEST_P(Contract, TheEnvironmentIsTheGivenOne) {
  ::setenv("SECRET_TOKEN", "do not tell", 1);
  ::setenv("SLURM_SECRET", "do not tell", 1);
  const auto executor = make();
  const std::map<std::string, std::string> env = {{"A", "two words"}, {"B", ""}, {"C", "$HOME `id` 'x\"\n%a=b"}};
  ASSERT_TRUE(executor->submit({{.name = "a",
                                 .argv = {"/usr/bin/cp", "/proc/self/environ", (folder_ / "env").string()},
                                 .env = env,
                                 .wall = seconds(60),
                                 .memory_mib = 16}}));
  EXPECT_THAT(ends_of(*executor, 1), ElementsAre(Pair("a", "")));
  ::unsetenv("SECRET_TOKEN");
  ::unsetenv("SLURM_SECRET");
  std::map<std::string, std::string> found;
  for (const std::string& entry : split(support::slurp(folder_ / "env"), '\0')) {
    const std::size_t equals = entry.find('=');
    if (equals != std::string::npos) found[entry.substr(0, equals)] = entry.substr(equals + 1);
  }
  EXPECT_EQ(found, env);
}

TEST_P(Contract, ArgumentsArriveAsTheyWere) {
  const auto executor = make();
  const fs::path program = folder_ / "a=b %a" / "program";
  support::spit(program, "#!/bin/sh\nprintf '%s|' \"$@\" > \"$0.out\"\n");
  fs::permissions(program, fs::perms(0755));
  ASSERT_TRUE(executor->submit({{.name = "a",
                                 .argv = {program.string(), "two words", "", "$HOME", "'\"", "x\ny", "K=V", "--", "*"},
                                 .env = {{"PATH", "/usr/bin:/bin"}},
                                 .wall = seconds(60),
                                 .memory_mib = 16}}));
  EXPECT_THAT(ends_of(*executor, 1), ElementsAre(Pair("a", "")));
  EXPECT_EQ(support::slurp(program.string() + ".out"), "two words||$HOME|'\"|x\ny|K=V|--|*|");
}

TEST_P(Contract, AJobThatCannotStartIsReported) {
  const auto executor = make();
  ASSERT_TRUE(executor->submit({{.name = "a", .argv = {"/no/such/program"}, .wall = seconds(60), .memory_mib = 16}}));
  EXPECT_THAT(ends_of(*executor, 1), ElementsAre(Pair("a", Not(""))));
}

TEST_P(Contract, CancelLeavesNothingRunning) {
  const auto executor = make();
  std::vector<Job> jobs;
  for (int n = 0; n < 20; ++n)
    jobs.push_back(sleeper("job-" + std::to_string(n), folder_ / ("pid-" + std::to_string(n))));
  ASSERT_TRUE(executor->submit(jobs));
  const auto begun = [this] {
    std::vector<std::string> names = files_in(folder_.path());
    std::erase_if(names, [](const std::string& name) { return name.ends_with(".new"); });
    return names;
  };
  while (begun().size() < 2) pause();
  executor->cancel();
  EXPECT_LT(begun().size(), 20U);
  for (const std::string& name : begun()) EXPECT_TRUE(is_over(trim(support::slurp(folder_ / name)))) << name;
}

TEST_P(Contract, NothingRunsOnWithoutTheProcessThatWantedIt) {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(1);
    const auto executor = make(seconds(4));
    if (executor && executor->submit({sleeper("a", folder_ / "pid")})) ends_of(*executor, 1);
    ::_exit(1);
  }
  const std::string pid = awaited(folder_ / "pid");
  EXPECT_FALSE(is_over(pid));
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  while (!is_over(pid)) pause();
}

TEST_P(Contract, NothingIsReportedWhenNothingWasSubmitted) {
  const auto executor = make();
  ASSERT_TRUE(executor->submit({}));
  const auto ends = executor->poll(milliseconds(10));
  ASSERT_TRUE(ends);
  EXPECT_THAT(*ends, IsEmpty());
  executor->cancel();
}

INSTANTIATE_TEST_SUITE_P(Executors, Contract, testing::Values(Kind::kLocalPool, Kind::kSlurm),
                         [](const auto& tested) { return name_of(tested.param); });

}  // namespace
}  // namespace grader::cohort
