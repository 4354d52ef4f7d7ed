#include <map>

#include "grader/base/text.h"
#include "grader/report/page.h"

namespace grader::report {
namespace {

void write_indicator(Html& html, const View& view, const IndicatorResult& row) {
  const bool open = view.style.levels && row.level != Level::kNone;
  html.open("div", {{"class", "indicator"}});
  html.open("h4", {{"id", "indicator-" + id_of(row.id)}}).leaf("span", row.id, {{"class", "code"}});
  html.text(" " + row.title + " ");
  write_level(html, row.level, row.reserve, view.style);
  html.close();
  const bool covers = row.level != Level::kNone && !open;  // feedback tells the level
  if (!covers && !row.feedback.empty()) html.open("p").prose(row.feedback).close();
  html.open("dl", {{"class", "rows"}}).row(row.level == Level::kNone ? "Why no level" : "Observed", row.observed);
  if (!row.places.empty()) {
    html.open("div").leaf("dt", "Where").open("dd");
    write_places(html, view, row.places);
    html.close().close();
  }
  if (open) html.row("Rule", row.rule).row("Rule one level up", row.next_rule).row("Next step", row.next);
  html.row("Why it matters", row.matters);
  if (row.low_weight) html.row("Weight", "no say in the skill's level");
  html.close().close();
}

void write_skill(Html& html, const View& view, const SkillResult& skill) {
  const std::string id = "skill-" + id_of(skill.id);
  html.open("section", {{"class", "skill"}, {"aria-labelledby", id}});
  html.open("h3", {{"id", id}}).leaf("span", skill.id, {{"class", "code"}}).text(" ");
  write_level(html, skill.level, skill.reserve, view.style);
  html.close().leaf("p", skill.text, {{"class", "wording"}});
  if (view.style.levels && !skill.why.empty())
    html.leaf("p", "Level: " + skill.why + ". Confidence: " + skill.confidence + ".", {{"class", "quiet"}});
  std::map<std::string, std::vector<std::string>> bare;  // why -> indicators of which nothing else is known
  for (const IndicatorResult& row : skill.indicators) {
    if (row.level == Level::kNone && row.observed.empty())
      bare[name_of(row.reserve)].push_back(row.id + " " + row.title);
    else
      write_indicator(html, view, row);
  }
  for (const auto& [why, rows] : bare) html.leaf("p", why + ": " + join(rows, ", ") + ".", {{"class", "quiet bare"}});
  if (skill.indicators.empty()) html.leaf("p", "No indicator of this version looks for it.");
  if (view.style.reader == Reader::kApprentice) {
    html.open("p", {{"class", "reflect"}}).leaf("strong", "For the portfolio");
    html.text(" \u201cI \u2026 because \u2026\u201d: one decision in this commit that shows " + skill.id +
              ", the line it stands on, and the reason for it.");
    html.close();
  }
  html.close();
}

}  // namespace

void write_skill_sections(Html& html, const View& view) {
  html.section("skill-by-skill", "Skill by skill");
  for (const SkillResult& skill : view.edition.skills) write_skill(html, view, skill);
  html.close();
}

}  // namespace grader::report
