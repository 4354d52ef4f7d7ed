// What the commands about a cohort leave alone.
#include "tests/e2e/cohort.h"

namespace grader {
namespace {

TEST(Care, TakesNoPathForAnId) {
  const CohortFolder cohort;
  cohort.roster({"a1,nowhere.bundle"});
  cohort.rules();
  ASSERT_EQ(cohort.cohort_run().code, 0);
  support::spit(cohort.folder / "other/file", "kept");
  for (const std::string& id :
       std::vector<std::string>{"''", ".", "..", "../other", cohort.path("other"), "released/.."}) {
    const Shell erased = cohort.run("privacy erase --who lead --apprentice " + id);
    EXPECT_EQ(erased.code, 2) << id;
    EXPECT_EQ(cohort.run("privacy subject-access --apprentice " + id).code, 2) << id;
  }
  EXPECT_EQ(slurp(cohort.folder / "other/file"), "kept");
  EXPECT_TRUE(fs::exists(cohort.folder / "results/index.html"));
  EXPECT_EQ(cohort.run("privacy erase --who lead --apprentice a9").code, 0) << "no longer in the roster";
}

TEST(Care, RecordsADecisionWhileARunHasTheResults) {
  const CohortFolder cohort;
  bundle(cohort.folder, "task-list", "good");
  cohort.roster({"a1,good.bundle"});
  cohort.rules();
  ASSERT_EQ(cohort.cohort_run().code, 0);
  const std::string decide = "decide --apprentice a1 --skill S5 --who t1 --level Secure";
  const Shell held =
      cohort.run("--version", "> /dev/null; ( flock 9; '" + kGrader + "' " + decide + " ) 9> results/.lock");
  EXPECT_EQ(held.code, 0) << held.err;
  EXPECT_THAT(held.err, HasSubstr("recorded; a run has the results in hand"));
  EXPECT_THAT(cohort.result("summary.csv"), Not(HasSubstr("Secure")));
  ASSERT_EQ(cohort.cohort_run().code, 0);
  EXPECT_THAT(cohort.result("summary.csv"), HasSubstr("Secure"));
}

}  // namespace
}  // namespace grader
