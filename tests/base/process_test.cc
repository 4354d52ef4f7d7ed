#include "grader/base/process.h"

#include <gmock/gmock.h>

namespace grader {
namespace {

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
