#include <gmock/gmock.h>

#include "grader/measure/history.h"

namespace grader::measure {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr int kDay = 20'458;  // of 5 January 2026

Commit work(const std::string& id, const std::string& author, int added = 10) {
  return {.id = id + std::string(40 - id.size(), '0'),
          .parents = {"p"},
          .author = author,
          .subject = "Change " + id,
          .changes = {{.path = "a.cc", .added = added}},
          .dates = {.authored = kDay, .committed = kDay}};
}

Commit merge(const std::string& id, const std::string& author, bool conflict, bool markers) {
  Commit commit = work(id, author);
  commit.parents = {"p", "q"};
  commit.changes.clear();
  if (conflict) commit.conflicts = {"a.cc"};
  if (markers) commit.markers = {"a.cc"};
  return commit;
}

struct Team : testing::Test {
  EvidenceTable table;
  const std::set<std::string> code = {"a.cc"};
};

TEST_F(Team, ConflictsCountWhereThereWereSome) {
  measure_conflicts({.commits = {merge("1", "a1", false, false)}}, table);
  EXPECT_EQ(table["merges.resolved"].missing, Reserve::kNoEvidence);
  measure_conflicts({.commits = {merge("1", "a1", true, false), merge("2", "a2", true, true)}}, table);
  EXPECT_EQ(table["merges.resolved"].value, (Ratio{1, 2}));
  EXPECT_THAT(table["merges.resolved"].places, ElementsAre("2000000 Change 2: a.cc"));
}

TEST_F(Team, ConflictsOfOthersAreNotTheLearners) {
  const std::vector<Commit> commits = {merge("1", "a1", true, false), merge("2", "a2", true, true)};
  measure_conflicts({.commits = commits, .learner = "a1"}, table);
  EXPECT_EQ(table["merges.resolved"].value, (Ratio{1, 1}));
  measure_conflicts({.commits = commits, .learner = "a3"}, table);
  EXPECT_EQ(table["merges.resolved"].missing, Reserve::kNoEvidence);
}

TEST_F(Team, MoreMergesThanAreReadSayNothing) {
  Commit unknown = merge("1", "a1", false, false);
  unknown.conflicts_known = false;
  measure_conflicts({.commits = {unknown, merge("2", "a1", true, false)}}, table);
  EXPECT_EQ(table["merges.resolved"].missing, Reserve::kNoEvidence);
}

TEST_F(Team, TheShareNamesWhatOfOthersWasTakenBack) {
  Commit back = work("3", "a1", 1);
  back.reverts = work("1", "a2").id;
  measure_share({.commits = {back, work("2", "a1"), work("1", "a2")}, .learner = "a1"}, code, table);
  EXPECT_THAT(table["team.share"].detail, HasSubstr("1 commit of others taken back"));
  back.reverts = work("2", "a1").id;
  measure_share({.commits = {back, work("2", "a1"), work("1", "a2")}, .learner = "a1"}, code, table);
  EXPECT_THAT(table["team.share"].detail, testing::Not(HasSubstr("taken back")));
}

TEST_F(Team, TheLearnersWorkIsWhatTheyWroteOrHelpedToWrite) {
  Commit pair = work("2", "a2");
  pair.co_authors = {"a1"};
  const History history{.commits = {work("1", "a1"), pair, work("3", "a2")}};
  EXPECT_EQ(work_of_learner(history).commits.size(), 3U);
  History named = history;
  named.learner = "a1";
  EXPECT_THAT(work_of_learner(named).commits, ElementsAre(history.commits[0], history.commits[1]));
}

TEST_F(Team, SharesOfAllAreToldByPseudonym) {
  EXPECT_THAT(team_of({.commits = {work("1", "a1", 30)}}, code), IsEmpty()) << "one author is no team";
  Commit pair = work("2", "a2", 10);
  pair.co_authors = {"a3"};
  EXPECT_THAT(
      team_of({.commits = {work("1", "a1", 30), pair}}, code),
      ElementsAre(Field(&Signal::what,
                        "lines of code changed in a team of 3: author 1 (75 %), author 2 (12 %), author 3 (12 %)")));
  EXPECT_THAT(team_of({.commits = {work("1", "a1"), pair}, .shallow = true}, code), IsEmpty());
}

// Of a2: nothing at all, notes alone, a merge, a line "Co-authored-by" below notes.
TEST_F(Team, WhoeverSharesTheRepositoryIsAMember) {
  Commit notes = work("2", "a2");
  notes.changes = {{.path = "README.md", .added = 3}};
  Commit paired = notes;
  paired.author = "a1";
  paired.co_authors = {"a2"};
  const Commit code_of_a1 = work("1", "a1", 30);
  for (const History& history :
       {History{.commits = {code_of_a1}, .learner = "a2"}, History{.commits = {notes, code_of_a1}, .learner = "a2"},
        History{.commits = {merge("3", "a2", false, false), code_of_a1}, .learner = "a2"},
        History{.commits = {paired, code_of_a1}, .learner = "a2"}}) {
    measure_share(history, code, table);
    EXPECT_EQ(table["team.share"].value, (Ratio{0, 12 * 30})) << table["team.share"].why;
    EXPECT_THAT(
        team_of(history, code),
        ElementsAre(Field(&Signal::what, "lines of code changed in a team of 2: author 1 (100 %), author 2 (0 %)")));
  }
}

TEST_F(Team, NeitherABotNorWhoBroughtTheStarterIsAMember) {
  Commit starter = work("2", "a2");
  starter.changes.clear();
  Commit paired = work("3", "a1", 10);
  paired.co_authors = {"a3"};
  const History history{
      .commits = {work("4", "a3"), paired, work("1", "a1"), starter}, .learner = "a1", .bots = {"a3"}};
  measure_share(history, code, table);
  EXPECT_EQ(table["team.share"].why, "one author: no shared code base");
  EXPECT_THAT(team_of(history, code), IsEmpty());
}

TEST_F(Team, WithoutLinesOfCodeNobodyHasAShare) {
  Commit notes = work("2", "a2");
  notes.changes = {{.path = "README.md", .added = 3}};
  const History history{.commits = {notes, merge("1", "a1", false, false)}, .learner = "a1"};
  measure_share(history, code, table);
  EXPECT_EQ(table["team.share"].why, "nobody of the team changed lines of code");
  EXPECT_THAT(team_of(history, code), ElementsAre(Field(&Signal::what, HasSubstr("author 1 (0 %), author 2 (0 %)"))));
}

TEST(Signals, NamePeopleOfSeveralAddressesByPseudonym) {
  EXPECT_THAT(joined_addresses({.commits = {work("1", "a1")}}), IsEmpty());
  EXPECT_THAT(joined_addresses({.commits = {work("1", "a1")}, .addresses = {{"a1", 3}}}),
              ElementsAre(Field(&Signal::what,
                                "author 1 has 3 mail addresses, taken for one person's because the name is the same")));
}

TEST(Signals, AreNoneForAnOrdinaryHistory) {
  EXPECT_THAT(signals_of({.commits = {work("1", "a1"), work("2", "a1")}}, kDay + 1), IsEmpty());
  EXPECT_THAT(signals_of({}, kDay), IsEmpty());
}

TEST(Signals, NameDaysToCome) {
  const History history{.commits = {work("1", "a1")}};
  EXPECT_THAT(signals_of(history, kDay - 2),
              ElementsAre(Field(&Signal::what, "1 commit dated after the day of this grading")));
  EXPECT_THAT(signals_of(history, kDay - 1), IsEmpty()) << "a time zone is not a day to come";
  EXPECT_THAT(signals_of(history, 0), IsEmpty()) << "the day is not known";
}

TEST(Signals, NameOneInstantFromThreeCommitsOn) {
  Commit same = work("1", "a1");
  same.dates.same_as_parent = true;
  EXPECT_THAT(signals_of({.commits = {same, same}}, kDay), IsEmpty());
  EXPECT_THAT(signals_of({.commits = {same, same, same}}, kDay),
              ElementsAre(Field(&Signal::what, HasSubstr("3 commits written at the very same instant"))));
}

TEST(Signals, NameACommitBeforeTheOneItBuildsOn) {
  Commit early = work("1", "a1");
  early.dates.before_parent = true;
  const auto signals = signals_of({.commits = {early}}, kDay);
  ASSERT_EQ(signals.size(), 1U);
  EXPECT_THAT(signals[0].places, ElementsAre("1000000 Change 1"));
}

TEST(Signals, NameOneStepForAllDates) {
  History history;
  for (int i = 0; i < 5; ++i) {
    history.commits.push_back(work(std::to_string(i), "a1"));
    history.commits.back().dates.authored = kDay - 30 + i;
    history.commits.back().dates.committed = kDay + i;
  }
  EXPECT_THAT(signals_of(history, kDay + 9),
              ElementsAre(Field(&Signal::what, "5 commits with the same 30 days between writing and recording")));
  history.commits.back().dates.committed += 1;
  EXPECT_THAT(signals_of(history, kDay + 9), IsEmpty()) << "four are too few";
}

TEST(Signals, AccuseNobody) {
  Commit odd = work("1", "a1");
  odd.dates = {.authored = kDay + 90, .committed = kDay + 90, .same_as_parent = true, .before_parent = true};
  for (const Signal& signal : signals_of({.commits = {odd, odd, odd, odd, odd}}, kDay)) {
    for (const char* word : {"forge", "fake", "cheat", "manipulat", "suspicious", "learner"})
      EXPECT_THAT(signal.what, testing::Not(HasSubstr(word)));
  }
}

}  // namespace
}  // namespace grader::measure
