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

}  // namespace
}  // namespace grader
