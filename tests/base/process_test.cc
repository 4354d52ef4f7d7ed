#include "grader/base/process.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "grader/base/files.h"
#include "grader/base/text.h"
#include "tests/support/shell.h"

namespace grader {
namespace {

using testing::HasSubstr;

TEST(Process, GivesCodeAndBothStreams) {
  SystemProcessRunner runner;
  const auto finished =
      runner.run({.argv = {"sh", "-c", "echo out; echo err >&2; exit 7"}, .env = {}, .folder = {}, .input = {}});
  ASSERT_TRUE(finished.has_value());
  EXPECT_EQ(finished->code, 7);
  EXPECT_EQ(finished->output, "out\n");
  EXPECT_EQ(finished->error, "err\n");
  EXPECT_FALSE(finished->timed_out);
}

TEST(Process, PassesInputAndOnlyTheGivenEnvironment) {
  SystemProcessRunner runner;
  const auto finished = runner.run(
      {.argv = {"sh", "-c", "cat; echo \"$WORD|$HOME\""}, .env = {{"WORD", "yes"}}, .folder = "/", .input = "in\n"});
  ASSERT_TRUE(finished.has_value());
  EXPECT_EQ(finished->output, "in\nyes|\n");
}

// A pipe of another child that stays open in this one would not end before it does.
TEST(Process, AChildHasTheThreeStreamsAndNothingElseOfOurs) {
  const int ours = ::open("/dev/null", O_RDONLY);  // NOLINT(android-cloexec-open): the point of it
  ASSERT_GT(ours, 2);
  const auto finished = SystemProcessRunner().run({.argv = {"ls", "-m", "/proc/self/fd"}});
  ::close(ours);
  ASSERT_TRUE(finished);
  EXPECT_EQ(finished->output, "0, 1, 2, 3\n");  // 3 is the folder that it lists
}

TEST(Process, StopsAtTheWallLimitWithWhatItStarted) {
  SystemProcessRunner runner;
  const auto finished = runner.run({.argv = {"sh", "-c", "sleep 600 & sleep 600"},
                                    .env = {{"PATH", "/usr/bin:/bin"}},
                                    .folder = {},
                                    .input = {},
                                    .wall = std::chrono::milliseconds(100)});
  ASSERT_TRUE(finished.has_value());
  EXPECT_TRUE(finished->timed_out);
  EXPECT_EQ(finished->code, 128 + 15);
}

TEST(Process, StopsWhenAsked) {
  SystemProcessRunner runner;
  std::stop_source stop;
  const std::jthread asks([&stop] { stop.request_stop(); });
  const auto finished = runner.run({.argv = {"sleep", "600"}, .stop = stop.get_token()});
  ASSERT_TRUE(finished.has_value());
  EXPECT_TRUE(finished->timed_out);
  EXPECT_EQ(finished->code, 128 + 15);
}

// Gone, or dead and waiting for whoever inherited it.
bool is_over(const std::string& pid) {
  std::ifstream stat("/proc/" + pid + "/stat");
  std::string number;
  std::string name;
  std::string state;
  return !(stat >> number >> name >> state) || state == "Z";
}

TEST(Process, NothingOutlivesUs) {
  support::Folder folder;
  const std::string file = (folder / "pid").string();
  const pid_t grader = fork();
  ASSERT_GE(grader, 0);
  if (grader == 0) {
    SystemProcessRunner runner;
    const auto ran = runner.run(
        {.argv = {"sh", "-c", "echo $$ > " + file + ".new; mv " + file + ".new " + file + "; exec sleep 600"},
         .env = {{"PATH", "/usr/bin:/bin"}}});
    _exit(ran ? 0 : 1);
  }
  while (!std::filesystem::exists(file)) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const std::string pid = trim(*read_file(file));
  EXPECT_FALSE(is_over(pid));
  kill(grader, SIGKILL);
  waitpid(grader, nullptr, 0);
  while (!is_over(pid)) std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

// Under a sanitizer, whose allocator may be locked by another thread whenever a child begins.
TEST(Process, StartsWhileOtherThreadsAllocate) {
  std::vector<std::jthread> busy;
  for (int n = 0; n < 3; ++n)
    busy.emplace_back([](const std::stop_token& stop) {
      for (std::size_t size = 1; !stop.stop_requested(); size = size * 7 % 4093) std::string(size + 40, 'x').clear();
    });
  SystemProcessRunner runner;
  for (int n = 0; n < 100; ++n) {
    const auto done = runner.run({.argv = {"true"}, .wall = std::chrono::seconds(20)});
    ASSERT_TRUE(done) << message(done.error());
    ASSERT_EQ(done->code, 0);
  }
}

// The reason is the kernel's.
TEST(Process, SaysWhyAProgramCannotBeStarted) {
  SystemProcessRunner runner;
  const auto nowhere = runner.run({.argv = {"true"}, .folder = "/nowhere"});
  ASSERT_FALSE(nowhere);
  EXPECT_THAT(nowhere.error().found, HasSubstr("No such file"));
  const auto too_long = runner.run({.argv = {"true", std::string(1 << 20, 'x')}});
  ASSERT_FALSE(too_long);
  EXPECT_THAT(too_long.error().found, HasSubstr("Argument list too long"));
}

TEST(Process, KeepsTheFirstBytesOfAFlood) {
  SystemProcessRunner runner;
  const auto finished = runner.run(
      {.argv = {"head", "-c", "300000", "/dev/zero"}, .env = {}, .folder = {}, .input = {}, .output_cap = 1000});
  ASSERT_TRUE(finished.has_value());
  EXPECT_EQ(finished->output.size(), 1000U);
  EXPECT_EQ(finished->code, 0);
}

TEST(Process, AProgramThatIsMissingIsAPlatformFault) {
  SystemProcessRunner runner;
  const auto finished = runner.run({.argv = {"no-such-program"}, .env = {}, .folder = {}, .input = {}});
  ASSERT_FALSE(finished.has_value());
  EXPECT_EQ(finished.error().fault, Fault::kPlatform);
  EXPECT_EQ(finished.error().thing, "no-such-program");
}

TEST(Process, AChildThatDoesNotReadItsInputDoesNotEndUs) {
  SystemProcessRunner runner;
  const auto finished = runner.run({.argv = {"true"}, .env = {}, .folder = {}, .input = std::string(1U << 20U, 'x')});
  ASSERT_TRUE(finished.has_value());
  EXPECT_EQ(finished->code, 0);
}

}  // namespace
}  // namespace grader
