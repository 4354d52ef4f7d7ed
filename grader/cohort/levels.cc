#include "grader/cohort/levels.h"

#include <nlohmann/json.hpp>

#include "grader/model/grading_json.h"
#include "grader/report/report.h"

namespace grader::cohort {

using Json = nlohmann::json;

Result<Yardstick> read_yardstick() {
  auto rubric = assess::read_rubric();
  if (!rubric) return pass(rubric);
  auto standard = read_standard();
  if (!standard) return pass(standard);
  return Yardstick{.rubric = std::move(*rubric), .standard = std::move(*standard)};
}

Result<Levels> levels_of(const std::string& facts, const Yardstick& yardstick) {
  auto grading = grading_of(facts);
  if (!grading) return pass(grading);
  assess::judge(yardstick.rubric, yardstick.standard, *grading);
  const Edition& edition = report::edition_for(*grading, {.reader = report::Reader::kTutor});
  Levels levels;
  for (const SkillResult& skill : edition.skills)
    levels.skills[skill.id] = skill.level == Level::kNone ? name_of(skill.reserve) : name_of(skill.level);
  for (const report::NextStep& step : report::next_steps(edition, 1)) {
    levels.next = step.from->id;
    levels.step = step.from->title;
  }
  return levels;
}

std::string text_of(const Levels& levels) {
  return Json({{"skills", levels.skills}, {"next", levels.next}, {"step", levels.step}}).dump();
}

Levels levels_from(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("skills")) return {};
  return {.skills = json["skills"], .next = json.value("next", ""), .step = json.value("step", "")};
}

}  // namespace grader::cohort
