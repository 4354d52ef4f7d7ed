// A cohort from its roster to its results.
#include "tests/e2e/cohort.h"

namespace grader {
namespace {

using testing::AllOf;
using testing::ElementsAre;

struct Cohort : testing::Test, CohortFolder {
  void SetUp() override {
    bundle(folder, "task-list", "good");
    bundle(folder, "task-list", "weak");
  }
};

std::string state_of(const json& run, const std::string& apprentice) {
  for (const json& row : run["submissions"]) {
    if (row["apprentice"] == apprentice) return row["state"];
  }
  return "not there";
}

TEST_F(Cohort, BrokenOnesNeverStopTheRest) {
  ASSERT_EQ(shell("git init -q --bare '" + path("empty.git") + "' && mkdir '" + path("no-git") + "' && echo text > '" +
                  path("no.bundle") + "'")
                .code,
            0);
  rules();
  roster({"a1,good.bundle,", "a2,nowhere.bundle,", "a3,empty.git,", "a4,no-git,", "a5,no.bundle,", "a6,weak.bundle,",
          "a7,good.bundle,nowhere"},
         "apprentice,repository,branch");
  const Shell ran = cohort_run();
  ASSERT_EQ(ran.code, 0) << ran.err;
  const json run = run_json();
  EXPECT_EQ(state_of(run, "a1"), "graded");
  EXPECT_EQ(state_of(run, "a6"), "graded");
  EXPECT_EQ(state_of(run, "a3"), "no submission");
  EXPECT_EQ(state_of(run, "a7"), "no submission");
  for (const char* broken : {"a2", "a4", "a5"}) EXPECT_EQ(state_of(run, broken), "repository fault") << broken;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("graded 2"), HasSubstr("no submission 2"), HasSubstr("could not run 3")));
  EXPECT_FALSE(fs::exists(folder / "results/a2"));
  EXPECT_THAT(result("index.html"), HasSubstr("a2"));
}

TEST_F(Cohort, GivesTheVerdictOfASingleGrading) {
  rules();
  roster({"a1,good.bundle"});
  ASSERT_EQ(cohort_run().code, 0);
  ASSERT_EQ(run("grade good.bundle --exercise task-list --out single").code, 0);
  EXPECT_EQ(json::parse(result("a1/task-list.json")), json::parse(slurp(folder / "single/result.json")));
  EXPECT_EQ(result("a1/task-list.html"), slurp(folder / "single/report.html"));
}

TEST_F(Cohort, RunsAgainOnlyWhatChanged) {
  fs::copy(fs::path(kSource) / "exercises/task-list", folder / "one", fs::copy_options::recursive);
  fs::copy(fs::path(kSource) / "exercises/lending-shelf", folder / "other", fs::copy_options::recursive);
  const std::string other = bundle(folder, "lending-shelf", "crashes");
  rules();
  support::spit(folder / "cohort.json", R"({"schema": "grader-cohort-1", "name": "C1", "exercises": ["one", "other"],
      "roster": "roster.csv"})");
  roster({"a1,good.bundle,task-list", "a2,crashes.bundle,lending-shelf"}, "apprentice,repository,exercise");
  const Shell first = cohort_run();
  ASSERT_EQ(first.code, 0) << first.err;
  EXPECT_EQ(run_json()["counts"]["unchanged"], 0);
  const auto written = fs::last_write_time(folder / "results/a1/task-list.html");
  EXPECT_THAT(cohort_run().out, HasSubstr("unchanged 2"));
  EXPECT_EQ(fs::last_write_time(folder / "results/a1/task-list.html"), written);
  support::spit(folder / "other/brief.md", "Another brief.\n");
  const Shell changed = cohort_run();
  ASSERT_EQ(changed.code, 0) << changed.err;
  const json run = run_json();
  EXPECT_EQ(run["submissions"][0]["unchanged"], true);
  EXPECT_EQ(run["submissions"][1]["unchanged"], false);
}

TEST_F(Cohort, AnExerciseThatCannotBeReadStopsNoOther) {
  support::spit(folder / "cohort.json",
                R"({"schema": "grader-cohort-1", "name": "C1", "exercises": ["task-list", "torn"],
      "roster": "roster.csv"})");
  support::spit(folder / "torn/exercise.json", "{");
  roster({"a1,good.bundle,task-list", "a2,weak.bundle,torn"}, "apprentice,repository,exercise");
  EXPECT_EQ(run("cohort check").code, 3);
  const Shell ran = cohort_run();
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(state_of(run_json(), "a1"), "graded");
  EXPECT_EQ(state_of(run_json(), "a2"), "exercise fault");
}

TEST_F(Cohort, TwoOfTheSameTreeAreGradedOnceAndShownToThePerson) {
  ASSERT_EQ(shell("cp '" + path("good.bundle") + "' '" + path("copy.bundle") + "'").code, 0);
  rules();
  roster({"a1,good.bundle", "a2,copy.bundle", "a3,weak.bundle"});
  const Shell ran = cohort_run();
  ASSERT_EQ(ran.code, 0) << ran.err;
  const json rows = run_json()["submissions"];
  EXPECT_EQ(rows[0]["grading"], rows[1]["grading"]);
  EXPECT_THAT(rows[0]["flags"].get<std::vector<std::string>>(), ElementsAre("the same files as a2"));
  EXPECT_THAT(rows[2]["flags"].get<std::vector<std::string>>(), ElementsAre());
  EXPECT_EQ(rows[0]["gates"], json::parse(R"([{"skill": "", "why": "the same files as a2"}])"));
  EXPECT_EQ(rows[2]["gates"].size(), 0U);
  EXPECT_THAT(ran.out, HasSubstr("gates to confirm 2"));
  const std::string confirm = "decide --apprentice a1 --skill S5 --level Secure --who t1";
  const Shell bare = run(confirm);
  EXPECT_EQ(bare.code, 2);
  EXPECT_THAT(bare.err, HasSubstr("a gate without a reason: the same files as a2"));
  EXPECT_EQ(run(confirm + " --reason 'They worked in pairs.'").code, 0);
}

// Counts the boxes that are made, which the helper is started for.
std::string counting(const Folder& folder) {
  const std::string helper = (folder / "counting-sandbox").string();
  support::spit(helper, "#!/bin/sh\nfor word; do [ \"$word\" = run ] && echo x >> '" + (folder / "boxes").string() +
                            "'; done\nexec '" GRADER_BINARY_DIR "/grader-sandbox' \"$@\"\n");
  fs::permissions(helper, fs::perms::owner_all);
  return "GRADER_SANDBOX='" + helper + "' ";
}

// What a box gives follows from the files. Another message or another commit of the same files needs none again.
TEST_F(Cohort, EqualFilesNeedNoBoxAgainWhateverTheirCommit) {
  before = counting(folder);
  const auto boxes = [&] { return slurp(folder / "boxes").size() / 2; };
  const auto amended = [&](const std::string& name, const std::string& message) {
    const std::string git =
        "GIT_COMMITTER_DATE=2026-02-01T12:00:00Z git -C work -c user.name=B -c user.email=b@example.org ";
    ASSERT_EQ(shell("cd '" + folder.path().string() + "' && rm -rf work && git clone -q good.bundle work && " + git +
                    "commit -q --amend -m '" + message + "' && " + git + "bundle create -q ../" + name + " HEAD")
                  .code,
              0);
  };
  rules();
  roster({"a1,good.bundle"});
  ASSERT_EQ(cohort_run().code, 0);
  const std::size_t first = boxes();
  ASSERT_GT(first, 0U);
  amended("other.bundle", "Mine");
  roster({"a1,good.bundle", "a2,other.bundle"});
  const Shell second = cohort_run();
  ASSERT_EQ(second.code, 0) << second.err;
  const json rows = run_json()["submissions"];
  EXPECT_EQ(rows[0]["tree"], rows[1]["tree"]);
  EXPECT_NE(rows[0]["commit"], rows[1]["commit"]);
  EXPECT_NE(rows[0]["grading"], rows[1]["grading"]) << "their histories differ";
  EXPECT_EQ(rows[0]["flags"], json::parse(R"(["the same files as a2"])"));
  EXPECT_EQ(rows[1]["flags"], json::parse(R"(["the same files as a1"])"));
  EXPECT_EQ(rows[1]["gates"][0]["why"], "the same files as a1");
  EXPECT_EQ(boxes(), first);
  amended("good.bundle", "Say what it is for");
  ASSERT_EQ(cohort_run().code, 0);
  EXPECT_NE(run_json()["submissions"][0]["commit"], rows[0]["commit"]);
  EXPECT_EQ(boxes(), first);
}

TEST_F(Cohort, TheLatePolicyDecidesWhatIsWantedOfLateWork) {
  rules(R"(, "late": "reject")");
  roster({"a1,good.bundle,2026-01-01", "a2,weak.bundle,"}, "apprentice,repository,adjusted due");
  ASSERT_EQ(cohort_run().code, 0);
  EXPECT_EQ(state_of(run_json(), "a1"), "no submission");
  rules();
  ASSERT_EQ(cohort_run().code, 0);
  EXPECT_EQ(state_of(run_json(), "a1"), "graded");
  EXPECT_THAT(run_json()["submissions"][0]["flags"].dump(), HasSubstr("came after the due date"));
  rules(R"(, "late": "reject")");
  const Shell preview = run("remark --preview");
  EXPECT_THAT(preview.out, AllOf(HasSubstr("a1 task-list  graded -> no submission"), HasSubstr("1 level moves")));
  EXPECT_EQ(state_of(run_json(), "a1"), "graded") << "a preview changes nothing";
  ASSERT_EQ(run("remark").code, 0);
  EXPECT_EQ(state_of(run_json(), "a1"), "no submission");
}

// Everybody has the starter, so those who have not begun share their files with each other and handed in nothing.
TEST_F(Cohort, TheStarterAloneIsNothingHandedIn) {
  ASSERT_EQ(shell("cd '" + folder.path().string() + "' && git clone -q good.bundle work && cd work && git branch -f " +
                  "begun $(git rev-list --max-parents=0 HEAD) && git checkout -q begun && git bundle create -q "
                  "../starter.bundle " +
                  "HEAD && cp ../starter.bundle ../starter2.bundle")
                .code,
            0);
  const std::string columns = "apprentice,repository,adjusted due";
  const std::vector<std::string> rows = {"a1,good.bundle,2026-01-05", "a2,starter.bundle,", "a3,starter2.bundle,"};
  rules();
  roster(rows, columns);
  ASSERT_EQ(cohort_run().code, 0);
  json submissions = run_json()["submissions"];
  EXPECT_EQ(submissions[0]["state"], "graded") << "the starter was there in time, the work came later";
  EXPECT_THAT(submissions[0]["flags"].get<std::vector<std::string>>(), ElementsAre("the work came after the due date"));
  for (const int row : {1, 2}) {
    EXPECT_EQ(submissions[row]["state"], "no submission");
    EXPECT_EQ(submissions[row]["fault"], "nothing but the starter is on the branch");
    EXPECT_EQ(submissions[row]["flags"].size(), 0U);
  }
  rules(R"(, "late": "reject")");
  ASSERT_EQ(cohort_run().code, 0);
  submissions = run_json()["submissions"];
  EXPECT_EQ(submissions[0]["state"], "no submission");
  EXPECT_EQ(submissions[0]["fault"], "nothing on the branch by the due date");
}

TEST_F(Cohort, ASecondRunNamesTheOneThatHoldsTheLock) {
  rules();
  roster({"a1,good.bundle"});
  const Shell both = run("--version", "> /dev/null; mkdir results; ( flock 9; echo 'process 7 of here' >&9; '" +
                                          kGrader + "' cohort run ) 9> results/.lock");
  EXPECT_EQ(both.code, 75);
  EXPECT_THAT(both.err, AllOf(HasSubstr("held by process 7 of here"), HasSubstr("do:")));
}

TEST_F(Cohort, OneAtATimeWritesResultsIntoAStoreWhereverTheFilesGo) {
  rules();
  roster({"a1,good.bundle"});
  ASSERT_EQ(cohort_run().code, 0);
  const auto meanwhile = [&](const std::string& command) {
    return run("--version", "> /dev/null; ( flock 9; echo 'process 7 of here' >&9; '" + kGrader + "' " + command +
                                " ) 9> store.sqlite.run-C1.lock");
  };
  for (const char* command : {"cohort run --out other", "remark"}) {
    const Shell refused = meanwhile(command);
    EXPECT_EQ(refused.code, 75) << command;
    EXPECT_THAT(refused.err, HasSubstr("held by process 7 of here")) << command;
  }
  EXPECT_EQ(shell("sqlite3 '" + path("store.sqlite") + "' 'select count(*) from runs'").out, "1\n");
  EXPECT_EQ(meanwhile("remark --preview").code, 0);
  EXPECT_EQ(meanwhile("decide --apprentice a1 --skill S5 --level Secure --who t1").code, 0);
  EXPECT_EQ(run("remark").code, 0);
}

TEST_F(Cohort, MachineLevelsStayCoveredUntilTheyAreRevealed) {
  rules();
  roster({"a1,good.bundle"});
  const Shell covered = cohort_run();
  EXPECT_THAT(result("summary.csv"), AllOf(HasSubstr("covered"), Not(HasSubstr("Strong"))));
  EXPECT_THAT(result("a1/task-list.json"), Not(HasSubstr("\"Strong\"")));
  EXPECT_THAT(covered.out, Not(HasSubstr("Strong")));
  const Shell unnamed = cohort_run("--reveal");
  EXPECT_EQ(unnamed.code, 2);
  EXPECT_THAT(unnamed.err, AllOf(HasSubstr("--who"), HasSubstr("name the tutor to whom levels are shown")));
  EXPECT_THAT(result("summary.csv"), HasSubstr("covered"));
  ASSERT_EQ(cohort_run("--reveal --who t1").code, 0);
  EXPECT_EQ(shell("sqlite3 '" + path("store.sqlite") + "' 'select who, what from audit'").out,
            "t1|show machine levels\n");
  EXPECT_THAT(result("summary.csv"), AllOf(Not(HasSubstr("covered")), HasSubstr("Strong")));
  EXPECT_THAT(result("a1/task-list.json"), HasSubstr("\"Strong\""));
  EXPECT_EQ(run("store verify").code, 0);
  ASSERT_EQ(shell("sqlite3 '" + path("store.sqlite") + "' \"update audit set who = 't2'\"").code, 0);
  EXPECT_THAT(run("store verify").out, HasSubstr("link 1")) << "who saw them is part of the chain";
}

// Faults of the file, of exercises, the roster, names, credentials, this machine and a repository, all at once.
TEST_F(Cohort, CheckGoesOnToTheLastFault) {
  support::spit(folder / "torn/exercise.json", "{");
  support::spit(folder / "names.csv", "apprentice,name\na1,Ada\na1,Bo\n");
  support::spit(folder / "git.json", R"({"a.example": {"tokn": "x"}, "b.example": 7})");
  fs::permissions(folder / "git.json", fs::perms::owner_read);
  const std::string file = R"({"schema": "grader-cohort-1", "name": "C1", "exercises": ["task-list", "torn"],
    "roster": "roster.csv", "names": "names.csv", "credentials": "git.json", "ca": "nowhere.pem",
    "out": "/proc/nowhere")";
  support::spit(folder / "cohort.json", file + "}");
  roster(
      {"a1,good.bundle,task-list", "a/2,good.bundle,task-list", "a3,weak.bundle,bnak", "a4,nowhere.bundle,task-list"},
      "apprentice,repository,exercise");
  const Shell checked = run("cohort check");
  EXPECT_EQ(checked.code, 2) << "of the first";
  std::size_t at = 0;
  for (const char* found :
       {"apprentice: a/2", "exercise: bnak", "a1 for the second time", "torn/exercise.json",
        "host a.example: unknown key", "host b.example: not an object", "nowhere.pem", "/proc/nowhere"}) {
    at = checked.err.find(found, at);
    ASSERT_NE(at, std::string::npos) << found << " in its place of " << checked.err;
  }
  EXPECT_THAT(checked.out, AllOf(HasSubstr("4 rows, 1 exercise; faults: 8, each named"),
                                 HasSubstr("Repositories reached: 3 of 4"), HasSubstr("line 5  a4  fatal:")));
  const json told = json::parse(run("cohort check", "--json").out);
  EXPECT_EQ(told["faults"].size(), 8U);
  EXPECT_EQ(told["faults"][0]["found"], "apprentice: a/2");
  EXPECT_EQ(told["not_reached"][0]["apprentice"], "a4");
  EXPECT_EQ(cohort_run().code, 2) << "which a run stops at";

  fs::remove(folder / "store.sqlite");
  support::spit(folder / "cohort.json", file + R"(, "late": "later", "store": 7})");
  const Shell unsound = run("cohort check");
  EXPECT_EQ(unsound.code, 3);
  for (const char* found : {"\"late\"", "\"store\"", "apprentice: a/2", "torn/exercise.json", "host b.example"})
    EXPECT_THAT(unsound.err, HasSubstr(found));
  EXPECT_FALSE(fs::exists(folder / "store.sqlite")) << "nothing is made where the file may not mean it";
}

TEST_F(Cohort, CheckWarnsOfASourceWithoutAHead) {
  ASSERT_EQ(shell("cd '" + folder.path().string() +
                  "' && git clone -q good.bundle work && cd work && git branch other && git branch third && "
                  "git bundle create -q ../one.bundle other && git bundle create -q ../two.bundle other third && "
                  "git init -q --bare ../empty.git")
                .code,
            0);
  rules();
  roster({"a1,one.bundle,", "a2,two.bundle,", "a3,two.bundle,third", "a4,empty.git,", "a5,good.bundle,"},
         "apprentice,repository,branch");
  const Shell checked = run("cohort check");
  EXPECT_EQ(checked.code, 0) << checked.err;
  EXPECT_THAT(checked.out,
              AllOf(HasSubstr("Repositories reached: 5 of 5"), HasSubstr("Without a HEAD: 3"),
                    HasSubstr("line 2  a1  no HEAD; its only branch \"other\" is graded"),
                    HasSubstr("line 3  a2  no HEAD, and several branches: other, third; name one as \"branch\""),
                    HasSubstr("line 5  a4  no commit yet")));
  EXPECT_THAT(checked.out, Not(HasSubstr("Without the branch")));
  EXPECT_EQ(json::parse(run("cohort check", "--json").out)["without_head"].size(), 3U);
}

TEST_F(Cohort, CheckNamesABranchThatIsNotThereYet) {
  rules();
  roster({"a1,good.bundle,mian", "a2,weak.bundle,"}, "apprentice,repository,branch");
  const Shell checked = run("cohort check");
  EXPECT_EQ(checked.code, 0);
  EXPECT_THAT(checked.out, AllOf(HasSubstr("Repositories reached: 2 of 2"), HasSubstr("Without the branch: 1"),
                                 HasSubstr("line 2  a1  no branch \"mian\" yet")));
}

TEST_F(Cohort, CheckAsksForWhatTheNightNeeds) {
  roster({"a1,good.bundle"});
  for (const auto& [more, thing] : std::vector<std::pair<std::string, std::string>>{
           {R"(, "store": "/nonexistent/store.sqlite")", "/nonexistent"},
           {R"(, "out": "/proc/nowhere")", "/proc/nowhere"},
           {R"(, "ca": "nowhere.pem")", "nowhere.pem"},
           {R"(, "executor": {"kind": "slurm", "shared": "/proc/nowhere"})", "executor"}}) {
    rules(more);
    const Shell checked = run("cohort check");
    EXPECT_NE(checked.code, 0) << more;
    EXPECT_THAT(checked.err, AllOf(HasSubstr(thing), HasSubstr("do:"))) << more;
  }
  rules();
  EXPECT_EQ(run("cohort check").code, 0);
  roster({});
  EXPECT_THAT(run("cohort check").err, AllOf(HasSubstr("roster.csv"), HasSubstr("do:")));
}

TEST_F(Cohort, CheckNamesWhatCannotBeReachedAndMasksSecrets) {
  rules();
  roster({"a1,good.bundle", "a2,https://sam:t0ps3cret@127.0.0.1:9/x.git"});
  const Shell checked = run("cohort check");
  EXPECT_EQ(checked.code, 4);
  EXPECT_THAT(checked.out, AllOf(HasSubstr("Repositories reached: 1 of 2"), HasSubstr("line 3  a2")));
  ASSERT_EQ(cohort_run().code, 0);
  EXPECT_EQ(shell("grep -rl t0ps3cret '" + path("results") + "' '" + path("store.sqlite") + "'").code, 1);
  EXPECT_THAT(checked.out + checked.err, Not(HasSubstr("t0ps3cret")));
}

TEST_F(Cohort, ResumeNeedsARunThatWasStopped) {
  rules();
  roster({"a1,good.bundle"});
  EXPECT_EQ(cohort_run("--resume").code, 2);
  ASSERT_EQ(cohort_run().code, 0);
  const Shell again = cohort_run("--resume");
  EXPECT_EQ(again.code, 2);
  EXPECT_THAT(again.err, HasSubstr("its last run has ended"));
}

}  // namespace
}  // namespace grader
