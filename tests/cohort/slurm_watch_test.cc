#include "grader/cohort/slurm_watch.h"

#include <gmock/gmock.h>

namespace grader::cohort {
namespace {

using std::chrono::seconds;
using testing::HasSubstr;
using enum Verdict::Step;

constexpr WatchTimes kTimes{.grace = seconds(60), .silence = seconds(600)};

// A watch at a clock of the test's own.
class SlurmWatch : public testing::Test {
 protected:
  Verdict see_at(int second, const std::string& state, const std::string& reason = "None",
                 const std::string& beat = "") {
    return watch_.see(QueueRow{"1", 0, state, "c", reason}, beat, Watch::Time() + seconds(second), kTimes);
  }
  Verdict miss_at(int second) { return watch_.see(std::nullopt, "", Watch::Time() + seconds(second), kTimes); }

  Watch watch_;
};

TEST_F(SlurmWatch, WaitsAsLongAsItTakesForATurn) {
  EXPECT_EQ(see_at(0, "PENDING", "Resources").step, kNone);
  EXPECT_EQ(see_at(1'000'000, "PENDING", "Priority").step, kNone);
}

TEST_F(SlurmWatch, GivesUpAfterAGraceWhatEndedWithoutAnEnd) {
  EXPECT_EQ(see_at(0, "OUT_OF_MEMORY", "OutOfMemory").step, kNone);
  EXPECT_EQ(see_at(59, "OUT_OF_MEMORY", "OutOfMemory").step, kNone);
  const Verdict verdict = see_at(60, "OUT_OF_MEMORY", "OutOfMemory");
  EXPECT_EQ(verdict.step, kGiveUp);
  EXPECT_THAT(verdict.problem, HasSubstr("OUT_OF_MEMORY (OutOfMemory)"));
}

TEST_F(SlurmWatch, GivesUpAfterAGraceWhatSlurmForgot) {
  EXPECT_EQ(miss_at(0).step, kNone);
  EXPECT_EQ(see_at(50, "PENDING").step, kNone);  // there again
  EXPECT_EQ(miss_at(70).step, kNone);
  EXPECT_EQ(miss_at(129).step, kNone);
  EXPECT_EQ(miss_at(130).step, kGiveUp);
}

TEST_F(SlurmWatch, ReleasesOnceWhatIsHeld) {
  EXPECT_EQ(see_at(0, "PENDING", "JobHeldUser").step, kReleaseHold);
  EXPECT_EQ(see_at(10, "PENDING", "JobHeldUser").step, kNone);
  EXPECT_EQ(see_at(60, "PENDING", "JobHeldUser").step, kGiveUp);
}

TEST_F(SlurmWatch, DoesNotReleaseASecondTime) {
  EXPECT_EQ(see_at(0, "PENDING", "launch failed requeued held").step, kReleaseHold);
  EXPECT_EQ(see_at(10, "RUNNING").step, kNone);
  EXPECT_EQ(see_at(20, "PENDING", "launch failed requeued held").step, kNone);
  EXPECT_THAT(see_at(80, "PENDING", "launch failed requeued held").problem, HasSubstr("launch failed requeued held"));
}

TEST_F(SlurmWatch, LiftsThePenaltyOfWhatWasPutBackEachTime) {
  EXPECT_EQ(see_at(0, "RUNNING", "None", "1").step, kNone);
  EXPECT_EQ(see_at(10, "PENDING", "BeginTime").step, kHurry);
  EXPECT_EQ(see_at(20, "PENDING", "BeginTime").step, kNone);
  EXPECT_EQ(see_at(30, "RUNNING", "None", "2").step, kNone);
  EXPECT_EQ(see_at(40, "PENDING", "BeginTime").step, kHurry);
}

TEST_F(SlurmWatch, GivesUpAGhost) {
  EXPECT_EQ(see_at(0, "RUNNING", "None", "1").step, kNone);
  EXPECT_EQ(see_at(599, "RUNNING", "None", "2").step, kNone);
  EXPECT_EQ(see_at(1'198, "RUNNING", "None", "2").step, kNone);
  EXPECT_EQ(see_at(1'199, "RUNNING", "None", "2").step, kGiveUp);
}

TEST_F(SlurmWatch, ASuspendedTaskIsNoGhost) {
  EXPECT_EQ(see_at(0, "RUNNING", "None", "1").step, kNone);
  EXPECT_EQ(see_at(5'000, "SUSPENDED").step, kNone);
  EXPECT_EQ(see_at(9'000, "RUNNING", "None", "1").step, kNone);
}

TEST_F(SlurmWatch, GivesUpWhatWillNeverStart) {
  EXPECT_EQ(see_at(0, "PENDING", "PartitionTimeLimit").step, kNone);
  EXPECT_THAT(see_at(60, "PENDING", "PartitionTimeLimit").problem, HasSubstr("PartitionTimeLimit"));
}

}  // namespace
}  // namespace grader::cohort
