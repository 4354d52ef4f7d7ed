// Drawing for second marks, and how far they agree.
#include "grader/cohort/sample.h"

#include <gmock/gmock.h>

namespace grader::cohort {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::SizeIs;
using Key = std::pair<Submission, std::string>;

Key key(int person, const std::string& cohort = "SDT") {
  return {{.cohort = cohort, .apprentice = "a" + std::to_string(100 + person), .exercise = "bank"}, "S5"};
}

Standing confirmed(const std::string& level = "Secure") {
  return {.stage = Stage::kConfirmed, .level = level, .by = "t1", .first = level, .first_by = "t1"};
}

Standings people(int count) {
  Standings standings;
  for (int i = 0; i < count; ++i) standings[key(i)] = confirmed();
  return standings;
}

TEST(Draw, FollowsFromItsSeed) {
  const auto first = draw(people(40), {.seed = 7, .percent = 20});
  EXPECT_THAT(first, SizeIs(8));
  EXPECT_TRUE(std::is_sorted(first.begin(), first.end()));
  EXPECT_EQ(draw(people(40), {.seed = 7, .percent = 20}), first);
  EXPECT_NE(draw(people(40), {.seed = 8, .percent = 20}), first);
}

TEST(Draw, DoesNotCareWhatElseIsThere) {
  const auto first = draw(people(40), {.seed = 7, .percent = 20});
  Standings more = people(40);
  for (int i = 40; i < 60; ++i) more[key(i)] = {};  // nobody has confirmed these
  more[key(61)] = {.stage = Stage::kModerated, .level = "Not yet"};
  more[key(62)] = {.stage = Stage::kReleased, .level = "Not yet"};
  EXPECT_EQ(draw(more, {.seed = 7, .percent = 20}), first);
  Standings moved;
  for (const auto& [at, standing] : people(40))
    moved[key(std::stoi(at.first.apprentice.substr(1)) - 100, "2027")] = standing;
  std::vector<std::string> ids;
  for (const auto& [submission, skill] : draw(moved, {.seed = 7, .percent = 20})) ids.push_back(submission.apprentice);
  std::vector<std::string> expected;
  for (const auto& [submission, skill] : first) expected.push_back(submission.apprentice);
  EXPECT_EQ(ids, expected);
}

TEST(Draw, TakesAllNotYetBesides) {
  Standings standings = people(40);
  for (const int i : {3, 9, 27}) standings[key(i)] = confirmed("Not yet");
  const auto drawn = draw(standings, {.seed = 7, .percent = 10});
  EXPECT_THAT(drawn, SizeIs(3 + 4));
  EXPECT_THAT(drawn, IsSupersetOf({key(3), key(9), key(27)}));
  EXPECT_THAT(draw(standings, {.seed = 7, .percent = 10, .not_yet = false}), SizeIs(4));
}

TEST(Draw, TakesAtLeastOne) {
  EXPECT_THAT(draw(people(3), {.seed = 1, .percent = 10}), SizeIs(1));
  EXPECT_THAT(draw(people(3), {.seed = 1, .percent = 0}), SizeIs(1));
  EXPECT_THAT(draw(people(3), {.seed = 1, .percent = 100}), SizeIs(3));
  EXPECT_THAT(draw({}, {.seed = 1}), IsEmpty());
}

TEST(Draw, LeavesOutWhatWasDrawn) {
  Standings standings = people(20);
  standings[key(0)] = confirmed("Not yet");
  for (const Key& one : draw(standings, {.seed = 7})) standings[one].sampled = true;
  for (const Key& one : draw(standings, {.seed = 7})) EXPECT_FALSE(standings[one].sampled);
  for (auto& [at, standing] : standings) standing.sampled = true;
  EXPECT_THAT(draw(standings, {.seed = 7}), IsEmpty());
}

TEST(Draw, AddsNothingWhenItIsDoneAgain) {
  Standings standings = people(40);
  for (const int i : {3, 9}) standings[key(i)] = confirmed("Not yet");
  const SampleRule rule{.seed = 7, .percent = 20};
  const auto first = draw(standings, rule);
  EXPECT_THAT(first, SizeIs(2 + 8));
  for (const Key& one : first) standings[one].sampled = true;
  EXPECT_THAT(draw(standings, rule), IsEmpty());
  for (const Key& one : first) {  // what comes of them changes nothing
    standings[one].stage = Stage::kModerated;
    standings[one].level = "Strong";
  }
  EXPECT_THAT(draw(standings, rule), IsEmpty());
  for (auto& [at, standing] : standings) standing.stage = Stage::kReleased;
  EXPECT_THAT(draw(standings, rule), IsEmpty());
}

TEST(Draw, WidensWithTheShareAndWithMoreRows) {
  Standings standings = people(40);
  for (const Key& one : draw(standings, {.seed = 7, .percent = 20})) standings[one].sampled = true;
  const auto wider = draw(standings, {.seed = 7, .percent = 30});
  EXPECT_THAT(wider, SizeIs(12 - 8));
  for (int i = 40; i < 140; ++i) standings[key(i)] = confirmed();
  EXPECT_FALSE(draw(standings, {.seed = 7, .percent = 20}).empty());
}

// A second batch of a cohort whose first one has been released gets its share too.
TEST(Draw, CountsWhatHasGoneOn) {
  Standings standings = people(100);
  const SampleRule rule{.seed = 7, .percent = 10};
  for (const Key& one : draw(standings, rule)) standings[one].sampled = true;
  for (auto& [at, standing] : standings) standing.stage = Stage::kReleased;
  for (int i = 100; i < 110; ++i) standings[key(i)] = confirmed();
  const auto more = draw(standings, rule);
  ASSERT_THAT(more, SizeIs(1));
  EXPECT_EQ(standings[more[0]].stage, Stage::kConfirmed);
}

// `times` rows with these two marks.
void add(Standings& standings, int times, const std::string& first, const std::string& second) {
  for (int i = 0; i < times; ++i) {
    const Key at = key(static_cast<int>(standings.size()));
    standings[at] = {.first = first, .first_by = "t1", .second = second, .second_by = "t2"};
  }
}

// Worked by hand. 40 rows, first mark down, second across, of Not yet, Developing, Secure, Strong:
//
//            NY   D   S  ST   first
//        NY   6   2   .   .       8
//         D   1   9   2   .      12
//         S   .   3  10   1      14
//        ST   .   1   .   5       6
//    second   7  15  12   6      40
//
// Disagreement weighs |first - second|. Observed: 2 + 1 + 2 + 3 + 1 at one apart = 9, and 1 at two apart = 2: 11.
// Expected by chance: the sum of |i - j| * first(i) * second(j) / 40
//    NY: 8 * (15 * 1 + 12 * 2 + 6 * 3) = 8 * 57 = 456
//     D: 12 * (7 * 1 + 12 * 1 + 6 * 2) = 12 * 31 = 372
//     S: 14 * (7 * 2 + 15 * 1 + 6 * 1) = 14 * 35 = 490
//    ST: 6 * (7 * 3 + 15 * 2 + 12 * 1) = 6 * 63 = 378
//    1,696 / 40 = 42.4
// kappa = 1 - 11 / 42.4 = 0.7406
Standings worked() {
  Standings standings;
  add(standings, 6, "Not yet", "Not yet");
  add(standings, 2, "Not yet", "Developing");
  add(standings, 1, "Developing", "Not yet");
  add(standings, 9, "Developing", "Developing");
  add(standings, 2, "Developing", "Secure");
  add(standings, 3, "Secure", "Developing");
  add(standings, 10, "Secure", "Secure");
  add(standings, 1, "Secure", "Strong");
  add(standings, 1, "Strong", "Developing");
  add(standings, 5, "Strong", "Strong");
  return standings;
}

TEST(Agreement, IsCountedAsByHand) {
  Standings standings = worked();
  add(standings, 3, "Secure", "");
  add(standings, 3, "No evidence here", "Secure");
  const Agreement agreement = agreement_of(standings);
  EXPECT_EQ(agreement.rows, 40U);
  EXPECT_EQ(agreement.same, 30U);
  EXPECT_EQ(agreement.one_apart, 9U);
  EXPECT_EQ(agreement.further, 1U);
  EXPECT_EQ(agreement.kappa, 741);
  EXPECT_FALSE(agreement.within_tolerance());
}

TEST(Agreement, HasNoKappaOfFewOrEqualMarks) {
  Standings standings;
  add(standings, 29, "Secure", "Developing");
  EXPECT_EQ(agreement_of(standings).kappa, std::nullopt);
  add(standings, 1, "Developing", "Secure");
  EXPECT_TRUE(agreement_of(standings).kappa);
  Standings equal;
  add(equal, 40, "Secure", "Secure");
  EXPECT_EQ(agreement_of(equal).kappa, std::nullopt);
  EXPECT_TRUE(agreement_of(equal).within_tolerance());
}

TEST(Agreement, IsWithinToleranceAtFourInFive) {
  Standings standings;
  add(standings, 8, "Secure", "Secure");
  add(standings, 2, "Secure", "Strong");
  EXPECT_TRUE(agreement_of(standings).within_tolerance());
  add(standings, 1, "Not yet", "Developing");
  EXPECT_FALSE(agreement_of(standings).within_tolerance());
  Standings far;
  add(far, 99, "Secure", "Secure");
  add(far, 1, "Secure", "Not yet");
  EXPECT_FALSE(agreement_of(far).within_tolerance());
}

}  // namespace
}  // namespace grader::cohort
