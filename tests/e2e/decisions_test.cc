// From a machine's provisional levels to what leaves the college: a person decides.
#include "tests/e2e/cohort.h"

namespace grader {
namespace {

using testing::AllOf;

struct Decisions : testing::Test, CohortFolder {
  void SetUp() override {
    bundle(folder, "task-list", "good");
    bundle(folder, "task-list", "weak");
    support::spit(folder / "names.csv", "apprentice,name,email\na1,Robin Example,robin@example.org\n");
    rules(R"(, "names": "names.csv")");
    roster({"a1,good.bundle,m-17,t1", "a2,weak.bundle,m-18,t2"}, "apprentice,repository,MIS id,tutor");
    const Shell ran = cohort_run();
    ASSERT_EQ(ran.code, 0) << ran.err;
  }
  Shell decide(const std::string& skill, const std::string& level, const std::string& rest) const {
    return run("decide", "--apprentice a1 --skill " + skill + " --level '" + level + "' " + rest);
  }
};

// The data that the rubric is in, with thresholds of S17 moved so far that nobody reaches them.
void move_thresholds(const Folder& folder) {
  copy_data(folder);
  fs::create_directory_symlink(fs::path(kSource) / "exercises", folder / "exercises");
  json rubric = json::parse(slurp(folder / "rubrics/st0128/rubric.json"), nullptr, true, true);
  for (json& row : rubric["indicators"]) {
    if (row["skill"] != "S17" || !row.contains("levels")) continue;
    for (json& level : row["levels"]) {
      level["words"] = "nobody reaches this";
      for (json& condition : level["all"]) condition["value"] = condition["op"] == ">=" ? 1'000'000 : -1;
    }
  }
  support::spit(folder / "rubrics/st0128/rubric.json", rubric.dump(1));
}

TEST_F(Decisions, RemarkGivesTheBytesOfAFullRunAndKeepsWhatPeopleDecided) {
  ASSERT_EQ(decide("S17", "Secure", "--who t1").code, 0);
  const Folder data;
  move_thresholds(data);
  before = "GRADER_DATA='" + data.path().string() + "'";
  const Shell preview = run("remark --preview");
  EXPECT_THAT(preview.out, AllOf(HasSubstr("a1 task-list S17"), HasSubstr("S17.2"), HasSubstr("a person gave Secure")));
  EXPECT_EQ(run("remark --preview").out, preview.out) << "a preview changes nothing";
  ASSERT_EQ(run("remark").code, 0);
  EXPECT_THAT(run("remark --preview").out, HasSubstr("0 levels move"));
  EXPECT_THAT(result("summary.csv"), HasSubstr("Secure")) << "what a person gave stays";
  CohortFolder fresh;
  fresh.before = before;
  fs::copy(folder.path(), fresh.folder.path(), fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  for (const char* gone : {"results", "store.sqlite", "store.sqlite-wal", "store.sqlite-shm"})
    fs::remove_all(fresh.folder / gone);
  ASSERT_EQ(fresh.cohort_run().code, 0);
  for (const char* file : {"a1/task-list.json", "a1/task-list.html", "a2/task-list.json", "a2/task-list.html"})
    EXPECT_EQ(result(file), fresh.result(file)) << file;
}

TEST_F(Decisions, OnlyReleasedLevelsLeaveAndOnlyThereANameStands) {
  ASSERT_EQ(run("release --who t1").out, "0 levels released; 0 reports in " + path("results/released") + "\n");
  ASSERT_EQ(decide("S1", "Secure", "--who t1").code, 0);
  const std::string texts = "--reason 'Looked at beside a2.' --comment 'Name the edges of each test.'";
  ASSERT_EQ(decide("S5", "Secure", "--who t1 " + texts).code, 0);
  ASSERT_EQ(run("release --who t1").code, 0);
  const std::string report = slurp(folder / "results/released/robin-example-task-list.html");
  EXPECT_THAT(report, AllOf(HasSubstr("Robin Example"), HasSubstr("Secure"), HasSubstr("S5"), Not(HasSubstr("S16"))));
  EXPECT_THAT(report, AllOf(HasSubstr("Name the edges"), Not(HasSubstr("beside a2")), Not(HasSubstr("hidden"))));
  EXPECT_EQ(shell("cd '" + path("results") + "' && grep -rl --exclude-dir=released -e Robin -e example.org .").out, "");
  support::spit(folder / "sheet.csv",
                "Student,ID,SIS User ID,SIS Login ID,Section,Tasks (1)\n"
                "    Points Possible,,,,,3\nR,1,m-17,r,one,\nW,2,m-18,w,one,\n");
  const Shell filled = run("export canvas",
                           "--worksheet sheet.csv --column 'SIS User ID' --assignment 'Tasks (1)' "
                           "--skill S5 --exercise task-list --out filled.csv");
  ASSERT_EQ(filled.code, 0) << filled.err;
  EXPECT_THAT(slurp(folder / "filled.csv"), AllOf(HasSubstr("R,1,m-17,r,one,2"), HasSubstr("W,2,m-18,w,one,\n")));
}

TEST_F(Decisions, FeedbackFilesForMoodleHoldReleasedRowsAlone) {
  ASSERT_EQ(decide("S5", "Secure", "--who t1 --comment 'Name the edges.'").code, 0);
  ASSERT_EQ(run("decide --apprentice a2 --skill S5 --level Secure --who t1").code, 0);
  ASSERT_EQ(run("release --who t1 --apprentice a1").code, 0);
  support::spit(folder / "sheet.csv",
                "Identifier,Full name,Email address\nParticipant 71,Robin Example,robin@example.org\n"
                "Participant 72,Sam Example,m-18\n");
  const std::string feedback =
      "export moodle-feedback --worksheet sheet.csv --column 'Email address' --out feedback.zip";
  EXPECT_THAT(run(feedback + " --dry-run").out, HasSubstr("1 rows filled"));
  EXPECT_FALSE(fs::exists(folder / "feedback.zip"));
  const Shell made = run(feedback);
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_THAT(made.out, AllOf(HasSubstr("1 rows filled"), HasSubstr("line 3  m-18  left alone")));
  const Shell listed = shell("cd '" + folder.path().string() +
                             "' && /usr/bin/python3 -m zipfile -e feedback.zip out && "
                             "cd out && find . -type f");
  ASSERT_EQ(listed.out, "./Robin Example_71_assignsubmission_file_/task-list.html\n") << listed.err;
  const std::string page = slurp(folder / "out/Robin Example_71_assignsubmission_file_/task-list.html");
  EXPECT_EQ(page, slurp(folder / "results/released/robin-example-task-list.html"));
  EXPECT_THAT(page, HasSubstr("Name the edges."));
}

TEST_F(Decisions, OutliveANightWithoutTheRepository) {
  ASSERT_EQ(decide("S5", "Secure", "--who t1").code, 0);
  ASSERT_EQ(run("release --who t1").code, 0);
  fs::rename(folder / "good.bundle", folder / "away.bundle");
  const std::string page = result("a1/task-list.html");
  const Shell night = cohort_run();
  ASSERT_EQ(night.code, 0) << night.err;
  EXPECT_THAT(night.out, AllOf(HasSubstr("could not run 1"), HasSubstr("repository fault"), HasSubstr("run C1.1")));
  EXPECT_EQ(result("a1/task-list.html"), page);
  const json row = run_json()["submissions"][0];
  EXPECT_EQ(row["state"], "repository fault");
  EXPECT_EQ(row["graded_in"], "C1.1");
  support::spit(folder / "sheet.csv",
                "Student,ID,SIS User ID,SIS Login ID,Section,Tasks (1)\n"
                "    Points Possible,,,,,3\nR,1,m-17,r,one,\n");
  EXPECT_THAT(run("export canvas",
                  "--worksheet sheet.csv --column 'SIS User ID' --assignment 'Tasks (1)' --skill S5 --out filled.csv")
                  .out,
              HasSubstr("1 rows filled"));
  EXPECT_EQ(run("review ask", "--apprentice a1 --skill S5 --reason 'Look again.'").code, 0);
  EXPECT_EQ(decide("S5", "Strong", "--as answer --who t2 --reason 'It is there.'").code, 0);
  EXPECT_THAT(result("summary.csv"), HasSubstr("a1,task-list,repository fault,"));
  fs::rename(folder / "away.bundle", folder / "good.bundle");
  ASSERT_EQ(cohort_run().code, 0);
  EXPECT_FALSE(run_json()["submissions"][0].contains("graded_in"));
}

TEST_F(Decisions, StandInTheChainAndAReviewGoesToAnotherTutor) {
  EXPECT_EQ(decide("S5", "Secur", "--who t1").code, 2);
  ASSERT_EQ(decide("S5", "Secure", "--who t1").code, 0);
  EXPECT_THAT(decide("S5", "Strong", "--who t1").err, HasSubstr("changes without a reason"));
  ASSERT_EQ(run("release --who t1").code, 0);
  const std::string asks = "--apprentice a1 --skill S5 --reason 'The boundary tests count too.'";
  ASSERT_EQ(run("review ask", asks).code, 0);
  EXPECT_THAT(run("review list --tutor t1").out, HasSubstr("0 reviews are asked for"));
  EXPECT_THAT(run("review list --tutor t2").out, HasSubstr("a1 task-list S5  Secure, given by t1"));
  EXPECT_THAT(decide("S5", "Strong", "--as answer --who t1 --reason Yes").err, HasSubstr("gave the level in question"));
  const Shell answered = decide("S5", "Strong", "--as answer --who t2 --reason 'They do.'");
  ASSERT_EQ(answered.code, 0) << answered.err;
  EXPECT_THAT(answered.out, HasSubstr("The released report is written anew in " + path("results/released")));
  EXPECT_THAT(slurp(folder / "results/released/robin-example-task-list.txt"), HasSubstr("Strong"));
  EXPECT_EQ(run("store verify").code, 0);
  ASSERT_EQ(
      shell("sqlite3 '" + path("store.sqlite") + "' \"update audit set new_value = 'Not yet' where number = 1\"").code,
      0);
  const Shell tampered = run("store verify");
  EXPECT_EQ(tampered.code, 4);
  EXPECT_THAT(tampered.out, HasSubstr("link 1"));
}

// The bundle of a1 with one commit more.
void hand_in_again(const Folder& folder) {
  const std::string git = "git -C '" + (folder / "again").string() + "' -c user.name=a -c user.email=a@b ";
  const Shell made = shell("git clone -q '" + (folder / "good.bundle").string() + "' '" + (folder / "again").string() +
                           "' && " + git + "commit -q --allow-empty --date 2026-02-01T12:00 -m More && " + git +
                           "bundle create -q '" + (folder / "good.bundle").string() + "' --all HEAD");
  ASSERT_EQ(made.code, 0) << made.err;
}

TEST_F(Decisions, AReviewThatWasAskedForOutlivesTheNextCommit) {
  rules(R"(, "due": "2099-01-01")");
  ASSERT_EQ(decide("S5", "Secure", "--who t1").code, 0);
  ASSERT_EQ(run("release --who t1").code, 0);
  ASSERT_EQ(run("review ask", "--apprentice a1 --skill S5 --reason 'Look again.'").code, 0);
  const std::string commit = run_json()["submissions"][0]["commit"];
  hand_in_again(folder);
  ASSERT_EQ(cohort_run().code, 0);
  ASSERT_NE(run_json()["submissions"][0]["commit"], commit);
  ASSERT_EQ(decide("S5", "Secure", "--who t1").code, 0);
  EXPECT_THAT(run("review list --tutor t2").out, HasSubstr("a1 task-list S5  Secure, given by t1; for another tutor"));
  EXPECT_THAT(run("review list --tutor t1").out, HasSubstr("0 reviews are asked for"));
  EXPECT_EQ(decide("S5", "Secure", "--as answer --who t1 --reason No").code, 2);
  const Shell answered = decide("S5", "Strong", "--as answer --who t2 --reason 'It is there.'");
  EXPECT_EQ(answered.code, 0) << answered.err;
  EXPECT_THAT(run("review list").out, HasSubstr("0 reviews are asked for"));
}

TEST_F(Decisions, AReviewTableHasNoMachineLevelAndComesBackWhole) {
  ASSERT_EQ(run("review export --out review.csv").code, 0);
  std::string table = slurp(folder / "review.csv");
  for (const char* word : {"Strong", "Developing", "Not yet"}) EXPECT_THAT(table, Not(HasSubstr(word)));
  const Shell again = run("review export --reveal --who t1 --out review.csv");
  EXPECT_EQ(again.code, 2) << "it may be filled in";
  EXPECT_THAT(again.err, HasSubstr("it is there already"));
  EXPECT_EQ(slurp(folder / "review.csv"), table);
  ASSERT_EQ(run("review export --reveal --who t1 --out revealed.csv").code, 0);
  EXPECT_THAT(slurp(folder / "revealed.csv"), HasSubstr("Strong"));
  const std::string marked =
      "import csv\nrows = list(csv.reader(open('review.csv', encoding='utf-8-sig')))\n"
      "for row in rows[1:]: row[rows[0].index('level')] = '%s'\n"
      "csv.writer(open('%s', 'w')).writerows(rows)\n";
  support::spit(folder / "mark.py", "import sys\nT = '''" + marked + "'''\nexec(T % tuple(sys.argv[1:]))\n");
  const std::string python = "cd '" + folder.path().string() + "' && /usr/bin/python3 mark.py ";
  ASSERT_EQ(shell(python + "Fine wrong.csv && " + python + "Secure right.csv").code, 0);
  const Shell wrong = run("review import wrong.csv --who t1");
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, AllOf(HasSubstr("line 2"), HasSubstr("nothing was recorded")));
  EXPECT_THAT(run("review import right.csv --who t1").out, HasSubstr("10 decisions recorded"));
  EXPECT_THAT(result("summary.csv"), AllOf(HasSubstr("Confirmed"), HasSubstr("Secure")));
}

TEST_F(Decisions, APurgeFollowsTheThreeClocks) {
  ASSERT_EQ(decide("S5", "Secure", "--who t1").code, 0);
  ASSERT_EQ(run("release --who t1").code, 0);
  const Folder cache;
  const std::string purge = "cd '" + folder.path().string() + "' && GRADER_CACHE='" + cache.path().string() + "' '" +
                            kGrader + "' privacy purge";
  fs::create_directories(cache / "runs/aa/old");
  fs::create_directories(cache / "runs/aa/new");
  for (const char* file : {"tries/aa/old", "tries/aa/new"}) support::spit(cache / file, "[]");
  ASSERT_EQ(shell("cd '" + cache.path().string() + "' && touch -d '40 days ago' runs/aa/old tries/aa/old").code, 0);
  EXPECT_THAT(shell(purge).out, AllOf(HasSubstr("Gone: 2 folders"), HasSubstr("Results and decisions: kept")));
  for (const char* kind : {"runs", "tries"}) {
    EXPECT_FALSE(fs::exists(cache / kind / "aa/old"));
    EXPECT_TRUE(fs::exists(cache / kind / "aa/new"));
  }
  rules(R"(, "retention": {"programme_ends": "2020-07-31"})");
  const Shell dry = shell(purge + " --dry-run");
  EXPECT_THAT(dry.out, AllOf(HasSubstr("Would go: 2 gradings"), HasSubstr("Would go: 4 files")));
  EXPECT_TRUE(fs::exists(folder / "results/a1/task-list.html"));
  const Shell held = shell("cd '" + folder.path().string() + "' && ( flock 9; " + purge + " ) 9> results/.lock");
  EXPECT_EQ(held.code, 75) << "a run has the results in hand";
  const Shell purged = shell(purge);
  EXPECT_THAT(purged.out,
              AllOf(HasSubstr("Gone: 2 gradings"), HasSubstr("Gone: 4 files\n  " + path("results/a1/task-list.html"))));
  for (const char* id : {"a1", "a2"}) {
    EXPECT_FALSE(fs::exists(folder / "results" / id)) << id;
    for (const char* file : {"summary.csv", "index.html", ".written.json"})
      EXPECT_THAT(result(file), Not(HasSubstr(id + std::string("/task-list")))) << file;
  }
  EXPECT_THAT(run_json()["submissions"], testing::IsEmpty());
  EXPECT_TRUE(fs::exists(folder / "results/released/robin-example-task-list.html")) << "a person gave that";
  EXPECT_EQ(shell(purge).code, 0) << "once more";
  EXPECT_EQ(run("store verify").code, 0) << "the chain of decisions stays";
  EXPECT_THAT(shell("sqlite3 '" + path("store.sqlite") + "' 'select count(*) from audit'").out, "2\n");
}

TEST_F(Decisions, AnErasedApprenticeLeavesOnlyThatTheyWereDecidedAbout) {
  ASSERT_EQ(decide("S5", "Secure", "--who t1 --reason 'Careful with dates.'").code, 0);
  ASSERT_EQ(run("privacy subject-access --apprentice a1 --out mine").code, 0);
  const json mine = json::parse(slurp(folder / "mine/data.json"));
  EXPECT_EQ(mine["decisions"][0]["reason"], "Careful with dates.");
  EXPECT_FALSE(mine["decisions"][0].contains("who")) << "another person's data";
  EXPECT_THAT(slurp(folder / "mine/task-list.html"), Not(HasSubstr("test_hidden")));
  ASSERT_EQ(run("release --who t1").code, 0);
  ASSERT_EQ(run("decide --apprentice a2 --skill S5 --level Secure --who t1").code, 0);
  ASSERT_EQ(run("release --who t1 --apprentice a2").code, 0);
  const Shell dry = run("privacy erase --apprentice a1 --who dpo --dry-run");
  const std::vector<std::string> about = {"a1/task-list.html",
                                          "a1/task-list.json",
                                          "released/robin-example-task-list.html",
                                          "released/robin-example-task-list.md",
                                          "released/robin-example-task-list.txt",
                                          "released/.written/a1"};
  EXPECT_THAT(dry.out,
              AllOf(HasSubstr("Would go: 1 gradings, 1 items, 1 assessments"), HasSubstr("Would go: 6 files")));
  for (const std::string& file : about) {
    EXPECT_THAT(dry.out, HasSubstr("  " + path("results/" + file) + "\n"));
    EXPECT_TRUE(fs::exists(folder / "results" / file)) << file;
  }
  support::spit(folder / "names.csv", "apprentice,name,email\n");  // whose they are is known without it
  const Shell erased = run("privacy erase --apprentice a1 --who dpo --reason 'Asked on paper.'");
  ASSERT_EQ(erased.code, 0) << erased.err;
  EXPECT_THAT(erased.out, HasSubstr("Gone: 6 files\n  " + path("results/a1/task-list.html")));
  for (const std::string& file : about) EXPECT_FALSE(fs::exists(folder / "results" / file)) << file;
  EXPECT_FALSE(fs::exists(folder / "results/a1"));
  EXPECT_EQ(shell("grep -rl Robin '" + path("results") + "'").out, "");
  EXPECT_TRUE(fs::exists(folder / "results/released/a2-task-list.html")) << "another's stays";
  EXPECT_EQ(shell("grep -c 'Careful with dates' '" + path("store.sqlite") + "'").out, "0\n");
  EXPECT_EQ(run("store verify").code, 0);
}

}  // namespace
}  // namespace grader
