#pragma once
// What the rules of this folder share: work drawn from a seed, and the level that it gets.

#include <gmock/gmock.h>

#include <random>

#include "grader/assess/assess.h"
#include "grader/measure/history.h"
#include "grader/measure/measure.h"

namespace grader {

constexpr unsigned kEdits = 100;
inline const std::set<std::string> kCode = {"a.cc"};

class Rule : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    rubric = new assess::Rubric(*assess::read_rubric());
    standard = new Standard(*read_standard());
  }
  static void TearDownTestSuite() {
    delete rubric;
    delete standard;
  }

  template <typename Check>
  void each_seed(Check check) {
    for (unsigned seed = 0; seed < kEdits; ++seed) {
      SCOPED_TRACE("seed " + std::to_string(seed));
      random.seed(seed);
      check();
    }
  }
  int upto(int most) { return std::uniform_int_distribution<int>(0, most)(random); }

  static SkillResult skill(const std::string& id, const EvidenceTable& table) {
    return assess::assess(*rubric, *standard, {id}, table, 100).at(0);
  }
  static Level level(const std::string& indicator, const EvidenceTable& table) {
    for (const IndicatorResult& result : skill(indicator.substr(0, indicator.find('.')), table).indicators) {
      if (result.id == indicator) return result.level;
    }
    return Level::kNone;
  }
  // The level of a skill and of each of its indicators.
  static std::vector<std::pair<std::string, Level>> levels(const std::string& id, const EvidenceTable& table) {
    const SkillResult row = skill(id, table);
    std::vector<std::pair<std::string, Level>> all = {{id, row.level}};
    for (const IndicatorResult& indicator : row.indicators) all.emplace_back(indicator.id, indicator.level);
    return all;
  }
  static void expect_none_lower(const std::string& id, const EvidenceTable& after, const EvidenceTable& before) {
    const auto then = levels(id, before);
    const auto now = levels(id, after);
    for (std::size_t i = 0; i < then.size(); ++i) EXPECT_GE(now[i].second, then[i].second) << now[i].first;
  }

  GroupResult some_tests() {
    GroupResult group{.name = "own", .built = true};
    const int count = 1 + upto(9);
    for (int i = 0; i < count; ++i)
      group.cases.push_back(
          {.id = "t" + std::to_string(i), .state = upto(2) == 0 ? TestState::kFailed : TestState::kPassed});
    return group;
  }
  static EvidenceTable of_tests(const GroupResult& group) {
    EvidenceTable table;
    measure::measure_own_tests(group, group.cases, table);
    measure::measure_independence(group, group.cases, table);
    return table;
  }

  History some_history() {
    static const std::vector<std::string> kSubjects = {"wip", "Refuse amounts of zero", "update", "Print newest first",
                                                       "Test the overdraft limit"};
    History history;
    const int count = 2 + upto(10);
    for (int i = 0; i < count; ++i) {
      history.commits.push_back({.id = std::string(40, static_cast<char>('a' + i % 6)),
                                 .parents = {"p"},
                                 .author = "a" + std::to_string(1 + upto(2)),
                                 .subject = kSubjects[static_cast<std::size_t>(upto(4))],
                                 .changes = {{.path = "a.cc", .added = 2 + upto(80), .removed = upto(9)}}});
    }
    return history;
  }
  static EvidenceTable of_history(const History& history) {
    EvidenceTable table;
    measure::measure_steadiness(history, kCode, table);
    measure::measure_messages(history, table);
    measure::measure_hygiene(history, {}, true, table);
    return table;
  }
  std::size_t any_of(const History& history) {
    return static_cast<std::size_t>(upto(static_cast<int>(history.commits.size()) - 1));
  }

  std::mt19937 random;
  static inline assess::Rubric* rubric = nullptr;
  static inline Standard* standard = nullptr;
};

}  // namespace grader
