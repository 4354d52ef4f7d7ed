// Evidence out to tutors as a table, and their levels back in.
#include "grader/cohort/review.h"

#include <gmock/gmock.h>

#include "grader/parse/table.h"
#include "grader/report/table.h"
#include "tests/cohort/made.h"

namespace grader::cohort {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr std::size_t kLevel = 7;  // columns of a sheet that shows no machine level
constexpr std::size_t kReason = 8;
constexpr std::size_t kComment = 9;
constexpr std::size_t kGrading = 6;

struct Review : testing::Test {
  Kept kept{2};

  Sheet sheet(const ReviewOptions& options = {}) const {
    auto made = review_sheet(kept.cohort, *kept.store, kept.marked(), options);
    EXPECT_TRUE(made) << message(made.error());
    return made.value_or(Sheet{});
  }
  Taken read(const Table& table, const std::string& what = kConfirm, const std::string& who = "t1") const {
    auto taken = read_review(kept.cohort, kept.marked(), table, what, who, kNow);
    EXPECT_TRUE(taken) << message(taken.error());
    return taken.value_or(Taken{});
  }
  static std::vector<std::string> who_is_in(const Table& table) {
    std::vector<std::string> rows;
    for (const auto& row : table.rows) rows.push_back(row[0] + " " + row[2]);
    return rows;
  }
};

std::string as_csv(const Sheet& sheet) {
  return report::csv(sheet.table);
}
std::string as_xlsx(const Sheet& sheet) {
  auto bytes = report::xlsx({sheet});
  EXPECT_TRUE(bytes) << message(bytes.error());
  return bytes.value_or("");
}
Table read_back(const std::string& bytes) {
  auto table = parse::read_table(bytes, "review");
  EXPECT_TRUE(table) << message(table.error());
  return table.value_or(Table{});
}
std::string all_cells(const Table& table) {
  std::string text;
  for (const auto& row : table.rows) {
    for (const std::string& cell : row) text += cell + "\n";
  }
  return text;
}

TEST_F(Review, ShowsEvidenceAndNoLevelOfTheMachine) {
  const Sheet made = sheet();
  EXPECT_THAT(made.table.header, ElementsAre("apprentice", "exercise", "skill", "wording", "evidence", "gate",
                                             "grading", "level", "reason", "comment to apprentice"));
  EXPECT_THAT(who_is_in(made.table), ElementsAre("a1 S1", "a1 S5", "a2 S1", "a2 S5"));
  EXPECT_THAT(made.table.rows[0][4], AllOf(HasSubstr("S1.1 "), HasSubstr("builds as documented")));
  EXPECT_EQ(made.table.rows[0][kGrading], grading_of_row("a1"));
  EXPECT_EQ(made.table.rows[0][kLevel] + made.table.rows[0][kReason] + made.table.rows[0][kComment], "");
  for (const char* word : {"Strong", "Secure", "Developing", "Not yet"})
    EXPECT_THAT(all_cells(made.table), Not(HasSubstr(word)));
  EXPECT_EQ(made.choices.front().words, level_words_of_people());
}

TEST_F(Review, ShowsLevelsOfTheMachineWhenTheyAreRevealed) {
  const Sheet made = sheet({.revealed = true});
  EXPECT_EQ(made.table.header[7], "machine level");
  EXPECT_EQ(made.table.rows[0][7], "Strong");
  EXPECT_EQ(made.table.rows[0].size(), made.table.header.size());
}

TEST_F(Review, ComesBackThroughBothKindsOfFile) {
  Sheet made = sheet();
  made.table.rows[0][kLevel] = "Secure";
  made.table.rows[0][kReason] = "=looked at it, \"twice\"";
  made.table.rows[0][kComment] = " Test the empty list next. ";
  made.table.rows[3][kLevel] = "No evidence here";
  for (const std::string& bytes : {as_csv(made), as_xlsx(made)}) {
    const Taken taken = read(read_back(bytes));
    EXPECT_THAT(taken.wrong, IsEmpty());
    ASSERT_EQ(taken.decisions.size(), 2U);
    const Decision expected{.at = 172'800,
                            .who = "t1",
                            .what = kConfirm,
                            .submission = submission_of("a1"),
                            .commit = std::string(40, 'c'),
                            .skill = "S1",
                            .before = "Provisional",
                            .after = "Secure",
                            .reason = "=looked at it, \"twice\"",
                            .comment = "Test the empty list next."};
    EXPECT_TRUE(taken.decisions[0] == expected);
    EXPECT_EQ(taken.decisions[1].submission, submission_of("a2"));
    EXPECT_EQ(taken.decisions[1].skill + taken.decisions[1].after, "S5No evidence here");
  }
}

TEST_F(Review, IsForOneTutorAndForWhatWaits) {
  EXPECT_THAT(who_is_in(sheet({.tutor = "t2"}).table), ElementsAre("a2 S1", "a2 S5"));
  EXPECT_THAT(sheet({.tutor = "t3"}).table.rows, IsEmpty());
  kept.decide("a1", "S5", kConfirm, "t1", "Secure");
  EXPECT_THAT(who_is_in(sheet().table), ElementsAre("a1 S1", "a2 S1", "a2 S5"));
}

TEST_F(Review, WaitsAgainForANewerCommit) {
  kept.decide("a1", "S5", kConfirm, "t1", "Secure", "", std::string(40, 'b'));
  EXPECT_THAT(who_is_in(sheet().table), ElementsAre("a1 S1", "a1 S5", "a2 S1", "a2 S5"));
  Table table = sheet().table;
  table.rows[1][kLevel] = "Developing";
  const Taken taken = read(table);
  ASSERT_THAT(taken.decisions, SizeIs(1));
  EXPECT_EQ(taken.decisions[0].before, "Provisional");
}

TEST_F(Review, HidesTheFirstMarkFromTheSecond) {
  kept.decide("a1", "S5", kConfirm, "t1", "Developing", "because of S5.2");
  EXPECT_THAT(sheet({.second = true}).table.rows, IsEmpty()) << "not drawn";
  kept.decide("a1", "S5", kSample, "lead");
  kept.decide("a2", "S5", kSample, "lead");  // has no first mark
  const Sheet made = sheet({.second = true});
  EXPECT_THAT(who_is_in(made.table), ElementsAre("a1 S5"));
  EXPECT_EQ(made.table.header.back(), "reason") << "a second mark is not sent";
  EXPECT_THAT(all_cells(made.table), AllOf(Not(HasSubstr("Developing")), Not(HasSubstr("because of"))));
  Table table = made.table;
  table.rows[0][kLevel] = "Secure";
  EXPECT_EQ(read(table, kSecond, "t1").wrong.size(), 1U);
  EXPECT_EQ(read(table, kSecond, "t2").decisions.size(), 1U);
  kept.decide("a1", "S5", kSecond, "t2", "Secure");
  EXPECT_THAT(sheet({.second = true}).table.rows, IsEmpty());
}

TEST_F(Review, RefusesWhatIsNoLongerTheWork) {
  Table table = sheet().table;
  for (auto& row : table.rows) row[kLevel] = "Secure";
  table.lines = {2, 3, 5, 6};
  table.rows[0][kGrading] = std::string(12, 'f');  // another grading
  table.rows[1][kGrading] = "0";                   // too short to say which
  table.rows[2][0] = "a9";
  table.rows[3][2] = "S7";
  const Taken taken = read(table);
  EXPECT_THAT(taken.decisions, IsEmpty());
  ASSERT_THAT(taken.wrong, SizeIs(4));
  EXPECT_EQ(taken.wrong[0].line, 2);
  EXPECT_THAT(taken.wrong[0].found, HasSubstr("was graded again"));
  EXPECT_THAT(taken.wrong[1].found, HasSubstr("was graded again"));
  EXPECT_EQ(taken.wrong[2].line, 5);
  EXPECT_EQ(taken.wrong[2].found, "no graded submission of a9 bank");
  EXPECT_EQ(taken.wrong[3].found, "the exercise is not for skill S7");
}

TEST_F(Review, SuggestsALevelForAWordThatIsNone) {
  Table table = sheet().table;
  table.rows[1][kLevel] = "secure";
  table.lines = {2, 3, 4, 5};
  const Taken taken = read(table);
  ASSERT_THAT(taken.wrong, SizeIs(1));
  EXPECT_EQ(taken.wrong[0].line, 3);
  EXPECT_THAT(taken.wrong[0].found, AllOf(HasSubstr("no level of the rubric: secure"), HasSubstr("write \"Secure\"")));
}

TEST_F(Review, ConfirmsNoGateAndNoNotYetInBulk) {
  ASSERT_TRUE(kept.store->record("SDT.1", {.items = {{.submission = submission_of("a1"),
                                                      .state = ItemState::kGraded,
                                                      .commit = std::string(40, 'c'),
                                                      .flags = {"the same files as a2"},
                                                      .grading = key_of("a1")}}}));
  Table table = sheet().table;
  EXPECT_EQ(table.rows[0][5] + "|" + table.rows[2][5], "the same files as a2|");
  for (auto& row : table.rows) row[kLevel] = "Secure";
  table.rows[3][kLevel] = "Not yet";
  Taken taken = read(table);
  ASSERT_THAT(taken.wrong, SizeIs(3));
  EXPECT_THAT(taken.wrong[0].found, HasSubstr("a gate without a reason: the same files as a2"));
  EXPECT_THAT(taken.wrong[1].found, HasSubstr("a gate without a reason"));
  EXPECT_THAT(taken.wrong[2].found, HasSubstr("\"Not yet\" without a reason"));
  for (const std::size_t row : {0, 1, 3}) table.rows[row][kReason] = "Looked at with both of them.";
  taken = read(table);
  EXPECT_THAT(taken.wrong, IsEmpty());
  EXPECT_THAT(taken.decisions, SizeIs(4));
}

TEST_F(Review, SaysOfEachRowWhatIsWrong) {
  Table table = sheet().table;
  table.rows[0][kLevel] = "Secure";
  table.rows[1][kLevel] = "Good";
  table.rows[2][kLevel] = "Bad";
  const Taken taken = read(table);
  EXPECT_THAT(taken.wrong, SizeIs(2)) << "with one of these nothing may be recorded";
  EXPECT_THAT(taken.decisions, SizeIs(1));
}

TEST_F(Review, TakesNoRowTwice) {
  Table table = sheet().table;
  table.rows[0][kLevel] = "Secure";
  table.rows.push_back(table.rows[0]);
  table.rows.back()[kLevel] = "Not yet";
  const Taken taken = read(table);
  ASSERT_THAT(taken.wrong, SizeIs(1));
  EXPECT_EQ(taken.wrong[0].line, 6);
  EXPECT_EQ(taken.wrong[0].found, "a1 bank S1 has a level further up");
}

TEST_F(Review, TakesATableOfBeforeThereWereComments) {
  Table table = sheet().table;
  table.header.pop_back();
  for (auto& row : table.rows) row.pop_back();
  table.rows[0][kLevel] = "Secure";
  const Taken taken = read(table);
  EXPECT_THAT(taken.wrong, IsEmpty());
  ASSERT_THAT(taken.decisions, SizeIs(1));
  EXPECT_EQ(taken.decisions[0].comment, "");
}

TEST_F(Review, NeedsItsColumns) {
  Table table = sheet().table;
  table.header[kGrading] = "Grading";
  const auto taken = read_review(kept.cohort, kept.marked(), table, kConfirm, "t1", kNow);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().found, "no column \"grading\"");
  EXPECT_EQ(taken.error().fault, Fault::kUsage);
}

}  // namespace
}  // namespace grader::cohort
