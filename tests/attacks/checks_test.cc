// The checks fail where a protection is off: each row here runs an attack of the list without what stops it, in a way
// that harms nobody, and must see the problem that the list would report.
#include <gmock/gmock.h>
#include <signal.h>

#include "tests/attacks/browser.h"
#include "tests/attacks/listeners.h"
#include "tests/attacks/trial.h"

namespace grader::attacks {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// The program outside any box.
Watched bare(Trial& trial, const Program& program, const fs::path& leak = {}) {
  return watch({.argv = {trial.scratch() / "job/programs", program.name, program.twin ? "twin" : "attack", start_mark(),
                         program.argument},
                .env = {{"MARK", start_mark()}, {"TUTOR_SECRET", trial.secret()}},
                .input = {},
                .leak = leak},
               trial.scratch());
}

TEST(Checks, SeeAWrongVerdict) {
  Trial trial;
  trial.box({.name = "honest"}, {"exited 7"});
  EXPECT_THAT(trial.problems(), Contains(HasSubstr("g1: the verdict is \"exited 0\"")));
}

TEST(Checks, SeeARefusalAsNoVerdict) {
  Trial trial;
  trial.box({.name = "honest"}, {"exited 0"}, {}, {"--pretend-missing", "seccomp"});
  EXPECT_THAT(trial.problems(), Contains(HasSubstr("g1: the verdict is \"refused: seccomp\"")));
}

// P03 without a control group: each process is below its own limit.
TEST(Checks, SeeMemoryThatIsNotCountedTogether) {
  Trial trial;
  trial.box({.name = "many_small"}, {"memory limit"}, {}, {"--pretend-missing", "cgroup"});
  EXPECT_THAT(trial.problems(), Contains(HasSubstr("g1: the verdict is \"exited 0\"")));
}

// P06 and P07 with limits above what the attack takes.
TEST(Checks, SeeLimitsThatAreTooWide) {
  Trial trial;
  trial.box({.name = "fill_inodes", .twin = true}, {"output limit: disk"});
  const Ran flood = trial.box({.name = "flood_out"}, {"output limit: stdout"},
                              [](sandbox::Spec& spec) { spec.limits.stream_bytes = 1U << 30U; });
  EXPECT_GT(flood.out.size(), 100'000U);
  EXPECT_THAT(trial.problems(), testing::SizeIs(testing::Ge(2)));
}

// P13 without a pid namespace: the daemon is there one second later, and a parent it never had must find it.
TEST(Checks, SeeASurvivor) {
  Trial trial;
  const Watched watched = bare(trial, {.name = "daemon_stays"});
  EXPECT_THAT(watched.survivors, Contains(HasSubstr("programs")));
  for (const std::string& survivor : watched.survivors) kill(static_cast<pid_t>(std::stol(survivor)), SIGKILL);
  EXPECT_THAT(bare(trial, {.name = "daemon_stays", .twin = true}).survivors, IsEmpty());
}

// P17, P18 and P19 without a root and a process tree of their own.
TEST(Checks, SeeWhatAProgramCanReachOutsideTheBox) {
  Trial trial;
  EXPECT_THAT(bare(trial, {.name = "walk_proc"}).out, HasSubstr(trial.secret()));
  EXPECT_THAT(bare(trial, {.name = "read_host", .argument = trial.canary() / "open.txt"}).out, HasSubstr("open.txt"));
  EXPECT_THAT(bare(trial, {.name = "list_descriptors"}, trial.canary() / "closed").out, HasSubstr(" 77 "));
}

// P42 without the filter: the call by another table of numbers is no death.
TEST(Checks, SeeAForeignCallThatIsNotDenied) {
  Trial trial;
  EXPECT_LT(bare(trial, {.name = "foreign_x32"}).code, 128);
  EXPECT_EQ(bare(trial, {.name = "denied_calls"}).code, 98) << "what would harm the host runs in a box only";
}

// P39 and P40 without namespaces for the network and for messages between processes.
TEST(Checks, SeeAListenerThatIsReached) {
  Trial trial;
  const Listeners host;
  EXPECT_NE(bare(trial, {.name = "reach_host", .argument = host.port()}).out, "0\n");
  EXPECT_GT(host.reached(), 0);
  EXPECT_NE(bare(trial, {.name = "meet", .twin = true}).out, "0\n");
  bare(trial, {.name = "wait_to_be_met"});  // takes away what the meeting left on the host
}

// g3, by a secret that was put where the program may read.
TEST(Checks, SeeASecretThatGotOut) {
  Trial trial;
  trial.write_job("secret.py", "print(open('/job/secret').read())\n");
  trial.write_job("secret", trial.secret());
  trial.command({"/usr/bin/python3", "-I", "/job/secret.py"}, {"exited 0"});
  EXPECT_THAT(trial.problems(), Contains(HasSubstr("g3: the canary's content is in stdout")));
}

// P45: the harness sees a script that runs.
TEST(Checks, SeeAScriptThatRuns) {
  if (!has_browser()) GTEST_SKIP() << "no browser at " << kBrowser;
  const support::Folder folder;
  support::spit(
      folder / "page.html",
      "<!DOCTYPE "
      "html><html><head></head><body><script>document.documentElement.dataset.fired=1</script></body></html>");
  EXPECT_TRUE(fires(folder / "page.html", folder.path()));
  support::spit(folder / "page.html", "<!DOCTYPE html><html><head></head><body>&lt;script&gt;</body></html>");
  EXPECT_FALSE(fires(folder / "page.html", folder.path()));
}

}  // namespace
}  // namespace grader::attacks
