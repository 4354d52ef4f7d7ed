// What the commands about a cohort leave alone.
#include "tests/e2e/cohort.h"

namespace grader {
namespace {

using testing::AllOf;

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

TEST(Care, PurgeFindsCopiesOfRepositoriesThatNoRosterNamesAnyMore) {
  const CohortFolder cohort;
  cohort.roster({"a1,nowhere.bundle"});
  cohort.rules();
  for (const char* folder : {"mirrors/old.git", "mirrors/new.git", "scratch/tmp.old", "scratch/tmp.new"})
    fs::create_directories(cohort.folder / "cache" / folder);
  ASSERT_EQ(shell("cd '" + cohort.path("cache") + "' && touch -d '31 days ago' mirrors/old.git scratch/tmp.old").code,
            0);
  const std::string purge =
      "cd '" + cohort.folder.path().string() + "' && GRADER_CACHE=cache '" + kGrader + "' privacy purge";
  EXPECT_THAT(shell(purge + " --dry-run").out, HasSubstr("Would go: 2 folders"));
  EXPECT_TRUE(fs::exists(cohort.folder / "cache/mirrors/old.git"));
  EXPECT_THAT(shell(purge).out, HasSubstr("Gone: 2 folders"));
  for (const char* shelf : {"mirrors", "scratch"})
    EXPECT_EQ(std::distance(fs::directory_iterator(cohort.folder / "cache" / shelf), {}), 1) << shelf;
}

TEST(Care, GivesWhatEachRunHoldsOfSomebody) {
  const CohortFolder cohort;
  bundle(cohort.folder, "task-list", "good");
  bundle(cohort.folder, "task-list", "weak");
  ASSERT_EQ(shell("cd '" + cohort.folder.path().string() + "' && cp weak.bundle work.bundle").code, 0);
  cohort.roster({"q1,work.bundle", "q2,weak.bundle"});
  cohort.rules();
  EXPECT_EQ(cohort.run("privacy subject-access --apprentice q1 --out none").code, 0) << "before any run";
  ASSERT_EQ(cohort.cohort_run().code, 0);
  ASSERT_EQ(shell("cd '" + cohort.folder.path().string() + "' && cp good.bundle work.bundle").code, 0);
  ASSERT_EQ(cohort.cohort_run().code, 0);
  ASSERT_EQ(shell("rm '" + cohort.path("work.bundle") + "'").code, 0);
  ASSERT_EQ(cohort.cohort_run().code, 0);
  ASSERT_EQ(cohort.run("decide --apprentice q1 --skill S5 --level Secure --who t1").code, 0);
  ASSERT_EQ(cohort.run("release --who t1").code, 0);
  ASSERT_EQ(cohort.run("privacy subject-access --apprentice q1 --out copy").code, 0);
  const std::string text = slurp(cohort.folder / "copy/data.json");
  const json data = json::parse(text);
  std::vector<std::string> states;
  for (const json& one : data["runs"]) states.push_back(one["submissions"][0]["state"]);
  EXPECT_THAT(states, testing::ElementsAre("graded", "graded", "repository fault"));
  EXPECT_NE(data["runs"][0]["submissions"][0]["commit"], data["runs"][1]["submissions"][0]["commit"]);
  EXPECT_EQ(data["runs"][0]["submissions"][0]["flags"], json::parse(R"(["the same files as somebody else"])"));
  ASSERT_EQ(data["gradings"].size(), 2U);
  EXPECT_EQ(data["gradings"][0]["grading"], data["runs"][1]["submissions"][0]["grading"]) << "the newest first";
  EXPECT_EQ(data["gradings"][1]["page"], "task-list.2");
  EXPECT_EQ(data["seen"].size(), 2U);
  EXPECT_EQ(data["assessments"].size(), 2U);
  for (const char* file : {"task-list.html", "task-list.2.html", "task-list.result.json", "task-list.2.result.json",
                           "released/q1-task-list.html"})
    EXPECT_TRUE(fs::exists(cohort.folder / "copy" / file)) << file;
  EXPECT_THAT(slurp(cohort.folder / "copy/task-list.2.html"), Not(HasSubstr("test_hidden")));
  EXPECT_THAT(text, AllOf(Not(HasSubstr("q2")), Not(HasSubstr("t1"))));
}

TEST(Care, PurgesNothingWhileARunHasTheResults) {
  const CohortFolder cohort;
  cohort.roster({"a1,nowhere.bundle"});
  cohort.rules();
  ASSERT_EQ(cohort.cohort_run().code, 0);
  const std::vector<std::string> old = {"cache/mirrors/old.git", "results/work/0123.json",
                                        "results/work/shard-1.shard"};
  fs::create_directories(cohort.folder / "cache/mirrors/old.git");
  for (const char* file : {"0123.json", "shard-1.shard", "new.json"})
    support::spit(cohort.folder / "results/work" / file, "{}");
  ASSERT_EQ(shell("cd '" + cohort.folder.path().string() + "' && touch -d '31 days ago' " + old[0] + " " + old[1] +
                  " " + old[2])
                .code,
            0);
  const std::string purge = "GRADER_CACHE=cache '" + kGrader + "' privacy purge";
  const std::string here = "cd '" + cohort.folder.path().string() + "' && ";
  const Shell held = shell(here + "( flock 9; " + purge + " ) 9> results/.lock");
  EXPECT_EQ(held.code, 75);
  for (const std::string& file : old) EXPECT_TRUE(fs::exists(cohort.folder / file)) << file;
  EXPECT_EQ(shell(here + "( flock 9; " + purge + " --dry-run ) 9> results/.lock").code, 0);
  EXPECT_THAT(shell(here + purge).out, HasSubstr("Gone: 3 folders and files"));
  for (const std::string& file : old) EXPECT_FALSE(fs::exists(cohort.folder / file)) << file;
  EXPECT_TRUE(fs::exists(cohort.folder / "results/work/new.json")) << "a run may still be resumed";
  ASSERT_EQ(cohort.run("privacy erase --apprentice a1 --who lead").code, 0);
  EXPECT_FALSE(fs::exists(cohort.folder / "results/work/new.json")) << "it may be theirs";
}

TEST(Care, KeepsWhatWasSeenOfARepositoryThatATeamShares) {
  const CohortFolder cohort;
  bundle(cohort.folder, "task-list", "good");
  cohort.roster({"q1,good.bundle", "q2,good.bundle"});
  cohort.rules();
  ASSERT_EQ(cohort.cohort_run().code, 0);
  EXPECT_THAT(cohort.run("privacy erase --apprentice q1 --who lead").out, HasSubstr(" 0 observations"));
  cohort.roster({"q2,good.bundle"});
  EXPECT_THAT(cohort.run("privacy erase --apprentice q2 --who lead").out, HasSubstr(" 2 observations"))
      << "one of each row";
}

TEST(Care, ReachesNobodyOfAnotherCohortInTheSameStore) {
  const CohortFolder cohort;
  bundle(cohort.folder, "task-list", "good");
  cohort.roster({"q1,good.bundle"});
  cohort.rules();
  support::spit(cohort.folder / "other.json", R"({"schema": "grader-cohort-1", "name": "C2", "exercises": ["task-list"],
    "roster": "roster.csv", "out": "others"})");
  ASSERT_EQ(cohort.cohort_run().code, 0);
  ASSERT_EQ(cohort.cohort_run("other.json").code, 0);
  const std::string decide = "decide --apprentice q1 --skill S5 --level Secure --who t1 --reason ";
  ASSERT_EQ(cohort.run(decide + "'Mine.'").code, 0);
  ASSERT_EQ(cohort.run(decide + "'Of the namesake.' --cohort other.json").code, 0);
  const auto decisions = [&](const std::string& rest) {
    EXPECT_EQ(cohort.run("privacy subject-access --apprentice q1 --out copy " + rest).code, 0);
    return json::parse(slurp(cohort.folder / "copy/data.json"))["decisions"];
  };
  ASSERT_EQ(decisions("").size(), 1U);
  EXPECT_EQ(decisions("")[0]["reason"], "Mine.");
  const Shell erased = cohort.run("privacy erase --apprentice q1 --who lead");
  EXPECT_THAT(erased.out, HasSubstr("Gone: 0 gradings, 1 items, 1 assessments")) << "the grading is of both";
  EXPECT_EQ(decisions("--cohort other.json")[0]["reason"], "Of the namesake.");
  EXPECT_TRUE(fs::exists(cohort.folder / "others/q1/task-list.html"));
  EXPECT_THAT(cohort.run("privacy erase --apprentice q1 --who lead --cohort other.json").out,
              HasSubstr("Gone: 1 gradings, 1 items, 1 assessments"));
}

}  // namespace
}  // namespace grader
