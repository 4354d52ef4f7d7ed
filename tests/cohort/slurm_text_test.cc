#include "grader/cohort/slurm_text.h"

#include <gmock/gmock.h>

namespace grader::cohort {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

QueueRow row(const std::string& state, const std::string& reason = "None") {
  return {.array = "7", .index = 0, .state = state, .comment = "c", .reason = reason};
}

// As squeue 22.05 printed it.
TEST(SlurmText, ReadsTheQueue) {
  EXPECT_THAT(read_queue("1|0|RUNNING|b.1|None\n"
                         "1|3|PENDING|b.1|BeginTime\n"
                         "2|11|PENDING|b.2|launch failed requeued held\n"),
              ElementsAre(QueueRow{"1", 0, "RUNNING", "b.1", "None"}, QueueRow{"1", 3, "PENDING", "b.1", "BeginTime"},
                          QueueRow{"2", 11, "PENDING", "b.2", "launch failed requeued held"}));
}

TEST(SlurmText, LeavesOutWhatIsNoTask) {
  EXPECT_THAT(read_queue(""), IsEmpty());
  EXPECT_THAT(read_queue("\n\n"), IsEmpty());
  EXPECT_THAT(read_queue("slurm_load_jobs error: Unable to contact slurm controller (connect failure)\n"), IsEmpty());
  EXPECT_THAT(read_queue("9|N/A|RUNNING|(null)|None\n"), IsEmpty());    // no array
  EXPECT_THAT(read_queue("9|0-5%2|PENDING|(null)|None\n"), IsEmpty());  // not one task
  EXPECT_THAT(read_queue("9|1|RUNNING|b\n|1|RUNNING|b|None\nx|1|RUNNING|b|None\n9|-1|RUNNING|b|None\n"), IsEmpty());
  EXPECT_THAT(read_queue("9|99999999999999999999|RUNNING|b|None\n"), IsEmpty());
  EXPECT_THAT(read_queue(std::string("\0\xff|1|R|x|y\n", 12)), IsEmpty());
}

TEST(SlurmText, MoreColumnsBelongToTheReason) {
  EXPECT_THAT(read_queue("1|0|RUNNING|b.1|None|more|columns\r\n"),
              ElementsAre(QueueRow{"1", 0, "RUNNING", "b.1", "None|more|columns"}));
}

TEST(SlurmText, ReadsTheIdOfAJob) {
  EXPECT_EQ(read_job_id("123\n"), "123");
  EXPECT_EQ(read_job_id("123;cluster\n"), "123");
  EXPECT_EQ(read_job_id("sbatch: warning from a plugin\n 42 \n"), "42");
  EXPECT_EQ(read_job_id(""), "");
  EXPECT_EQ(read_job_id("Submitted batch job\n"), "");
}

TEST(SlurmText, ReadsTheSizeOfArrays) {
  EXPECT_EQ(read_max_array("MailProg                = /bin/true\nMaxArraySize            = 1001\nMaxDBDMsgs = 20024\n"),
            1001U);
  EXPECT_EQ(read_max_array("NotMaxArraySize = 5\nMaxArraySize = many\n"), 0U);
  EXPECT_EQ(read_max_array(""), 0U);
}

TEST(SlurmText, KnowsWhatAStateMeans) {
  for (const char* state : {"COMPLETED", "FAILED", "TIMEOUT", "NODE_FAIL", "OUT_OF_MEMORY", "CANCELLED", "BOOT_FAIL"})
    EXPECT_EQ(job_state_of(row(state)), JobState::kOver) << state;
  for (const char* state : {"RUNNING", "COMPLETING"}) EXPECT_EQ(job_state_of(row(state)), JobState::kRunning) << state;
  for (const char* state : {"CONFIGURING", "SUSPENDED", "RESIZING", "", "SOMETHING_NEW"})
    EXPECT_EQ(job_state_of(row(state)), JobState::kWaiting) << state;
  for (const char* reason :
       {"None", "Resources", "Priority", "JobArrayTaskLimit", "ReqNodeNotAvail, UnavailableNodes:w1"})
    EXPECT_EQ(job_state_of(row("PENDING", reason)), JobState::kWaiting) << reason;
  for (const char* reason :
       {"JobHeldUser", "JobHeldAdmin", "launch failed requeued held", "job requeued in held state"})
    EXPECT_EQ(job_state_of(row("PENDING", reason)), JobState::kHeld) << reason;
  EXPECT_EQ(job_state_of(row("REQUEUE_HOLD")), JobState::kHeld);
  EXPECT_EQ(job_state_of(row("PENDING", "BeginTime")), JobState::kPutBack);
  EXPECT_EQ(job_state_of(row("PENDING", "PartitionTimeLimit")), JobState::kHopeless);
}

TEST(SlurmText, ReadsTheEndOfAJob) {
  const auto marker = read_marker("3 12\n");
  ASSERT_TRUE(marker);
  EXPECT_EQ(marker->code, 3);
  EXPECT_EQ(marker->took, seconds(12));
  for (const char* text : {"", "\n", "3", "3 12 4", "three 12", "3 12x"}) EXPECT_FALSE(read_marker(text)) << text;
}

TEST(SlurmText, SaysWhatWentWrong) {
  const Job job{.wall = seconds(10)};
  EXPECT_EQ(problem_of({.code = 0, .took = seconds(99)}, job), "");
  EXPECT_EQ(problem_of({.code = 3, .took = seconds(99)}, job), "it ended with code 3");
  EXPECT_EQ(problem_of({.code = 124, .took = seconds(10)}, job), "no end after 10 seconds");
  EXPECT_EQ(problem_of({.code = 137, .took = seconds(11)}, job), "no end after 10 seconds");
  EXPECT_EQ(problem_of({.code = 137, .took = seconds(2)}, job), "it ended with code 137");
}

TEST(SlurmText, WritesTheWordsOfAJob) {
  const Job job{.argv = {"/a=b/program", "", "two words"}, .env = {{"A", "1"}, {"B", "x\ny"}}, .wall = seconds(60)};
  EXPECT_EQ(words_of(job), std::string("A=1\0B=x\ny\0/usr/bin/timeout\0--kill-after=1\0"
                                       "60\0/a=b/program\0\0two words\0",
                                       69));
}

}  // namespace
}  // namespace grader::cohort
