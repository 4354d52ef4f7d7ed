#include <algorithm>

#include "grader/base/text.h"
#include "grader/report/page.h"

namespace grader::report {
namespace {

struct LevelRows {
  const char* change;
  std::vector<Moved> rows;
};

void write_levels_then_and_now(Html& html, const View& view) {
  const Progress& progress = view.grading.progress;
  std::vector<LevelRows> parts = {{"Improved", progress.improved},
                                  {"Improved", progress.indicators.improved},
                                  {"Slipped back", progress.slipped},
                                  {"Slipped back", progress.indicators.slipped},
                                  {kUnchanged, {}}};
  for (const SkillResult& skill : view.edition.skills) {
    const auto& same = progress.unchanged;
    if (std::find(same.begin(), same.end(), skill.id) != same.end())
      parts.back().rows.push_back({skill.id, skill.level, skill.level});
  }
  if (std::all_of(parts.begin(), parts.end(), [](const LevelRows& part) { return part.rows.empty(); })) return;
  html.raw("<div class=\"cases\">").table("Levels then and now", {"Skill or indicator", "Change", "Then", "Now"});
  for (const auto& [words, moves] : parts) {
    for (const Moved& move : moves) {
      html.open("tr").leaf("th", move.id, {{"scope", "row"}}).leaf("td", words, {{"data-label", "Change"}});
      html.open("td", {{"data-label", "Then"}});
      write_level(html, move.before, Reserve::kNone, view.style);
      html.close().open("td", {{"data-label", "Now"}});
      write_level(html, move.now, Reserve::kNone, view.style);
      html.close().close();
    }
  }
  html.end_table().raw("</div>\n");
}

void write_states_then_and_now(Html& html, const std::string& caption, const std::string& kind,
                               const BothWays<Turned>& ways) {
  if (ways.improved.empty() && ways.slipped.empty()) return;
  html.raw("<div class=\"cases\">").table(caption, {kind, "Change", "Then", "Now"});
  for (const auto& [words, rows] : {std::pair("Improved", &ways.improved), std::pair("Slipped back", &ways.slipped)}) {
    for (const Turned& row : *rows) {
      html.open("tr").leaf("th", row.id, {{"scope", "row"}}).leaf("td", words, {{"data-label", "Change"}});
      html.leaf("td", row.before, {{"data-label", "Then"}}).leaf("td", row.now, {{"data-label", "Now"}}).close();
    }
  }
  html.end_table().raw("</div>\n");
}

}  // namespace

void write_attempts(Html& html, const View& view) {
  const Progress& progress = view.grading.progress;
  if (progress.since == 0) return;
  html.section("attempts", "Attempts");
  html.leaf("p", "This attempt against attempt " + std::to_string(progress.since) + ".");
  if (!progress.not_compared.empty())
    html.leaf("p", "Not compared (a result on one side only): " + join(progress.not_compared, ", ") + ".");
  if (view.style.levels) write_levels_then_and_now(html, view);
  write_states_then_and_now(html, "Requirements then and now", "Requirement", progress.requirements);
  write_states_then_and_now(html, "Own and public tests then and now", "Test", progress.tests);
  html.leaf("h3", "Own tests that are gone");
  if (progress.gone_tests.empty()) {
    html.leaf("p", "None.");
  } else {
    html.open("ul");
    for (const std::string& id : progress.gone_tests) html.leaf("li", id);
    html.close();
  }
  html.close();
}

}  // namespace grader::report
