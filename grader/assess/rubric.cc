#include <algorithm>
#include <nlohmann/json.hpp>

#include "grader/assess/assess.h"
#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/base/text.h"
#include "grader/model/own_input.h"

namespace grader::assess {
namespace {

using Json = nlohmann::json;

constexpr const char* kReadingRubric = "reading the rubric";

Level level_of(const std::string& code) {
  if (code == "ST") return Level::kStrong;
  if (code == "S") return Level::kSecure;
  if (code == "none") return Level::kNone;
  return code == "D" ? Level::kDeveloping : Level::kNotYet;
}

Ratio ratio_of(const Json& json) {
  if (json.is_number_integer()) return {json.get<std::int64_t>(), 1};
  return {json["n"], json["d"]};
}

std::map<Level, std::string> by_level(const Json& json, const char* key) {
  std::map<Level, std::string> texts;
  const Json rows = json.value(key, Json::object());
  for (const auto& [code, text] : rows.items()) texts[level_of(code)] = text;
  return texts;
}

Indicator indicator_of(const Json& json) {
  Indicator indicator{.id = json["id"],
                      .skill = json["skill"],
                      .title = json["title"],
                      .executed = json.value("executed", false),
                      .low_weight = json.value("low_weight", false),
                      .presence = json.value("presence", false),
                      .after = json.value("after", ""),
                      .needs = json.value("needs", ""),
                      .measured = json.value("measured", true)};
  for (const Json& rule : json.value("levels", Json::array())) {
    LevelRule level{.level = level_of(rule["level"]), .words = rule["words"]};
    for (const Json& condition : rule["all"]) {
      level.all.push_back(
          {.metric = condition["metric"], .op = condition["op"], .value = ratio_of(condition["value"])});
    }
    indicator.levels.push_back(std::move(level));
  }
  indicator.otherwise = level_of(json.value("otherwise", "NY"));
  indicator.matters = json.value("matters", "");
  indicator.feedback = by_level(json, "feedback");
  indicator.next = by_level(json, "next");
  return indicator;
}

}  // namespace

const std::vector<std::string>& known_metrics() {
  static const std::vector<std::string> names = {"branches.merges",
                                                 "branches.requests",
                                                 "bugs.fixed",
                                                 "build.ok",
                                                 "ci.green",
                                                 "ci.present",
                                                 "ci.tests",
                                                 "corrections.commits",
                                                 "corrections.tests",
                                                 "coverage.branch",
                                                 "coverage.line",
                                                 "data.typed",
                                                 "debug_log.complete",
                                                 "debug_log.fields",
                                                 "debug_log.techniques",
                                                 "docs.public",
                                                 "example.ok",
                                                 "faults.caught",
                                                 "fixes.tested",
                                                 "format.clean",
                                                 "functions.small",
                                                 "history.largest_share",
                                                 "history.median_lines",
                                                 "hygiene.dependencies",
                                                 "hygiene.generated",
                                                 "hygiene.ignored",
                                                 "hygiene.past",
                                                 "interfaces.typed",
                                                 "leftovers.count",
                                                 "leftovers.debug",
                                                 "lint.per_hundred",
                                                 "merges.resolved",
                                                 "messages.generic",
                                                 "modules.clear",
                                                 "mutants.killed",
                                                 "naming.fits",
                                                 "own_tests.count",
                                                 "own_tests.independent",
                                                 "own_tests.passed",
                                                 "own_tests.stable",
                                                 "requirements.met",
                                                 "requirements.musts",
                                                 "team.share",
                                                 "tests.checking",
                                                 "tests.collected",
                                                 "tests.non_functional",
                                                 "tests.types",
                                                 "warnings.own"};
  return names;
}

Result<Rubric> parse_rubric(const std::string& text, const std::string& name) {
  auto json = check_own_input(text, name, "rubric", kReadingRubric);
  if (!json) return pass(json);
  Rubric rubric{.id = (*json)["id"], .hash = sha256(text), .calibrated = (*json)["calibrated"]};
  std::size_t index = 0;
  for (const Json& row : (*json)["indicators"]) {
    rubric.indicators.push_back(indicator_of(row));
    for (const LevelRule& rule : rubric.indicators.back().levels) {
      for (const Condition& condition : rule.all) {
        const auto& known = known_metrics();
        if (std::find(known.begin(), known.end(), condition.metric) != known.end()) continue;
        return fail(Fault::kSetup, kReadingRubric, name,
                    "line " + std::to_string(line_at(text, "[indicators][" + std::to_string(index) + "]")) +
                        ": indicator " + row["id"].get<std::string>() + " names an unknown metric \"" +
                        condition.metric + "\"",
                    known_instead(condition.metric, known));
      }
    }
    ++index;
  }
  for (const Json& row : (*json)["knowledge"]) rubric.knowledge.push_back({.id = row["id"], .uses = row["uses"]});
  rubric.classes = (*json)["classes"];
  return rubric;
}

Result<Rubric> read_rubric() {
  const auto path = data_folder() / "rubrics" / "st0128" / "rubric.json";
  auto text = read_file(path);
  if (!text) return pass(text);
  return parse_rubric(*text, path.string());
}

}  // namespace grader::assess
