// Which rows a person confirms by name.
#include "grader/cohort/gates.h"

#include <gmock/gmock.h>

#include "grader/cohort/plan.h"
#include "tests/cohort/made.h"

namespace grader::cohort {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const Levels kLevels = {.skills = {{"S1", "Secure"}, {"S5", "Tutor to judge"}},
                        .gates = {{.skill = "S5", .why = "contradicted"}}};

Item item(const std::vector<std::string>& flags, ItemState state = ItemState::kGraded) {
  return {.submission = submission_of("a1"),
          .state = state,
          .commit = std::string(40, 'c'),
          .flags = flags,
          .grading = state == ItemState::kGraded ? "key" : ""};
}

TEST(Gates, AreWhatTheFactsSayAndFlagsAboutWhoseWorkItIs) {
  EXPECT_THAT(gates_of(item({}), {}), IsEmpty());
  EXPECT_THAT(gates_of(item({}), kLevels), ElementsAre(Gate{.skill = "S5", .why = "contradicted"}));
  for (const char* gate :
       {"the branch was rewritten after 12 January 2026: it no longer holds 0123456",
        "2 commits dated before 12 January 2026 came to the server later", "the same files as a2, a3"})
    EXPECT_THAT(gates_of(item({gate}), {}), ElementsAre(Gate{.why = gate}));
  for (const char* look :
       {kLateFlag, "2 commits after the due date, not graded", "levels were given to an older commit"})
    EXPECT_THAT(gates_of(item({look}), {}), IsEmpty()) << look;
  EXPECT_THAT(gates_of(item({"the same files as a2"}, ItemState::kNoSubmission), kLevels), IsEmpty());
}

TEST(Gates, NameAFewOfManyPeople) {
  EXPECT_EQ(same_files_as({"a2", "a3", "a4", "a5", "a6"}), "the same files as a2, a3, a4, a5, a6");
  EXPECT_EQ(same_files_as({"a2", "a3", "a4", "a5", "a6", "a7"}), "the same files as a2, a3, a4, a5, a6 and 1 more");
  EXPECT_EQ(same_files_as(std::vector<std::string>(999, "x")), "the same files as x, x, x, x, x and 994 more");
}

TEST(Gates, AreOfOneSkillOrOfAll) {
  const std::vector<Gate> gates = {{.skill = "S5", .why = "contradicted"}, {.why = "no build"}};
  EXPECT_EQ(why_of(gates, "S5"), "contradicted; no build");
  EXPECT_EQ(why_of(gates, "S1"), "no build");
  EXPECT_EQ(why_of(std::vector<Gate>{}, "S1"), "");
  EXPECT_EQ(why_of(Gates{{submission_of("a1"), gates}}, submission_of("a1"), "S1"), "no build");
  EXPECT_EQ(why_of(Gates{{submission_of("a1"), gates}}, submission_of("a2"), "S1"), "");
}

// A standing for each skill that is named.
Standings confirmed(const std::vector<std::string>& skills, const std::string& commit = std::string(40, 'c')) {
  Standings standings;
  for (const std::string& skill : skills)
    standings[{submission_of("a1"), skill}] = {.commit = commit, .stage = Stage::kConfirmed, .level = "Secure"};
  return standings;
}

std::vector<Gate> open_with(const Standings& standings) {
  Results results{.rows = {{.item = item({"the same files as a2"}), .levels = kLevels}}};
  add_standings(standings, results);
  return results.rows[0].gates;
}

TEST(Gates, AreConfirmedByTheLevelsThatPeopleGive) {
  EXPECT_THAT(open_with({}), SizeIs(2));
  EXPECT_THAT(open_with(confirmed({"S1"})), SizeIs(2)) << "that of all skills needs all of them";
  EXPECT_THAT(open_with(confirmed({"S5"})), ElementsAre(Gate{.why = "the same files as a2"}));
  EXPECT_THAT(open_with(confirmed({"S1", "S5"})), IsEmpty());
  EXPECT_THAT(open_with(confirmed({"S1", "S5"}, std::string(40, 'b'))), SizeIs(2)) << "of an older commit";
}

TEST(Gates, AreReadWithTheCohort) {
  Kept kept(2);
  EXPECT_THAT(kept.marked().gates, IsEmpty());
  Item flagged = item({"the same files as a1"});
  flagged.submission = submission_of("a2");
  flagged.grading = key_of("a2");
  const Assessed assessed{.submission = submission_of("a2"), .run = "SDT.1", .levels = text_of(kLevels)};
  ASSERT_TRUE(kept.store->record("SDT.1", {.items = {flagged}, .assessed = {assessed}}));
  const Marked marked = kept.marked();
  EXPECT_THAT(marked.gates, SizeIs(1));
  EXPECT_EQ(why_of(marked.gates, submission_of("a2"), "S5"), "contradicted; the same files as a1");
}

}  // namespace
}  // namespace grader::cohort
