#include "grader/cli/progress.h"

#include <gmock/gmock.h>
#include <pty.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace grader::cli {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

TEST(ProgressLine, SaysHowFarAndHowLong) {
  const auto line = [](std::size_t done, std::size_t all, std::size_t faults, seconds elapsed) {
    return progress_line({.doing = "grading", .done = done, .all = all, .faults = faults}, elapsed);
  };
  EXPECT_EQ(line(0, 60, 0, seconds(5)), "grading  0 of 60");
  EXPECT_EQ(line(2, 60, 0, minutes(1)), "grading  2 of 60") << "less than a twentieth is done";
  EXPECT_EQ(line(3, 60, 0, minutes(1)), "grading  3 of 60, about 19 min left");
  EXPECT_EQ(line(12, 60, 1, minutes(1)), "grading  12 of 60, 1 could not run, about 4 min left");
  EXPECT_EQ(line(59, 60, 0, minutes(1)), "grading  59 of 60, less than a minute left");
  EXPECT_EQ(line(60, 60, 2, minutes(1)), "grading  60 of 60, 2 could not run");
  EXPECT_EQ(line(0, 0, 0, seconds(0)), "grading  0 of 0");
}

TEST(ProgressBar, IsAsWideAsItIsMeantToBe) {
  EXPECT_EQ(bar_of({.done = 0, .all = 4}, 8), "[--------] ");
  EXPECT_EQ(bar_of({.done = 1, .all = 4}, 8), "[##------] ");
  EXPECT_EQ(bar_of({.done = 4, .all = 4}, 8), "[########] ");
  EXPECT_EQ(bar_of({.done = 9, .all = 4}, 8), "[########] ");
  EXPECT_EQ(bar_of({.done = 0, .all = 0}, 8), "[--------] ");
}

// What is written about two steps of a command where standard error is a file.
std::string in_a_file(Progress::Form otherwise) {
  testing::internal::CaptureStderr();
  {
    Progress progress(otherwise);
    progress({.doing = "grading", .done = 0, .all = 2, .at = "own tests"});
    progress({.doing = "grading", .done = 2, .all = 2, .faults = 1, .at = "own tests"});
  }
  return testing::internal::GetCapturedStderr();
}

// The same where it is a terminal.
std::string on_a_terminal(Progress::Form otherwise) {
  int master = -1;
  int slave = -1;
  const winsize size{.ws_row = 24, .ws_col = 80, .ws_xpixel = 0, .ws_ypixel = 0};
  EXPECT_EQ(openpty(&master, &slave, nullptr, nullptr, &size), 0);
  const int kept = dup(STDERR_FILENO);
  dup2(slave, STDERR_FILENO);
  {
    Progress progress(otherwise);
    progress({.doing = "grading", .done = 1, .all = 2, .at = "own tests"});
  }
  dup2(kept, STDERR_FILENO);
  close(kept);
  close(slave);
  std::string text;
  std::array<char, 256> piece{};
  for (ssize_t got = 0; (got = read(master, piece.data(), piece.size())) > 0;) text.append(piece.data(), got);
  close(master);
  return text;
}

TEST(Progress, IsToldElsewhereAsItWasAskedFor) {
  EXPECT_EQ(in_a_file(Progress::Form::kNone), "");
  EXPECT_EQ(in_a_file(Progress::Form::kPlain), "grading  0 of 2\ngrading  2 of 2, 1 could not run\n");
  EXPECT_EQ(in_a_file(Progress::Form::kJson),
            "{\"all\":2,\"doing\":\"grading\",\"done\":0,\"faults\":0}\n"
            "{\"all\":2,\"doing\":\"grading\",\"done\":2,\"faults\":1}\n");
}

// A run that waits for one long grading is not silent.
TEST(Progress, SaysItsLineAgainWhileAStepIsInHand) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  const int kept = dup(STDERR_FILENO);
  dup2(ends[1], STDERR_FILENO);
  close(ends[1]);
  std::string text;
  {
    Progress progress(Progress::Form::kPlain, std::chrono::milliseconds(1));
    progress({.doing = "grading", .done = 1, .all = 60});
    const std::string line = "grading  1 of 60\n";
    for (char next = 0; text.size() < 3 * line.size() && read(ends[0], &next, 1) == 1;) text += next;
  }
  dup2(kept, STDERR_FILENO);
  close(kept);
  close(ends[0]);
  EXPECT_EQ(text, "grading  1 of 60\ngrading  1 of 60\ngrading  1 of 60\n");
}

TEST(Progress, IsOneLineOnATerminalThatIsWipedAtTheEnd) {
  setenv("TERM", "xterm", 1);
  unsetenv("NO_COLOR");
  for (const Progress::Form otherwise : {Progress::Form::kNone, Progress::Form::kPlain})
    EXPECT_EQ(on_a_terminal(otherwise),
              "\r\x1b[K[##########----------] grading  1 of 2, less than a minute left  own tests\r\x1b[K");
  EXPECT_THAT(on_a_terminal(Progress::Form::kJson), testing::StartsWith("{\"all\":2"));
  setenv("TERM", "dumb", 1);
  EXPECT_EQ(on_a_terminal(Progress::Form::kNone), "");
}

}  // namespace
}  // namespace grader::cli
