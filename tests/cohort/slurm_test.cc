#include "grader/cohort/slurm.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <functional>

#include "grader/base/text.h"
#include "tests/support/shell.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// Slurm's commands without a cluster. What it submits stays in the queue until the test says otherwise.
class Commands final : public ProcessRunner {
 public:
  Result<Finished> run(const Command& command) override {
    calls.push_back(command);
    const std::string& program = command.argv.front();
    if (away || (program == "sbatch" && refuse)) return Finished{.code = 1, .error = "sbatch: error: not today\n"};
    if (program == "scontrol" && command.argv[1] == "show") return Finished{.code = 0, .output = "MaxArraySize = 4\n"};
    if (program == "squeue") return Finished{.code = 0, .output = queue};
    if (program == "scancel" && command.argv[1].starts_with("--name")) queue.clear();
    if (program == "sbatch") {
      const std::string id = std::to_string(++arrays);
      folders.emplace_back(command.argv.at(command.argv.size() - 3));
      for (int n = 0; fs::exists(folders.back() / (std::to_string(n) + ".job")); ++n)
        queue += id + "|" + std::to_string(n) + "|RUNNING|" + folders.back().filename().string() + "|None\n";
      if (lose_answer) return Finished{.code = 143, .timed_out = true};
      return Finished{.code = 0, .output = id + "\n"};
    }
    return Finished{.code = 0};
  }
  std::vector<std::vector<std::string>> of(const std::string& program) const {
    std::vector<std::vector<std::string>> found;
    for (const Command& call : calls) {
      if (call.argv.front() == program) found.push_back(call.argv);
    }
    return found;
  }

  bool away = false, refuse = false, lose_answer = false;
  int arrays = 0;
  std::string queue;
  std::vector<Command> calls;
  std::vector<fs::path> folders;  // of each array
};

class SlurmOverCommands : public testing::Test {
 protected:
  std::unique_ptr<Slurm> open(const std::function<void(SlurmSettings&)>& change = [](SlurmSettings&) {}) {
    SlurmSettings settings{.run = "cohort", .folder = folder_ / "slurm", .look = seconds(0)};
    settings.watch = {.grace = seconds(0), .silence = seconds(600)};
    settings.clear = seconds(1);
    change(settings);
    auto slurm = Slurm::open(commands_, settings);
    EXPECT_TRUE(slurm) << message(slurm.error());
    return slurm ? std::move(*slurm) : nullptr;
  }
  // With so many jobs submitted.
  std::unique_ptr<Slurm> open_with(
      int count, const std::function<void(SlurmSettings&)>& change = [](SlurmSettings&) {}) {
    auto slurm = open(change);
    EXPECT_TRUE(slurm && slurm->submit(jobs(count)));
    return slurm;
  }
  static std::vector<Job> jobs(int count) {
    std::vector<Job> made;
    for (int n = 0; n < count; ++n)
      made.push_back({.name = "job-" + std::to_string(n), .argv = {"/bin/true"}, .wall = seconds(61)});
    return made;
  }
  static std::map<std::string, std::string> ends(Slurm& slurm) {
    const auto found = slurm.poll(milliseconds(0));
    EXPECT_TRUE(found) << message(found.error());
    std::map<std::string, std::string> problems;
    for (const JobEnd& end : *found) problems[end.name] = end.problem;
    return problems;
  }

  support::Folder folder_;
  Commands commands_;
};

TEST_F(SlurmOverCommands, OneCallIsOneArray) {
  const auto slurm = open_with(3, [](SlurmSettings& settings) {
    settings.at_once = 2;
    settings.partition = "short";
    settings.account = "college";
  });
  const auto calls = commands_.of("sbatch");
  ASSERT_THAT(calls, SizeIs(1));
  for (const char* word : {"--array=0-2%2", "--job-name=grader-cohort", "--requeue", "--partition=short",
                           "--account=college", "--mem=1024M", "--time=4"})
    EXPECT_THAT(calls[0], Contains(word));
}

TEST_F(SlurmOverCommands, NothingOfOursIsHandedOn) {
  ::setenv("SECRET_TOKEN", "x", 1);
  const auto slurm = open_with(1);
  ends(*slurm);
  ::unsetenv("SECRET_TOKEN");
  for (const Command& call : commands_.calls) EXPECT_FALSE(call.env.contains("SECRET_TOKEN"));
}

TEST_F(SlurmOverCommands, MoreThanAnArrayTakesBecomesSeveral) {
  const auto slurm = open_with(7);
  const auto calls = commands_.of("sbatch");
  ASSERT_THAT(calls, SizeIs(3));
  EXPECT_THAT(calls[0], Contains("--array=0-2"));
  EXPECT_THAT(calls[2], Contains("--array=0-0"));
}

TEST_F(SlurmOverCommands, AnEndIsWhatTheScriptWrote) {
  const auto slurm = open_with(3);
  EXPECT_THAT(ends(*slurm), IsEmpty());
  support::spit(commands_.folders[0] / "end/0", "0 5\n");
  support::spit(commands_.folders[0] / "2.log", "first\nno room left\n\n");
  support::spit(commands_.folders[0] / "end/2", "3 5\n");
  support::spit(commands_.folders[0] / "end/other", "0 5\n");
  const std::map<std::string, std::string> expected = {{"job-0", ""}, {"job-2", "it ended with code 3: no room left"}};
  EXPECT_EQ(ends(*slurm), expected);
  EXPECT_THAT(ends(*slurm), IsEmpty());
  EXPECT_FALSE(fs::exists(commands_.folders[0] / "0.job"));
  EXPECT_TRUE(fs::exists(commands_.folders[0] / "1.job"));
}

TEST_F(SlurmOverCommands, WhatSlurmCallsOverIsAProblemWithoutAnEnd) {
  const auto slurm = open_with(3);
  const std::string comment = commands_.folders[0].filename();
  commands_.queue = "1|0|NODE_FAIL|" + comment + "|NodeDown\n1|1|RUNNING|" + comment + "|None\n";
  const auto found = ends(*slurm);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_THAT(found.at("job-0"), HasSubstr("NODE_FAIL (NodeDown)"));
  EXPECT_THAT(found.at("job-2"), HasSubstr("no longer knows"));
  EXPECT_THAT(commands_.of("scancel"), IsEmpty());
}

TEST_F(SlurmOverCommands, AGhostIsCancelledAndReported) {
  const auto slurm = open_with(1, [](SlurmSettings& settings) { settings.watch.silence = seconds(0); });
  EXPECT_THAT(ends(*slurm).at("job-0"), HasSubstr("no sign of life"));
  EXPECT_THAT(commands_.of("scancel"), ElementsAre(ElementsAre("scancel", "1_0")));
}

TEST_F(SlurmOverCommands, AHeldTaskIsReleasedAndOneThatWasPutBackStartsAtOnce) {
  const auto slurm = open_with(2, [](SlurmSettings& settings) { settings.watch.grace = seconds(60); });
  commands_.queue = "1|0|PENDING|c|JobHeldUser\n1|1|PENDING|c|BeginTime\n";
  for (int n = 0; n < 2; ++n) EXPECT_THAT(ends(*slurm), IsEmpty());
  EXPECT_THAT(commands_.of("scontrol"),
              ElementsAre(ElementsAre("scontrol", "show", "config"), ElementsAre("scontrol", "release", "1_0"),
                          ElementsAre("scontrol", "update", "JobId=1_1", "StartTime=now")));
}

TEST_F(SlurmOverCommands, WhatTheClusterRefusesFails) {
  const auto slurm = open();
  commands_.refuse = true;
  const auto submitted = slurm->submit(jobs(1));
  ASSERT_FALSE(submitted);
  EXPECT_EQ(submitted.error().fault, Fault::kPlatform);
  EXPECT_EQ(submitted.error().found, "sbatch: error: not today");
  EXPECT_THAT(files_below(folder_ / "slurm"), ElementsAre("task.sh"));
}

TEST_F(SlurmOverCommands, WhatAControllerForgotIsSubmittedAgain) {
  const auto slurm = open_with(1);
  commands_.queue.clear();
  commands_.arrays = 0;  // it gives its ids anew
  ASSERT_TRUE(slurm->submit(jobs(1)));
  EXPECT_THAT(ends(*slurm), IsEmpty());
  ASSERT_THAT(commands_.folders, ElementsAre(commands_.folders[0], Not(commands_.folders[0]), commands_.folders[0]));
  EXPECT_EQ(commands_.arrays, 2);
}

TEST_F(SlurmOverCommands, AnAnswerThatWasLostDoesNotMakeASecondArray) {
  const auto slurm = open();
  commands_.lose_answer = true;
  ASSERT_TRUE(slurm->submit(jobs(2)));
  support::spit(commands_.folders[0] / "end/0", "0 5\n");
  EXPECT_THAT(ends(*slurm), SizeIs(1));
  EXPECT_EQ(commands_.arrays, 1);
}

TEST_F(SlurmOverCommands, ItIsSubmittedOnceTheControllerIsBack) {
  const auto slurm = open();
  commands_.away = true;
  ASSERT_TRUE(slurm->submit(jobs(2)));
  EXPECT_THAT(ends(*slurm), IsEmpty());
  EXPECT_EQ(commands_.arrays, 0);
  commands_.away = false;
  EXPECT_THAT(ends(*slurm), IsEmpty());
  EXPECT_EQ(commands_.arrays, 1);
  commands_.queue.clear();
  EXPECT_THAT(ends(*slurm), SizeIs(2));
}

TEST_F(SlurmOverCommands, AControllerThatIsAwayEndsNothing) {
  const auto slurm = open_with(2);
  commands_.away = true;
  EXPECT_THAT(ends(*slurm), IsEmpty());
  support::spit(commands_.folders[0] / "end/1", "0 5\n");
  EXPECT_THAT(ends(*slurm), SizeIs(1));  // what is known is known
}

TEST_F(SlurmOverCommands, AControllerThatStaysAwayIsAFault) {
  const auto slurm = open_with(1, [](SlurmSettings& settings) { settings.away = seconds(0); });
  commands_.away = true;
  const auto found = slurm->poll(milliseconds(0));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().fault, Fault::kPlatform);
  EXPECT_THAT(found.error().found, HasSubstr("not today"));
}

TEST_F(SlurmOverCommands, CancelTakesAllBack) {
  const auto slurm = open_with(4);
  slurm->cancel();
  EXPECT_THAT(commands_.of("scancel"), Not(IsEmpty()));
  EXPECT_THAT(files_below(folder_ / "slurm"), ElementsAre("task.sh"));
  EXPECT_THAT(ends(*slurm), IsEmpty());
}

TEST_F(SlurmOverCommands, WhatAnEarlierProcessLeftIsCancelled) {
  commands_.queue = "5|0|RUNNING|old|None\n";
  support::spit(folder_ / "slurm" / "old" / "0.job", "x");
  const auto slurm = open();
  EXPECT_THAT(commands_.of("scancel"), ElementsAre(Contains("--name=grader-cohort")));
  EXPECT_THAT(files_below(folder_ / "slurm"), ElementsAre("task.sh"));
}

TEST_F(SlurmOverCommands, WithoutAControllerThereIsNoSlurm) {
  commands_.away = true;
  const auto slurm = Slurm::open(commands_, {.run = "cohort", .folder = folder_ / "slurm"});
  ASSERT_FALSE(slurm);
  EXPECT_EQ(slurm.error().fault, Fault::kPlatform);
}

}  // namespace
}  // namespace grader::cohort
