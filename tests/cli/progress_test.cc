#include "grader/cli/progress.h"

#include <gmock/gmock.h>

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

}  // namespace
}  // namespace grader::cli
