// What may leave the college, and what waits.
#include "grader/cohort/release.h"

#include <gmock/gmock.h>

#include "grader/report/exports.h"
#include "tests/cohort/made.h"

namespace grader::cohort {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct Releases : testing::Test {
  Kept kept{3};

  ToRelease release(const std::string& apprentice = "") const {
    return to_release(kept.marked(), apprentice, "t1", kNow);
  }
  static std::vector<std::string> skills(const ToRelease& release) {
    std::vector<std::string> rows;
    for (const Decision& one : release.decisions) rows.push_back(one.submission.apprentice + " " + one.skill);
    return rows;
  }
  std::vector<Released> rows(const std::string& apprentice = "") const {
    auto made = released_rows(kept.cohort, *kept.store, kept.marked(), apprentice);
    EXPECT_TRUE(made) << message(made.error());
    return made.value_or(std::vector<Released>{});
  }
};

TEST_F(Releases, TakeWhatAPersonGave) {
  EXPECT_THAT(release().decisions, IsEmpty());
  kept.decide("a1", "S1", kConfirm, "t1", "Secure");
  kept.decide("a2", "S5", kConfirm, "t1", "Strong");
  kept.decide("a2", "S5", kModerate, "t3", "Secure", "see S5.2");
  kept.decide("a3", "S1", kAsk, "a3", "", "why");
  const ToRelease all = release();
  EXPECT_THAT(skills(all), ElementsAre("a1 S1", "a2 S5"));
  EXPECT_THAT(all.waiting, IsEmpty());
  EXPECT_EQ(all.decisions[1].after, "Released: Secure");
  EXPECT_EQ(all.decisions[1].at, 172'800);
  EXPECT_THAT(skills(release("a2")), ElementsAre("a2 S5"));
  EXPECT_THAT(skills(release("a9")), IsEmpty());
}

TEST_F(Releases, TakeNothingOfWhatIsRejected) {
  kept.decide("a1", "S1", kConfirm, "t1", "Secure");
  kept.cohort.rules.late = Late::kReject;
  kept.run_again("SDT.2", {{.submission = submission_of("a1"),
                            .state = ItemState::kNoSubmission,
                            .commit = std::string(40, 'c'),
                            .flags = {"the work came after the due date"}}});
  EXPECT_THAT(release().decisions, IsEmpty());
  EXPECT_THAT(rows(), IsEmpty());
}

TEST_F(Releases, WaitForTheSecondMark) {
  kept.decide("a1", "S1", kConfirm, "t1", "Not yet");
  kept.decide("a1", "S1", kSample, "lead");
  EXPECT_THAT(release().decisions, IsEmpty());
  EXPECT_THAT(release().waiting, ElementsAre("a1 bank S1: it was drawn for a second mark, and has none"));
  kept.decide("a1", "S1", kSecond, "t2", "Not yet");
  EXPECT_THAT(skills(release()), ElementsAre("a1 S1"));
}

TEST_F(Releases, WaitForAModeratorWhereTheMarksDiffer) {
  kept.decide("a1", "S1", kConfirm, "t1", "Not yet");
  kept.decide("a1", "S1", kSample, "lead");
  kept.decide("a1", "S1", kSecond, "t2", "Strong");
  kept.decide("a2", "S1", kConfirm, "t1", "Secure");
  EXPECT_THAT(skills(release()), ElementsAre("a2 S1"));
  EXPECT_THAT(release().waiting,
              ElementsAre("a1 bank S1: its two marks differ, Not yet and Strong; a moderator settles it"));
  kept.decide("a1", "S1", kModerate, "t3", "Secure", "see S1.1");
  EXPECT_THAT(skills(release()), ElementsAre("a1 S1", "a2 S1"));
}

TEST_F(Releases, FillAWorksheetWithOneExercise) {
  kept.cohort.exercises.push_back({.id = "shelf", .title = "Lending shelf", .skills = {"S1"}});
  const std::vector<Released> one = {{.apprentice = "a1", .exercise = "shelf"}};
  const std::vector<Released> both = {{.apprentice = "a1", .exercise = "bank"},
                                      {.apprentice = "a2", .exercise = "shelf"}};
  EXPECT_EQ(rows_of_exercise(kept.cohort, one, "")->size(), 1U);
  EXPECT_THAT(rows_of_exercise(kept.cohort, one, "bank").value(), IsEmpty());
  const auto chosen = rows_of_exercise(kept.cohort, both, "shelf");
  ASSERT_TRUE(chosen);
  ASSERT_THAT(*chosen, SizeIs(1));
  EXPECT_EQ(chosen->front().apprentice, "a2");
  const auto open = rows_of_exercise(kept.cohort, both, "");
  const auto unknown = rows_of_exercise(kept.cohort, one, "shelv");
  ASSERT_TRUE(!open && !unknown);
  for (const Error& error : {open.error(), unknown.error()}) {
    EXPECT_EQ(error.fault, Fault::kUsage);
    EXPECT_EQ(error.remedy, "name one with --exercise: bank, shelf");
  }
}

TEST_F(Releases, LeaveOutWhatIsNotInTheRunOrTheRosterAnyMore) {
  kept.decide("a3", "S1", kConfirm, "t1", "Secure");
  kept.decide("a3", "S5", kConfirm, "t1", "Secure", "", std::string(40, 'b'));  // of an older commit
  kept.decide("a9", "S1", kConfirm, "t1", "Secure");
  EXPECT_THAT(skills(release()), ElementsAre("a3 S1"));
  kept.decide("a3", "S1", kRelease, "t1");
  kept.decide("a3", "S5", kRelease, "t1", "", "", std::string(40, 'b'));
  ASSERT_THAT(rows(), SizeIs(1));
  EXPECT_THAT(rows()[0].levels, ElementsAre(testing::Pair("S1", "Secure")));
  kept.cohort.rows.pop_back();
  EXPECT_THAT(rows(), IsEmpty());
}

TEST_F(Releases, StayWhenARepositoryIsAway) {
  kept.decide("a1", "S1", kConfirm, "t1", "Secure");
  kept.decide("a1", "S1", kRelease, "t1");
  kept.decide("a2", "S1", kConfirm, "t1", "Secure");
  kept.run_again("SDT.2", {{.submission = submission_of("a1"), .state = ItemState::kRepository, .fault = "away"},
                           {.submission = submission_of("a2"), .state = ItemState::kNoSubmission, .fault = "gone"}});
  ASSERT_THAT(rows(), SizeIs(1));
  EXPECT_EQ(rows()[0].apprentice + rows()[0].commit, "a1" + std::string(40, 'c'));
  EXPECT_THAT(skills(release()), ElementsAre("a2 S1"));
}

TEST_F(Releases, ShowTheReleasedSkillsAlone) {
  const std::string commit(40, 'c');
  kept.decide("a1", "S1", kConfirm, "t1", "Secure", "the same files as a2", commit, "does what it should");
  kept.decide("a1", "S5", kConfirm, "t1", "Developing");
  kept.decide("a1", "S1", kRelease, "lead");
  kept.decide("a2", "S1", kConfirm, "t1", "Secure");
  const auto made = rows();
  ASSERT_THAT(made, SizeIs(1));
  const Released& row = made[0];
  EXPECT_EQ(row.apprentice + " " + row.mis_id + " " + row.exercise_title, "a1 001 Bank statement");
  EXPECT_EQ(row.person, "") << "names stay in the college";
  EXPECT_THAT(row.levels, ElementsAre(testing::Pair("S1", "Secure")));
  EXPECT_THAT(row.comments, ElementsAre(testing::Pair("S1", "does what it should")));
  EXPECT_THAT(row.statements, SizeIs(1));
  EXPECT_EQ(row.released_by + " " + row.released_on, "lead 1970-01-02") << "who released it, not who gave the level";
  ASSERT_THAT(row.evidence, Not(IsEmpty()));
  for (const EvidenceLine& line : row.evidence) EXPECT_EQ(line.skill, "S1");
  EXPECT_THAT(row.evidence[0].observed, HasSubstr("builds as documented"));
  EXPECT_THAT(rows("a2"), IsEmpty());
}

TEST_F(Releases, KeepTheReasonOfADecisionInTheRecord) {
  kept.decide("a1", "S1", kConfirm, "t1", "Secure", "the same files as a2");
  kept.decide("a1", "S1", kRelease, "lead");
  ASSERT_THAT(rows(), SizeIs(1));
  EXPECT_THAT(rows()[0].comments, IsEmpty());
  EXPECT_THAT(report::text_block(rows()[0]), Not(HasSubstr("a2")));
}

TEST_F(Releases, AreByWhoReleasedLast) {
  const auto released = [&](const std::string& skill, const std::string& who, std::int64_t day) {
    EXPECT_TRUE(kept.store->decide({{.at = day * 86'400,
                                     .who = who,
                                     .what = kRelease,
                                     .submission = submission_of("a1"),
                                     .commit = std::string(40, 'c'),
                                     .skill = skill}}));
  };
  for (const char* skill : {"S1", "S5"}) kept.decide("a1", skill, kConfirm, "t1", "Secure");
  released("S1", "lead", 5);
  released("S5", "deputy", 3);
  ASSERT_THAT(rows(), SizeIs(1));
  EXPECT_EQ(rows()[0].released_by + " " + rows()[0].released_on, "lead 1970-01-06");
  kept.decide("a1", "S1", kAsk, "a1", "", "why");
  kept.decide("a1", "S1", kAnswer, "t2", "Strong", "it is there");
  EXPECT_EQ(rows()[0].released_by, "lead") << "an answer is no release";
}

TEST_F(Releases, LinkToTheWorkWithoutItsPassword) {
  kept.decide("a1", "S1", kConfirm, "t1", "Secure");
  kept.decide("a1", "S1", kRelease, "t1");
  EXPECT_EQ(rows()[0].commit_link, "https://github.com/c/a1/commit/{commit}");
  EXPECT_EQ(rows()[0].line_link, "https://github.com/c/a1/blob/{commit}/{path}#L{line}");
  kept.cohort.rows[0].repository = "https://x:word@GitLab.example.org:8443/c/a1.git";
  EXPECT_EQ(rows()[0].commit_link, "https://GitLab.example.org:8443/c/a1/-/commit/{commit}");
  kept.cohort.rows[0].repository = "https://git.example.org:word@git.example.org/git.example.org/a1";
  EXPECT_EQ(rows()[0].commit_link, "https://git.example.org/git.example.org/a1/commit/{commit}");
  kept.cohort.rows[0].repository = "https://git.example.org/c/a1.git?private_token=word#x";
  EXPECT_EQ(rows()[0].commit_link, "https://git.example.org/c/a1/commit/{commit}");
  for (const char* nowhere :
       {"https://git.example.org?token=a/b", "git@github.com:c/a1", "/srv/a1.bundle", "file:///srv/a1"}) {
    kept.cohort.rows[0].repository = nowhere;
    EXPECT_EQ(rows()[0].commit_link, "") << nowhere;
  }
}

}  // namespace
}  // namespace grader::cohort
