// Steps in the real box, with a cache of their own.
#include "grader/run/run.h"

#include <gmock/gmock.h>

#include "grader/base/files.h"
#include "tests/support/shell.h"

namespace grader::run {
namespace {

using support::Folder;
using support::slurp;
using support::spit;

struct Run : testing::Test {
  Folder folder;
  SystemProcessRunner runner;
  Options options{.helper = std::string(GRADER_BINARY_DIR) + "/grader-sandbox", .cache = folder.path() / "cache"};

  Step shell_step(const std::string& name, const std::string& script) const {
    return {.name = name,
            .kind = name,
            .argv = {"/bin/sh", "-c", script},
            .env = {{"PATH", "/usr/bin:/bin"}},
            .folder = "/out",
            .outputs = {{.path = "kept", .tree = true}}};
  }
  // Puts a script in the helper's place.
  void use_script(const std::string& body) {
    spit(folder / "helper", "#!/bin/sh\n" + body);
    std::filesystem::permissions(folder / "helper", std::filesystem::perms(0755));
    options.helper = folder / "helper";
  }
  std::vector<RunResult> run(const std::vector<Step>& steps) {
    auto results = run_steps(runner, steps, options);
    EXPECT_TRUE(results) << message(results.error());
    return *results;
  }
};

TEST_F(Run, KeepsAResultAndItsFilesUnderStrangeNames) {
  const Step step = shell_step("make", "mkdir kept; printf one > kept/plain; printf two > \"kept/new\nline\"");
  const auto first = run({step});
  ASSERT_TRUE(first[0].succeeded()) << first[0].err;
  EXPECT_FALSE(first[0].cached);
  EXPECT_EQ(slurp(first[0].files.at("kept/plain")), "one");
  const auto second = run({step});
  EXPECT_TRUE(second[0].cached);
  EXPECT_EQ(second[0].files, first[0].files);
  EXPECT_EQ(second[0].hashes, first[0].hashes);
}

TEST_F(Run, RunsAgainWhatDependsOnChangedBytesAndNothingElse) {
  Step make = shell_step("make", "mkdir kept; cat /job/in > kept/copy");
  Step use = shell_step("use", "mkdir kept; cat /job/made/kept/copy > kept/used");
  use.needs = {{.step = "make", .at = "made"}};
  make.inputs = {{.at = "in", .host = (folder / "in").string()}};
  spit(folder / "in", "one");
  run({make, use});
  spit(folder / "in", "two");
  const auto changed = run({make, use});
  EXPECT_FALSE(changed[0].cached);
  EXPECT_FALSE(changed[1].cached);
  EXPECT_EQ(slurp(changed[1].files.at("kept/used")), "two");
  make.argv.back() += "; true";  // another command that leaves the same bytes
  const auto same = run({make, use});
  EXPECT_FALSE(same[0].cached);
  EXPECT_TRUE(same[1].cached);
}

// A cache that lost a part, as after a full disk, is made again and never believed.
TEST_F(Run, MakesADamagedResultAgain) {
  const Step step = shell_step("make", "mkdir kept; printf one > kept/plain");
  const auto first = run({step});
  const std::filesystem::path file = first[0].files.at("kept/plain");
  const std::filesystem::path kept = file.parent_path().parent_path().parent_path();
  for (const char* part : {"hashes", "report.json"}) {
    spit(kept / part, "");
    const auto again = run({step});
    EXPECT_FALSE(again[0].cached) << part;
    EXPECT_EQ(slurp(again[0].files.at("kept/plain")), "one") << part;
  }
}

// What a lesser box gave is good for whoever asks for no more, and for nobody else.
TEST_F(Run, MakesAgainWhatALesserBoxGave) {
  const Step step = shell_step("make", "mkdir kept; printf one > kept/plain");
  const std::string lesser = (folder / "be lesser").string();
  spit(lesser, "");
  use_script("[ -e '" + lesser + "' ] && exec '" + options.helper.string() + "' --at-most namespaces \"$@\"\nexec '" +
             options.helper.string() + "' \"$@\"\n");
  EXPECT_EQ(run({step})[0].tier, "namespaces");
  EXPECT_TRUE(run({step})[0].cached);
  options.least_tier = "full";
  const auto refused = run_steps(runner, {step}, options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kPlatform);
  EXPECT_THAT(refused.error().found, testing::HasSubstr("cgroup"));
  std::filesystem::remove(lesser);
  const auto again = run_steps(runner, {step}, options);
  if (!again) GTEST_SKIP() << again.error().found;
  EXPECT_FALSE((*again)[0].cached);
  EXPECT_EQ((*again)[0].tier, "full");
}

// A sandbox that was mended takes nothing from what stood before, wherever it lies.
TEST_F(Run, MakesAgainWhatAnotherHelperGave) {
  const Step step = shell_step("make", "mkdir kept; printf one > kept/plain");
  const std::string call = "exec '" + options.helper.string() + "' \"$@\"\n";
  use_script(call);
  run({step});
  EXPECT_TRUE(run({step})[0].cached);
  use_script(call + "# mended\n");
  EXPECT_FALSE(run({step})[0].cached);
  EXPECT_TRUE(run({step})[0].cached);
  use_script(call);
  EXPECT_TRUE(run({step})[0].cached) << "what each gave is kept apart";
}

// Boxes for practice are one at a time: nothing is said of work that would have needed two.
TEST_F(Run, SaysOfAStepWithAWorkerThatThereIsOneBox) {
  Step step = shell_step("split", "true");
  step.worker = {shell_step("worker", "true")};
  use_script("exec '" + options.helper.string() + "' --at-most landlock \"$@\"\n");
  options.least_tier = "landlock";
  const auto results = run({step});
  EXPECT_EQ(results[0].outcome, Outcome::kOneBox);
  EXPECT_THAT(name_of(results[0].outcome), testing::HasSubstr("`grader doctor` says what is missing"));
  options.least_tier = "namespaces";
  const auto refused = run_steps(runner, {step}, options);
  ASSERT_FALSE(refused) << "marking asks for a judge's box";
  EXPECT_EQ(refused.error().fault, Fault::kPlatform);
}

TEST_F(Run, AHelperThatIsNotThereIsThePlatforms) {
  options.helper = folder / "missing";
  const auto results = run_steps(runner, {shell_step("make", "true")}, options);
  ASSERT_FALSE(results);
  EXPECT_EQ(results.error().fault, Fault::kPlatform);
  EXPECT_EQ(results.error().thing, options.helper.string());
}

// It may be the host that had no process or no memory to start it.
TEST_F(Run, TriesAgainWhatCouldNotBeStarted) {
  Step step = shell_step("make", "true");
  step.argv = {"/job/nowhere"};
  EXPECT_EQ(run({step})[0].outcome, Outcome::kNotStarted);
  EXPECT_FALSE(run({step})[0].cached);
}

// No step is begun once the time is used up, neither ours nor one after it; what is kept still counts.
TEST_F(Run, SaysOfEachStepThatTheTimeOfTheGradingWasUsedUp) {
  const Step kept = shell_step("kept", "mkdir kept; printf one > kept/plain");
  run({kept});
  Step trusted = shell_step("trusted", "true");
  trusted.trusted = true;
  Step after = shell_step("after", "true");
  after.needs = {{.step = "trusted", .at = "in"}, {.step = "kept", .at = "in"}};
  options.until = std::chrono::steady_clock::now();
  const auto results = run({kept, trusted, after});
  EXPECT_TRUE(results[0].cached);
  EXPECT_EQ(results[1].outcome, Outcome::kOutOfTime);
  EXPECT_EQ(results[2].outcome, Outcome::kOutOfTime);
  EXPECT_STREQ(name_of(results[2].outcome), "not run: the time for this grading was used up");
  options.until = std::chrono::steady_clock::time_point::max();
  EXPECT_FALSE(run({trusted})[0].cached) << "no result is no result to keep";
}

// The end of the grading is no limit of the step's own, so it is not the learner's program that was slow.
TEST_F(Run, EndsAStepWithTheGradingAndSaysSo) {
  Step step = shell_step("slow", "sleep 600");
  step.limits.wall_ms = 900'000;
  options.until = std::chrono::steady_clock::now() + std::chrono::milliseconds(300);
  EXPECT_EQ(run({step})[0].outcome, Outcome::kOutOfTime);
  options.until = std::chrono::steady_clock::now() + std::chrono::hours(1);
  step.limits.wall_ms = 300;
  EXPECT_EQ(run({step})[0].outcome, Outcome::kWallLimit);
}

TEST_F(Run, AFailedNeedComesBeforeWantOfTime) {
  run({shell_step("make", "exit 3")});
  Step use = shell_step("use", "true");
  use.needs = {{.step = "late", .at = "late"}, {.step = "make", .at = "made"}};
  options.until = std::chrono::steady_clock::now();
  const auto results = run({shell_step("late", "true"), shell_step("make", "exit 3"), use});
  EXPECT_EQ(results[0].outcome, Outcome::kOutOfTime);
  EXPECT_EQ(results[2].outcome, Outcome::kBlocked);
  EXPECT_EQ(results[2].why, "make");
}

// On the descriptor that gives the nonce, and part of what the result depends on.
TEST_F(Run, GivesTheTextOfAChannelAfterTheNonce) {
  Step step = shell_step("read", "cat <&4");
  step.channel = true;
  const auto alone = run({step});
  EXPECT_EQ(alone[0].out, alone[0].nonce);
  step.channel_text = "3,14";
  const auto more = run({step});
  EXPECT_FALSE(more[0].cached);
  EXPECT_EQ(more[0].out, more[0].nonce + "\n3,14");
  EXPECT_TRUE(run({step})[0].cached);
}

TEST_F(Run, BlocksWhatNeedsAStepThatFailedAndNamesIt) {
  Step use = shell_step("use", "true");
  use.needs = {{.step = "make", .at = "made"}};
  Step last = shell_step("last", "true");
  last.needs = {{.step = "use", .at = "used"}};
  const auto results = run({shell_step("make", "exit 3"), use, last});
  EXPECT_EQ(results[0].value, 3);
  EXPECT_EQ(results[1].outcome, Outcome::kBlocked);
  EXPECT_EQ(results[2].why, "make");
}

// What the other box holds is made before it is needed, and is in no box but that one.
TEST_F(Run, WaitsForWhatItsWorkerNeedsAndDoesNotSeeIt) {
  Step use = shell_step("use", "test ! -e /job/made");
  use.worker = {shell_step("other", "true")};
  use.worker[0].needs = {{.step = "make", .at = "made"}};
  const auto ran = run({use, shell_step("make", "mkdir kept; printf one > kept/plain")});
  EXPECT_TRUE(ran[0].succeeded()) << ran[0].err;
  const auto blocked = run({use, shell_step("make", "exit 3")});
  EXPECT_EQ(blocked[0].outcome, Outcome::kBlocked);
  EXPECT_EQ(blocked[0].why, "make");
}

// A step that touches nothing of the learner's and fails is the host's fault.
TEST_F(Run, AFailureOfATrustedStepIsThePlatforms) {
  Step step = shell_step("header", "echo broken >&2; exit 1");
  step.trusted = true;
  const auto results = run_steps(runner, {step}, options);
  ASSERT_FALSE(results);
  EXPECT_EQ(results.error().fault, Fault::kPlatform);
  EXPECT_THAT(results.error().found, testing::HasSubstr("broken"));
}

}  // namespace
}  // namespace grader::run
