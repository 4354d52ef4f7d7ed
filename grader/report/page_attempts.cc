#include <algorithm>
#include <span>

#include "grader/base/text.h"
#include "grader/report/page.h"

namespace grader::report {
namespace {

constexpr std::size_t kFewestForALine = 3;  // two are told as then and now
constexpr std::size_t kMostAttempts = 4;    // as many columns as a page has room for

// What one skill had at each attempt, in their order; kNone: nothing.
using Levels = std::vector<Level>;

// A point for each attempt that gave a level, the higher the better, joined by a line. The row's words say the same.
void write_line(Html& html, const Levels& levels) {
  constexpr std::size_t kStep = 14;
  constexpr std::size_t kMargin = 4;
  constexpr std::size_t kBottom = 22;
  constexpr std::size_t kRise = 6;  // a level
  std::string line;
  std::string points;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (levels[i] == Level::kNone) continue;
    const std::size_t rank = static_cast<std::size_t>(levels[i]) - static_cast<std::size_t>(Level::kNotYet);
    const std::string x = std::to_string(kMargin + i * kStep);
    const std::string y = std::to_string(kBottom - rank * kRise);
    line += x + "," + y + " ";
    points.append("<circle cx=\"").append(x).append("\" cy=\"").append(y).append("\" r=\"2\"/>");
  }
  const std::size_t width = 2 * kMargin + (levels.size() - 1) * kStep;
  html.raw("<svg class=\"line\" viewBox=\"0 0 " + std::to_string(width) +
           " 26\" role=\"presentation\" focusable=\"false\"><polyline points=\"" + line + "\"/>" + points + "</svg>");
}

Levels levels_of(const std::string& skill, std::span<const AttemptLevels> attempts) {
  Levels levels;
  for (const AttemptLevels& attempt : attempts) {
    const auto row = std::ranges::find(attempt.skills, skill, &std::pair<std::string, Level>::first);
    levels.push_back(row == attempt.skills.end() ? Level::kNone : row->second);
  }
  return levels;
}

// Every comparable attempt's levels, the latest ones where there are many.
void write_levels_by_attempt(Html& html, const View& view) {
  std::span<const AttemptLevels> attempts = view.grading.progress.attempts;
  if (attempts.size() < kFewestForALine) return;
  if (attempts.size() > kMostAttempts) attempts = attempts.last(kMostAttempts);
  std::vector<std::string> labels;
  for (const AttemptLevels& attempt : attempts) labels.push_back("Attempt " + std::to_string(attempt.number));
  std::vector<std::string_view> heads = {"Skill"};
  heads.insert(heads.end(), labels.begin(), labels.end());
  heads.emplace_back("As a line");
  html.raw("<div class=\"cases\">").table("Levels attempt by attempt", heads);
  for (const SkillResult& skill : view.edition.skills) {
    const Levels levels = levels_of(skill.id, attempts);
    if (std::ranges::all_of(levels, [](Level level) { return level == Level::kNone; })) continue;
    html.open("tr").leaf("th", skill.id, {{"scope", "row"}});
    for (std::size_t i = 0; i < levels.size(); ++i) {
      html.open("td", {{"data-label", labels[i]}});
      if (levels[i] == Level::kNone)
        html.text("no level");
      else
        write_level(html, levels[i], Reserve::kNone, view.style);
      html.close();
    }
    html.open("td", {{"data-label", "As a line"}});
    write_line(html, levels);
    html.close().close();
  }
  html.end_table().raw("</div>\n");
}

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
  if (view.style.levels) {
    write_levels_then_and_now(html, view);
    write_levels_by_attempt(html, view);
  }
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
