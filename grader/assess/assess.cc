#include "grader/assess/assess.h"

#include <algorithm>

#include "grader/base/text.h"

namespace grader::assess {
namespace {

constexpr std::size_t kLinesForHighConfidence = 60;
constexpr const char* kNothingHeld = "This check could not run. Nothing is held against the work.";

bool holds(const Condition& condition, const EvidenceTable& evidence) {
  const auto row = evidence.find(condition.metric);
  if (row == evidence.end() || !row->second.value) return false;
  const Ratio value = *row->second.value;
  if (value.d == 0) return true;  // nothing of that kind to count, beside other conditions that hold
  const std::int64_t left = value.n * condition.value.d;
  const std::int64_t right = condition.value.n * value.d;
  if (condition.op == ">=") return left >= right;
  if (condition.op == "<=") return left <= right;
  if (condition.op == "<") return left < right;
  return left == right;
}

// A value that every rule of an indicator needs and that is missing decides: no level.
const Evidence* missing_for(const Indicator& indicator, const EvidenceTable& evidence) {
  static const Evidence kAbsent{.missing = Reserve::kNotMeasured, .why = "no measurement was made"};
  for (const LevelRule& rule : indicator.levels) {
    for (const Condition& condition : rule.all) {
      const auto row = evidence.find(condition.metric);
      if (row == evidence.end()) return &kAbsent;
      if (!row->second.value) return &row->second;
    }
  }
  return nullptr;
}

void add_clause(std::string& text, const std::string& clause) {
  text += (text.empty() || clause.empty() ? "" : "; ") + clause;
}

void describe(const Indicator& indicator, const EvidenceTable& evidence, IndicatorResult& result) {
  std::vector<std::string> used;
  for (const LevelRule& rule : indicator.levels) {
    for (const Condition& condition : rule.all) {
      if (std::find(used.begin(), used.end(), condition.metric) != used.end()) continue;
      used.push_back(condition.metric);
      const auto row = evidence.find(condition.metric);
      if (row == evidence.end() || !row->second.value) continue;
      add_clause(result.observed, row->second.detail);
      result.places.insert(result.places.end(), row->second.places.begin(), row->second.places.end());
    }
  }
}

// What the nearest rule above the level found wanting. Rules stand in the rubric from the highest level down.
void describe_gap(const Indicator& indicator, const EvidenceTable& evidence, IndicatorResult& result) {
  const auto above = std::find_if(indicator.levels.rbegin(), indicator.levels.rend(),
                                  [&](const LevelRule& rule) { return rule.level > result.level; });
  if (above == indicator.levels.rend()) return;
  result.next_rule = above->words;
  for (const Condition& condition : above->all) {
    if (holds(condition, evidence)) continue;
    const Evidence& row = evidence.at(condition.metric);
    add_clause(result.gap, row.detail);
    result.gap_places.insert(result.gap_places.end(), row.places.begin(), row.places.end());
    if (!row.advice.empty()) result.next = row.advice;
  }
}

IndicatorResult judge(const Indicator& indicator, const EvidenceTable& evidence) {
  IndicatorResult result{.id = indicator.id,
                         .title = indicator.title,
                         .skill = indicator.skill,
                         .executed = indicator.executed,
                         .low_weight = indicator.low_weight,
                         .presence = indicator.presence,
                         .matters = indicator.matters,
                         .after = indicator.after};
  if (!indicator.measured) {
    result.reserve = Reserve::kNotMeasured;
    if (!indicator.needs.empty()) result.observed = "needs " + indicator.needs;
    return result;
  }
  if (!indicator.needs.empty()) {
    result.reserve = Reserve::kNoEvidence;
    result.observed = "needs " + indicator.needs;
    return result;
  }
  if (const Evidence* missing = missing_for(indicator, evidence)) {
    result.reserve = missing->missing;
    result.observed = missing->why;
    if (result.reserve == Reserve::kCouldNotRun) result.feedback = kNothingHeld;
    return result;
  }
  describe(indicator, evidence, result);
  result.level = indicator.otherwise;
  result.rule = kNoHigherLevel;
  for (const LevelRule& rule : indicator.levels) {
    if (!std::all_of(rule.all.begin(), rule.all.end(), [&](const Condition& c) { return holds(c, evidence); }))
      continue;
    result.level = rule.level;
    result.rule = rule.words;
    break;
  }
  const auto text_for = [&](const std::map<Level, std::string>& texts) {
    const auto row = texts.find(result.level);
    return row == texts.end() ? std::string() : row->second;
  };
  result.feedback = text_for(indicator.feedback);
  result.next = text_for(indicator.next);
  describe_gap(indicator, evidence, result);
  return result;
}

// The lower median of the indicators that have a level, but for those of low weight, which only strengthen confidence;
// two of them, or one that was executed.
void roll_up(SkillResult& skill, std::size_t own_code_lines) {
  std::vector<Level> levels;
  std::size_t with_data = 0;
  std::vector<std::string> low_weight;
  bool executed = false;
  bool presence_only = true;
  bool could_not_run = false;
  bool tutor = false;
  bool too_little = false;
  std::string capped;
  for (const IndicatorResult& indicator : skill.indicators) {
    if (indicator.reserve == Reserve::kContradicted) {
      skill.reserve = Reserve::kContradicted;
      skill.why = indicator.observed;
      return;
    }
    tutor = tutor || indicator.reserve == Reserve::kTutor;
    could_not_run = could_not_run || indicator.reserve == Reserve::kCouldNotRun;
    too_little = too_little || indicator.reserve == Reserve::kTooLittle;
    if (indicator.level == Level::kNone) continue;
    ++with_data;
    if (indicator.low_weight) {
      low_weight.push_back(indicator.id);
      continue;
    }
    levels.push_back(indicator.level);
    executed = executed || indicator.executed;
    presence_only = presence_only && indicator.presence;
  }
  if (levels.empty()) {
    skill.reserve = could_not_run ? Reserve::kCouldNotRun
                    : tutor       ? Reserve::kTutor
                    : too_little  ? Reserve::kTooLittle
                                  : Reserve::kNoEvidence;
    return;
  }
  if (levels.size() < 2 && !executed) {
    skill.reserve = Reserve::kTooLittle;
    return;
  }
  std::sort(levels.begin(), levels.end());
  skill.level = levels[(levels.size() - 1) / 2];
  if (presence_only && skill.level > Level::kDeveloping) {
    skill.level = Level::kDeveloping;
    capped = "; presence alone cannot make it Secure";
  }
  skill.why = levels.size() == 1 ? "one indicator, executed"
                                 : "lower median of " + std::to_string(levels.size()) + " indicators";
  skill.why += capped;
  if (!low_weight.empty()) skill.why += "; no say: " + join(low_weight, ", ");
  const bool high = with_data >= 3 && executed && own_code_lines >= kLinesForHighConfidence;
  skill.confidence = high ? "High" : with_data >= 2 ? "Medium" : "Low";
}

}  // namespace

std::vector<SkillResult> assess(const Rubric& rubric, const Standard& standard, const std::vector<std::string>& skills,
                                const EvidenceTable& evidence, std::size_t own_code_lines) {
  std::vector<SkillResult> results;
  for (const Statement& statement : standard.skills) {
    if (!skills.empty() && std::find(skills.begin(), skills.end(), statement.id) == skills.end()) continue;
    SkillResult skill{.id = statement.id, .text = statement.text};
    if (const auto row = rubric.classes.find(skill.id); row != rubric.classes.end()) skill.by_machine = row->second;
    for (const Indicator& indicator : rubric.indicators) {
      if (indicator.skill == statement.id) skill.indicators.push_back(judge(indicator, evidence));
    }
    if (skill.indicators.empty()) {
      if (skills.empty()) continue;
      skill.reserve = Reserve::kNotMeasured;
    } else {
      roll_up(skill, own_code_lines);
    }
    results.push_back(std::move(skill));
  }
  return results;
}

}  // namespace grader::assess
