// What happens on a cluster when a node or the controller fails in the middle. Runs within `scripts/slurm-test-cluster
// run`, and orders the failures from it.

#include "tests/cohort/contract.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

constexpr int kMostAttempts = 3;

class SlurmFaults : public testing::Test {
 protected:
  static void order(const std::string& words) {
    const auto done = support::shell("'" GRADER_SOURCE_DIR "/scripts/slurm-test-cluster' " + words);
    ASSERT_EQ(done.code, 0) << done.err;
  }
  // A job that takes some seconds and leaves a result as workers do: whole or not at all.
  Job job(int number, int takes) {
    const std::string name = "job-" + std::to_string(number);
    return shell_job(name,
                     "echo $$ > \"$0.begun\"; sleep " + std::to_string(takes) + "; echo " + name +
                         " > \"$0.$$\"; mv \"$0.$$\" \"$0\"",
                     folder_ / name);
  }
  std::vector<Job> jobs(int count, int takes) {
    std::vector<Job> made;
    for (int n = 0; n < count; ++n) made.push_back(job(n, takes));
    return made;
  }
  // Waits until so many jobs have begun.
  void await_begun(std::size_t count) const {
    const auto begun = [&] {
      return std::ranges::count_if(files_in(folder_.path()), [](const auto& name) { return name.ends_with(".begun"); });
    };
    while (static_cast<std::size_t>(begun()) < count) pause();
  }
  // With so many jobs submitted, of which so many have begun.
  std::unique_ptr<Slurm> open_with(int count, int takes, std::size_t begun, const SlurmSettings& settings) {
    auto slurm = slurm_of(runner_, settings);
    EXPECT_TRUE(slurm && slurm->submit(jobs(count, takes)));
    if (!HasFailure()) await_begun(begun);
    return slurm;
  }
  // Takes ends, and submits again what ended without a result, until each job is over; as `Jobs` does.
  void carry_out(Executor& executor, const std::vector<Job>& all) {
    std::map<std::string, int> attempts;
    std::map<std::string, Job> running;
    for (const Job& one : all) running[one.name] = one;
    while (!running.empty()) {
      const auto ends = executor.poll(milliseconds(500));
      ASSERT_TRUE(ends) << message(ends.error());
      for (const JobEnd& end : *ends) {
        ASSERT_TRUE(running.contains(end.name)) << end.name << " is reported twice";
        if (!end.problem.empty()) problems_[end.name] = end.problem;
        if (!fs::exists(folder_ / end.name) && ++attempts[end.name] < kMostAttempts)
          ASSERT_TRUE(executor.submit({running[end.name]}));
        else
          running.erase(end.name);
      }
    }
  }
  void expect_results(int count) const {
    for (int n = 0; n < count; ++n) {
      const std::string name = "job-" + std::to_string(n);
      EXPECT_EQ(support::slurp(folder_ / name), name + "\n");
    }
  }

  support::Folder folder_;
  SystemProcessRunner runner_;
  std::map<std::string, std::string> problems_;  // that ends had, by job
};

TEST_F(SlurmFaults, ATaskThatSomebodyHoldsIsReleased) {
  SlurmSettings settings = quick(folder_.path());
  settings.at_once = 1;
  const auto slurm = open_with(2, 3, 1, settings);
  EXPECT_EQ(support::shell("squeue -h -n grader-test -t PENDING -r -o %i | xargs scontrol hold").code, 0);
  carry_out(*slurm, jobs(2, 3));
  expect_results(2);
  EXPECT_TRUE(problems_.empty());
}

TEST_F(SlurmFaults, ATaskThatSomebodyCancelsIsReported) {
  const auto slurm = slurm_of(runner_, quick(folder_.path()));
  ASSERT_TRUE(slurm->submit({sleeper("a", folder_ / "pid")}));
  const std::string pid = awaited(folder_ / "pid");
  EXPECT_EQ(support::shell("scancel -n grader-test").code, 0);
  EXPECT_THAT(ends_of(*slurm, 1), ElementsAre(Pair("a", HasSubstr("CANCELLED"))));
  EXPECT_TRUE(is_over(pid));
}

// Stops what the task's script waits for, as a suspended task and a node that dies bit by bit do.
TEST_F(SlurmFaults, ATaskThatIsStoppedForAWhileGoesOn) {
  const auto slurm = slurm_of(runner_, quick(folder_.path()));
  const fs::path result = folder_ / "job-0";
  ASSERT_TRUE(
      slurm->submit({shell_job("job-0", "kill -STOP $PPID; sleep 2; kill -CONT $PPID; echo job-0 > \"$0\"", result)}));
  EXPECT_THAT(ends_of(*slurm, 1), ElementsAre(Pair("job-0", "")));
  expect_results(1);
}

TEST_F(SlurmFaults, AnEarlierProcessLeavesNothing) {
  auto first = slurm_of(runner_, quick(folder_.path()));
  ASSERT_TRUE(first->submit({sleeper("a", folder_ / "pid")}));
  const std::string pid = awaited(folder_ / "pid");
  const auto second = slurm_of(runner_, quick(folder_.path()));
  EXPECT_TRUE(is_over(pid));
  ASSERT_TRUE(second->submit({job(0, 0)}));
  EXPECT_THAT(ends_of(*second, 1), ElementsAre(Pair("job-0", "")));
}

TEST_F(SlurmFaults, ANodeWhoseDaemonDiesLosesNothing) {
  const auto slurm = open_with(9, 6, 9, quick(folder_.path()));
  order("kill w1");
  carry_out(*slurm, jobs(9, 6));
  expect_results(9);
  order("start w1");
}

TEST_F(SlurmFaults, TheTasksOfANodeThatDiesRunElsewhere) {
  const auto slurm = open_with(9, 6, 9, quick(folder_.path()));
  order("crash w1");
  carry_out(*slurm, jobs(9, 6));
  expect_results(9);
  order("start w1");
}

TEST_F(SlurmFaults, ATaskOfADeadNodeIsAGhostAtTheLatest) {
  SlurmSettings settings = quick(folder_.path());
  settings.watch.silence = seconds(4);
  const auto slurm = open_with(9, 6, 9, settings);
  order("crash w1");
  carry_out(*slurm, jobs(9, 6));
  expect_results(9);
  EXPECT_FALSE(problems_.empty());
  for (const auto& [name, problem] : problems_) EXPECT_THAT(problem, HasSubstr("no sign of life"));
  order("start w1");
}

TEST_F(SlurmFaults, AControllerThatIsKilledLosesNothing) {
  const auto slurm = open_with(24, 4, 6, quick(folder_.path()));
  order("kill slurmctld");
  // Its administrator: starts it, and takes back nodes that it has set aside for "Duplicate jobid".
  const std::jthread administrator([](const std::stop_token& stop) {
    std::this_thread::sleep_for(seconds(6));
    order("start slurmctld");
    while (!stop.stop_requested()) {
      std::this_thread::sleep_for(seconds(2));
      support::shell("scontrol update NodeName=w[1-3] State=RESUME");
    }
  });
  carry_out(*slurm, jobs(24, 4));
  expect_results(24);
}

}  // namespace
}  // namespace grader::cohort
