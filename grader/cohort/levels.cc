#include "grader/cohort/levels.h"

#include <nlohmann/json.hpp>

#include "grader/model/grading_json.h"
#include "grader/report/report.h"

namespace grader::cohort {

using Json = nlohmann::json;

namespace {

// What decides levels whatever else is good.
std::vector<Gate> gates_in(const Edition& edition) {
  std::vector<Gate> gates;
  for (const SkillResult& skill : edition.skills) {
    if (skill.reserve == Reserve::kContradicted)
      gates.push_back({.skill = skill.id, .why = "results of its tests contradict each other"});
  }
  const auto build = edition.evidence.find("build.ok");
  if (build != edition.evidence.end() && build->second.value == Ratio{0, 1})
    gates.push_back({.why = "the work does not build as documented"});
  return gates;
}

Levels without_indicators(const Json& json) {
  Levels levels{.skills = json.at("skills"), .next = json.at("next"), .step = json.at("step")};
  for (const Json& gate : json.value("gates", Json::array()))
    levels.gates.push_back({.skill = gate.at(0), .why = gate.at(1)});
  return levels;
}

}  // namespace

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
  const auto words = [](Level level, Reserve reserve) {
    return level == Level::kNone ? name_of(reserve) : name_of(level);
  };
  for (const SkillResult& skill : edition.skills) {
    levels.skills[skill.id] = words(skill.level, skill.reserve);
    for (const IndicatorResult& row : skill.indicators)
      levels.indicators[row.id] = {.level = words(row.level, row.reserve), .rule = row.rule};
  }
  for (const report::NextStep& step : report::next_steps(edition, 1)) {
    levels.next = step.from->id;
    levels.step = step.from->title;
  }
  levels.gates = gates_in(edition);
  return levels;
}

std::string text_of(const Levels& levels) {
  Json indicators = Json::object();
  for (const auto& [id, judged] : levels.indicators) indicators[id] = {judged.level, judged.rule};
  Json gates = Json::array();
  for (const Gate& gate : levels.gates) gates.push_back({gate.skill, gate.why});
  const Json json = {{"skills", levels.skills},
                     {"indicators", indicators},
                     {"next", levels.next},
                     {"step", levels.step},
                     {"gates", gates}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Levels levels_from(const std::string& text) {
  try {
    const Json json = Json::parse(text);
    Levels levels = without_indicators(json);
    for (const auto& [id, judged] : json.at("indicators").items())
      levels.indicators[id] = {.level = judged.at(0), .rule = judged.at(1)};
    return levels;
  } catch (const Json::exception&) {
    return {};
  }
}

Levels shown_levels_from(const std::string& text) {
  const auto keep = [](int, Json::parse_event_t event, const Json& parsed) {
    return event != Json::parse_event_t::key || parsed != "indicators";
  };
  try {
    return without_indicators(Json::parse(text, keep));
  } catch (const Json::exception&) {
    return {};
  }
}

bool knows_gates(const std::string& text) {
  return text.find("\"gates\":") != std::string::npos;
}

}  // namespace grader::cohort
