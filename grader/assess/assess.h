#pragma once
// Holds Evidence against the rubric and the standard. Pure: the same evidence, rubric and standard give the same
// levels.

#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/grading.h"
#include "grader/model/source.h"
#include "grader/model/standard.h"

namespace grader::assess {

struct Condition {
  std::string metric;
  std::string op;  // ">=", "<=", "<", "=="
  Ratio value;
};

// The rule of the level that is left when no other holds.
constexpr const char* kNoHigherLevel = "none of the higher levels holds";

struct LevelRule {
  Level level = Level::kNone;
  std::vector<Condition> all;  // a conjunction
  std::string words;
};

struct Indicator {
  std::string id;
  std::string skill;
  std::string title;
  bool executed = false;
  bool low_weight = false;                // has a level, but no say in the skill's level
  bool presence = false;                  // alone it cannot make a skill Secure
  std::string after;                      // the indicator whose next step comes before this one's; "": none
  std::string needs;                      // an outside source, such as a forge's export, that is not read; "": none
  bool measured = true;                   // false: "not measured by this version"
  std::vector<LevelRule> levels;          // from Strong down; the first that holds wins
  Level otherwise = Level::kNotYet;       // kNone: its metric is missing where no rule holds
  std::string matters;                    // why anybody cares, in one sentence
  std::map<Level, std::string> feedback;  // for a result at that level: what it says of the work, in one sentence
  std::map<Level, std::string> next;      // for a result at that level: one action
};

// A statement of knowledge, and what shows it in use: names of uses that toolchains find.
struct Knowledge {
  std::string id;
  std::vector<std::string> uses;
};

struct Rubric {
  std::string id;
  std::string hash;
  bool calibrated = false;
  std::vector<Indicator> indicators;
  std::vector<Knowledge> knowledge;
  std::map<std::string, std::string> classes;  // statement -> "direct", "partial", "not by machine"
};

// rubrics/st0128/rubric.json. Fails with kSetup for an unknown key or an unknown metric.
Result<Rubric> read_rubric();
Result<Rubric> parse_rubric(const std::string& text, const std::string& name);

// Metrics that some measurement gives; a rubric may name no other.
const std::vector<std::string>& known_metrics();

// One row for each skill of `skills` (the exercise's, or every skill with an indicator), in the standard's order.
std::vector<SkillResult> assess(const Rubric& rubric, const Standard& standard, const std::vector<std::string>& skills,
                                const EvidenceTable& evidence, std::size_t own_code_lines);

// One row for each statement of knowledge in the rubric, in its order, with what was seen and the first places of each.
std::vector<SeenInUse> seen_in_use(const Rubric& rubric, const Standard& standard, const std::vector<Use>& uses);

// Gives both editions of a grading their levels, from the evidence in it; and says by which rubric and standard.
void judge(const Rubric& rubric, const Standard& standard, Grading& grading);

}  // namespace grader::assess
