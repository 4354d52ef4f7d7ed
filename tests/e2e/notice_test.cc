// A run tells who looks after it, and is none the worse when it cannot.
#include "tests/e2e/cohort.h"

namespace grader {
namespace {

TEST(NoticeOfARun, ThatFailsChangesNothingElse) {
  const CohortFolder cohort;
  cohort.roster({"a1,nowhere.bundle"});
  cohort.rules(R"(, "notify": {"webhook": {"url": "https://localhost:1/t0ken", "secret": "hook.key"}})");
  const Shell ran = cohort.cohort_run("--json");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.err, testing::AllOf(HasSubstr("sending the notice"), HasSubstr("hook.key"), Not(HasSubstr("t0ken"))));
  EXPECT_EQ(json::parse(ran.out)["counts"]["repository_faults"], 1);
  EXPECT_EQ(cohort.run_json()["run"], "C1.1");
  const Shell checked = cohort.run("cohort check");
  EXPECT_EQ(checked.code, 3);
  EXPECT_THAT(checked.err, HasSubstr("hook.key"));
}

// Whose notice cannot be delivered here either: what is tried shows on standard error.
TEST(NoticeOfARun, IsSentWhenTheRunItselfFails) {
  const CohortFolder cohort;
  const std::string notify = R"(, "notify": {"webhook": {"url": "https://localhost:1/t0ken", "secret": "hook.key"}})";
  cohort.roster({"sam example,nowhere.bundle"});
  cohort.rules(notify);
  const Shell torn = cohort.cohort_run();
  EXPECT_EQ(torn.code, 2);
  EXPECT_THAT(torn.err, testing::AllOf(HasSubstr("sending the notice"), HasSubstr("reading the roster")));
  cohort.roster({"a1,nowhere.bundle"});
  EXPECT_THAT(cohort.cohort_run("--resume").err, HasSubstr("sending the notice"));
  cohort.rules(notify + ", \"nonsense\": 1");
  const Shell unread = cohort.cohort_run();
  EXPECT_EQ(unread.code, 3);
  EXPECT_THAT(unread.err, Not(HasSubstr("sending the notice"))) << "nobody knows to whom";
  cohort.rules(notify);
  const Shell held = cohort.run(
      "--version", "> /dev/null; mkdir -p results; ( flock 9; '" + kGrader + "' cohort run ) 9> results/.lock");
  EXPECT_EQ(held.code, 75);
  EXPECT_THAT(held.err, Not(HasSubstr("sending the notice"))) << "another run is no failure";
}

}  // namespace
}  // namespace grader
