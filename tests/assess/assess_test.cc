#include "grader/assess/assess.h"

#include <gmock/gmock.h>

#include "grader/base/files.h"

namespace grader::assess {
namespace {

using testing::HasSubstr;

struct Assess : testing::Test {
  Rubric rubric = *read_rubric();
  Standard standard = *read_standard();
  EvidenceTable table;

  void set(const std::string& metric, std::int64_t n, std::int64_t d = 1) {
    table[metric] = {.metric = metric, .value = Ratio{n, d}, .detail = metric};
  }
  void lose(const std::string& metric, Reserve reserve) {
    table[metric] = {.metric = metric, .missing = reserve, .why = "because"};
  }
  SkillResult skill(const std::string& id) { return assess(rubric, standard, {id}, table, 80).front(); }
  Level level(const std::string& indicator) {
    for (const SkillResult& row : assess(rubric, standard, {}, table, 80)) {
      for (const IndicatorResult& result : row.indicators) {
        if (result.id == indicator) return result.level;
      }
    }
    return Level::kNone;
  }
  void coverage(int line, int branch) {
    set("coverage.line", line, 100);
    set("coverage.branch", branch, 100);
  }
  void required(int met, int all, bool musts) {
    set("requirements.met", met, all);
    set("requirements.musts", musts ? 4 : 3, 4);
  }
  void own(int count, int passed, bool stable) {
    set("own_tests.count", count);
    set("own_tests.passed", passed, count);
    set("own_tests.stable", stable ? 1 : 0);
  }
  void build(bool ok, bool example, int warnings) {
    set("build.ok", ok ? 1 : 0);
    set("example.ok", example ? 1 : 0);
    set("warnings.own", warnings);
  }
};

TEST_F(Assess, S1_1HasFourLevels) {
  build(true, true, 0);
  EXPECT_EQ(level("S1.1"), Level::kStrong);
  build(true, true, 1);
  EXPECT_EQ(level("S1.1"), Level::kSecure);
  build(true, false, 0);
  EXPECT_EQ(level("S1.1"), Level::kDeveloping);
  build(false, false, 0);
  EXPECT_EQ(level("S1.1"), Level::kNotYet);
}

TEST_F(Assess, S1_2HasItsThresholds) {
  for (const auto& [met, musts, expected] : std::vector<std::tuple<int, bool, Level>>{{100, true, Level::kStrong},
                                                                                      {99, true, Level::kSecure},
                                                                                      {80, true, Level::kSecure},
                                                                                      {79, true, Level::kDeveloping},
                                                                                      {90, false, Level::kDeveloping},
                                                                                      {50, false, Level::kDeveloping},
                                                                                      {49, false, Level::kNotYet}}) {
    required(met, 100, musts);
    EXPECT_EQ(level("S1.2"), expected) << met;
  }
}

TEST_F(Assess, S1_3HasItsThresholds) {
  for (const auto& [small, expected] : std::vector<std::pair<int, Level>>{{100, Level::kStrong},
                                                                          {95, Level::kStrong},
                                                                          {94, Level::kSecure},
                                                                          {80, Level::kSecure},
                                                                          {79, Level::kDeveloping},
                                                                          {60, Level::kDeveloping},
                                                                          {59, Level::kNotYet}}) {
    set("functions.small", small, 100);
    EXPECT_EQ(level("S1.3"), expected) << small;
  }
}

TEST_F(Assess, LowWeightHasNoSayButAddsConfidence) {
  build(true, true, 0);
  required(10, 100, false);
  const auto without = skill("S1");
  EXPECT_EQ(without.level, Level::kNotYet);
  EXPECT_EQ(without.confidence, "Medium");
  set("functions.small", 1, 1);
  const auto with = skill("S1");
  EXPECT_EQ(with.level, Level::kNotYet);
  EXPECT_EQ(with.confidence, "High");
  EXPECT_THAT(with.why, HasSubstr("S1.3"));
}

TEST_F(Assess, S5_1HasFourLevels) {
  own(3, 3, true);
  EXPECT_EQ(level("S5.1"), Level::kStrong);
  own(3, 3, false);
  EXPECT_EQ(level("S5.1"), Level::kSecure);
  own(3, 2, true);
  EXPECT_EQ(level("S5.1"), Level::kDeveloping);
  own(0, 0, true);
  EXPECT_EQ(level("S5.1"), Level::kNotYet);
}

TEST_F(Assess, S5_2HasItsThresholds) {
  for (const auto& [line, branch, expected] : std::vector<std::tuple<int, int, Level>>{{90, 80, Level::kStrong},
                                                                                       {89, 80, Level::kSecure},
                                                                                       {90, 79, Level::kSecure},
                                                                                       {70, 60, Level::kSecure},
                                                                                       {70, 59, Level::kDeveloping},
                                                                                       {69, 60, Level::kDeveloping},
                                                                                       {40, 0, Level::kDeveloping},
                                                                                       {39, 90, Level::kNotYet}}) {
    coverage(line, branch);
    EXPECT_EQ(level("S5.2"), expected) << line << "/" << branch;
  }
}

TEST_F(Assess, SilenceIsAReserveStateAndNeverALevel) {
  lose("coverage.line", Reserve::kNoEvidence);
  lose("coverage.branch", Reserve::kNoEvidence);
  EXPECT_EQ(level("S5.2"), Level::kNone);
  lose("own_tests.count", Reserve::kCouldNotRun);
  EXPECT_EQ(skill("S5").reserve, Reserve::kCouldNotRun);
  EXPECT_EQ(skill("S5").indicators.front().feedback, "This check could not run. Nothing is held against the work.");
  EXPECT_EQ(skill("S18").reserve, Reserve::kNotMeasured);
}

TEST_F(Assess, RollsUpToTheLowerMedian) {
  own(3, 3, true);   // Strong
  coverage(75, 65);  // Secure
  const SkillResult result = skill("S5");
  EXPECT_EQ(result.level, Level::kSecure);
  EXPECT_EQ(result.confidence, "Medium");
  EXPECT_EQ(result.text, standard.find("S5")->text);
}

TEST_F(Assess, OneExecutedIndicatorIsEnoughWithLowConfidence) {
  own(3, 3, true);
  lose("coverage.line", Reserve::kNoEvidence);
  EXPECT_EQ(skill("S5").confidence, "Low");
  for (Indicator& indicator : rubric.indicators) indicator.executed = false;
  EXPECT_EQ(skill("S5").reserve, Reserve::kTooLittle);
}

// What is there, but too little of it, is evidence that was looked at.
TEST_F(Assess, ASkillOfWhichThereIsTooLittleSaysSo) {
  lose("tests.types", Reserve::kTooLittle);
  EXPECT_EQ(skill("S6").reserve, Reserve::kTooLittle);
  lose("tests.types", Reserve::kNoEvidence);
  EXPECT_EQ(skill("S6").reserve, Reserve::kNoEvidence);
}

TEST_F(Assess, S8_2IsStrongBelowOneFindingForAHundredLines) {
  set("lint.per_hundred", 100, 101);
  EXPECT_EQ(level("S8.2"), Level::kStrong);
  set("lint.per_hundred", 100, 100);
  EXPECT_EQ(level("S8.2"), Level::kSecure);
}

// Rows of one metric: the value at which each level begins, and one beyond the last.
struct Cut {
  const char* indicator;
  const char* metric;
  int strong, secure, developing, not_yet;  // of 100, or counts
  bool share;
};
class Cuts : public Assess, public testing::WithParamInterface<Cut> {};

TEST_P(Cuts, HaveFourLevelsAndAReserve) {
  const Cut& cut = GetParam();
  const auto at = [&](int value) {
    set(cut.metric, value, cut.share ? 100 : 1);
    return level(cut.indicator);
  };
  const int worse = cut.share ? -1 : 1;
  EXPECT_EQ(at(cut.strong), Level::kStrong);
  EXPECT_EQ(at(cut.strong + worse), Level::kSecure);
  EXPECT_EQ(at(cut.secure), Level::kSecure);
  EXPECT_EQ(at(cut.secure + worse), Level::kDeveloping);
  EXPECT_EQ(at(cut.developing), Level::kDeveloping);
  EXPECT_EQ(at(cut.not_yet), Level::kNotYet);
  lose(cut.metric, Reserve::kTooLittle);
  EXPECT_EQ(level(cut.indicator), Level::kNone);
}

INSTANTIATE_TEST_SUITE_P(
    Each, Cuts,
    testing::Values(
        Cut{"S7.1", "bugs.fixed", 100, 50, 1, 0, true}, Cut{"S8.1", "format.clean", 100, 85, 50, 49, true},
        Cut{"S8.2", "lint.per_hundred", 0, 5, 10, 11, false}, Cut{"S8.3", "naming.fits", 98, 90, 80, 79, true},
        Cut{"S8.4", "docs.public", 90, 60, 30, 29, true}, Cut{"S8.5", "leftovers.count", 0, 2, 5, 6, false},
        Cut{"S16.1", "tests.collected", 100, 80, 1, 0, true}, Cut{"S16.2", "tests.checking", 95, 80, 60, 59, true},
        Cut{"S16.3", "own_tests.independent", 100, 90, 70, 69, true},
        Cut{"S25.4", "interfaces.typed", 90, 60, 30, 29, true}, Cut{"S25.5", "modules.clear", 95, 80, 60, 59, true},
        Cut{"S25.6", "data.typed", 90, 60, 30, 29, true}, Cut{"S30.2", "merges.resolved", 100, 90, 70, 69, true},
        Cut{"S26.3", "leftovers.debug", 0, 1, 2, 3, false}),
    [](const auto& info) {
      std::string name = info.param.indicator;
      std::replace(name.begin(), name.end(), '.', '_');
      return name;
    });

TEST_F(Assess, S6_1HasFourLevelsAndAReserve) {
  const std::vector<std::tuple<int, int, Level>> rows = {
      {4, 2, Level::kStrong},     {4, 1, Level::kSecure},     {3, 1, Level::kSecure}, {3, 0, Level::kDeveloping},
      {2, 1, Level::kDeveloping}, {2, 0, Level::kDeveloping}, {1, 1, Level::kNotYet}, {0, 0, Level::kNotYet}};
  for (const auto& [types, non_functional, expected] : rows) {
    set("tests.types", types);
    set("tests.non_functional", non_functional);
    EXPECT_EQ(level("S6.1"), expected) << types << " " << non_functional;
  }
  lose("tests.types", Reserve::kNoEvidence);
  EXPECT_EQ(level("S6.1"), Level::kNone);
}

TEST_F(Assess, S7_3HasFourLevelsAndAReserve) {
  const std::vector<std::tuple<int, int, Level>> rows = {{6, 5, Level::kStrong},     {5, 5, Level::kSecure},
                                                         {1, 5, Level::kSecure},     {0, 4, Level::kDeveloping},
                                                         {0, 1, Level::kDeveloping}, {0, 0, Level::kNotYet}};
  for (const auto& [complete, fields, expected] : rows) {
    set("debug_log.complete", complete, 6);
    set("debug_log.fields", fields);
    EXPECT_EQ(level("S7.3"), expected) << complete << " " << fields;
  }
  lose("debug_log.complete", Reserve::kNoEvidence);
  EXPECT_EQ(level("S7.3"), Level::kNone);
}

TEST_F(Assess, S26_1HasFourLevelsAndAReserve) {
  const std::vector<std::pair<int, Level>> rows = {
      {4, Level::kStrong}, {3, Level::kStrong}, {2, Level::kSecure}, {1, Level::kDeveloping}, {0, Level::kNotYet}};
  for (const auto& [techniques, expected] : rows) {
    set("debug_log.techniques", techniques);
    EXPECT_EQ(level("S26.1"), expected) << techniques;
  }
  lose("debug_log.techniques", Reserve::kNoEvidence);
  EXPECT_EQ(level("S26.1"), Level::kNone);
}

// A log alone says only that it is there: without a seeded bug that is gone it makes nobody Secure.
TEST_F(Assess, S7NeedsMoreThanALogAndTellsWhatItDoesNotMeasure) {
  set("debug_log.complete", 6, 6);
  set("debug_log.fields", 5);
  lose("bugs.fixed", Reserve::kNoEvidence);
  EXPECT_EQ(skill("S7").reserve, Reserve::kTooLittle);
  set("bugs.fixed", 3, 6);
  EXPECT_EQ(skill("S7").level, Level::kSecure);
  EXPECT_EQ(skill("S7").indicators[1].id, "S7.2");
  EXPECT_EQ(skill("S7").indicators[1].reserve, Reserve::kNotMeasured);
  EXPECT_EQ(skill("S26").indicators[1].id, "S26.2");
  EXPECT_EQ(skill("S26").indicators[1].reserve, Reserve::kNotMeasured);
}

TEST_F(Assess, S17_1HasFourLevelsAndAReserve) {
  const std::vector<std::tuple<int, int, Level>> rows = {
      {30, 30, Level::kStrong},     {31, 30, Level::kSecure},     {30, 31, Level::kSecure}, {50, 60, Level::kSecure},
      {50, 61, Level::kDeveloping}, {80, 90, Level::kDeveloping}, {81, 10, Level::kNotYet}};
  for (const auto& [share, median, expected] : rows) {
    set("history.largest_share", share, 100);
    set("history.median_lines", median);
    EXPECT_EQ(level("S17.1"), expected) << share << " " << median;
  }
  lose("history.largest_share", Reserve::kNoEvidence);
  EXPECT_EQ(level("S17.1"), Level::kNone);
}

TEST_F(Assess, S17_2HasFourLevelsAndAReserve) {
  const std::vector<std::pair<int, Level>> rows = {
      {5, Level::kStrong}, {20, Level::kSecure}, {50, Level::kDeveloping}, {51, Level::kNotYet}};
  for (const auto& [generic, expected] : rows) {
    set("messages.generic", generic, 100);
    EXPECT_EQ(level("S17.2"), expected) << generic;
  }
  lose("messages.generic", Reserve::kNoEvidence);
  EXPECT_EQ(level("S17.2"), Level::kNone);
}

TEST_F(Assess, S17_3HasFourLevelsAndAReserve) {
  const auto hygiene = [&](int ignored, int dependencies, int generated, int past) {
    set("hygiene.ignored", ignored);
    set("hygiene.dependencies", dependencies);
    set("hygiene.generated", generated);
    set("hygiene.past", past);
    return level("S17.3");
  };
  EXPECT_EQ(hygiene(1, 0, 0, 0), Level::kStrong);
  EXPECT_EQ(hygiene(1, 0, 0, 1), Level::kSecure);
  EXPECT_EQ(hygiene(0, 0, 0, 0), Level::kDeveloping);
  EXPECT_EQ(hygiene(1, 0, 1, 1), Level::kDeveloping);
  EXPECT_EQ(hygiene(1, 1, 0, 1), Level::kNotYet);
  lose("hygiene.past", Reserve::kNoEvidence);
  EXPECT_EQ(level("S17.3"), Level::kNone);
}

TEST_F(Assess, S17_4AndS17_5HaveTheLevelsGitCanShow) {
  const auto pipeline = [&](int present, int tests) {
    set("ci.present", present);
    set("ci.tests", tests);
    set("ci.green", 0);
    return level("S17.4");
  };
  EXPECT_EQ(pipeline(0, 0), Level::kNotYet);
  EXPECT_EQ(pipeline(1, 0), Level::kDeveloping);
  lose("ci.green", Reserve::kTutor);
  EXPECT_EQ(level("S17.4"), Level::kNone);
  EXPECT_EQ(skill("S17").reserve, Reserve::kTutor);
  const auto branches = [&](int merges, int requests) {
    set("branches.merges", merges);
    set("branches.requests", requests, merges);
    return level("S17.5");
  };
  EXPECT_EQ(branches(0, 0), Level::kNotYet);
  EXPECT_EQ(branches(2, 1), Level::kDeveloping);
  EXPECT_EQ(branches(2, 2), Level::kSecure);
  lose("branches.merges", Reserve::kNoEvidence);
  EXPECT_EQ(level("S17.5"), Level::kNone);
}

TEST_F(Assess, S25_1HasThreeLevelsWithoutAForgeAndAReserve) {
  const std::vector<std::pair<int, Level>> rows = {{24, Level::kNotYet},     {25, Level::kDeveloping},
                                                   {49, Level::kDeveloping}, {50, Level::kSecure},
                                                   {150, Level::kSecure},    {151, Level::kDeveloping}};
  for (const auto& [share, expected] : rows) {
    set("team.share", share, 100);
    EXPECT_EQ(level("S25.1"), expected) << share;
  }
  lose("team.share", Reserve::kNoEvidence);
  EXPECT_EQ(level("S25.1"), Level::kNone);
}

TEST_F(Assess, ARowThatNeedsAForgeIsNoEvidence) {
  const SkillResult shared = skill("S30");
  EXPECT_EQ(shared.reserve, Reserve::kNoEvidence);
  EXPECT_THAT(shared.indicators.front().observed, HasSubstr("forge"));
}

// What is only there may not be good: two Strong rows of that kind make a skill Developing.
TEST_F(Assess, PresenceAloneIsNeverSecure) {
  for (Indicator& indicator : rubric.indicators) indicator.presence = indicator.skill == "S17";
  set("messages.generic", 0, 10);
  set("history.largest_share", 1, 10);
  set("history.median_lines", 5);
  EXPECT_EQ(skill("S17").level, Level::kDeveloping);
  EXPECT_THAT(skill("S17").why, HasSubstr("presence"));
}

// A warning keeps nobody from Secure: the step towards it names the example only.
TEST_F(Assess, TheGapIsWhatKeepsFromTheNextLevelAndNothingElse) {
  build(true, false, 1);
  table["warnings.own"].places = {"a.cc:1"};
  EXPECT_EQ(skill("S1").indicators[0].gap, "example.ok");
  EXPECT_TRUE(skill("S1").indicators[0].gap_places.empty());
  build(true, true, 1);
  table["warnings.own"].places = {"a.cc:1"};
  EXPECT_EQ(skill("S1").indicators[0].gap, "warnings.own");
  EXPECT_THAT(skill("S1").indicators[0].gap_places, testing::ElementsAre("a.cc:1"));
  build(true, true, 0);
  EXPECT_EQ(skill("S1").indicators[0].gap, "");
}

TEST(RubricFile, NamesAnUnknownMetric) {
  std::string text = *read_file(GRADER_SOURCE_DIR "/rubrics/st0128/rubric.json");
  text.replace(text.find("coverage.branch"), 15, "coverage.brunch");
  const auto rubric = parse_rubric(text, "rubric.json");
  ASSERT_FALSE(rubric);
  EXPECT_EQ(rubric.error().fault, Fault::kSetup);
  EXPECT_THAT(rubric.error().found, HasSubstr("coverage.brunch"));
  EXPECT_THAT(rubric.error().remedy, HasSubstr("coverage.branch"));
}

}  // namespace
}  // namespace grader::assess
