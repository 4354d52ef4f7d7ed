#include <algorithm>

#include "grader/base/text.h"
#include "grader/report/page.h"

namespace grader::report {
namespace {

constexpr std::size_t kMostWorking = 4;
constexpr std::size_t kMostChanges = 6;  // each way

// The first line with `words` in bold before it.
void write_term(Html& html, const std::string& words, const std::string& text) {
  html.open("p").leaf("strong", words, {{"class", "term"}}).text(" " + text).close();
}

// What works, before what is missing.
void write_working(Html& html, const View& view) {
  std::vector<const IndicatorResult*> rows;
  for (const SkillResult& skill : view.edition.skills) {
    for (const IndicatorResult& row : skill.indicators) {
      if (row.level >= Level::kSecure) rows.push_back(&row);
    }
  }
  if (rows.empty()) return;
  std::stable_sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) { return a->level > b->level; });
  html.leaf("h3", "What works").open("ul", {{"class", "working"}});
  for (std::size_t i = 0; i < rows.size() && i < kMostWorking; ++i) {
    html.open("li")
        .leaf("strong", rows[i]->id)
        .text(" " + (rows[i]->feedback.empty() ? rows[i]->title + ": " + rows[i]->observed : rows[i]->feedback))
        .close();
  }
  if (rows.size() > kMostWorking)
    html.leaf("li", std::to_string(rows.size() - kMostWorking) + " more, skill by skill below");
  html.close();
}

void write_change(Html& html, const View& view) {
  const Progress& progress = view.grading.progress;
  const BothWays<Turned> all = changes(progress, view.style.levels);
  if (progress.since == 0 || (all.improved.empty() && all.slipped.empty())) return;
  html.leaf("h3", "Since attempt " + std::to_string(progress.since)).open("ul", {{"class", "working"}});
  for (const auto& [words, rows] : {std::pair("Improved", &all.improved), std::pair("Slipped back", &all.slipped)}) {
    for (std::size_t i = 0; i < rows->size() && i < kMostChanges; ++i) {
      const Turned& row = (*rows)[i];
      html.open("li").leaf("strong", words).text(": " + row.id + ", " + row.before + " to " + row.now).close();
    }
    if (rows->size() > kMostChanges)
      html.open("li")
          .leaf("strong", words)
          .text(": " + std::to_string(rows->size() - kMostChanges) + " more, under Attempts")
          .close();
  }
  html.close();
}

void write_step(Html& html, const View& view, const NextStep& step, int number) {
  html.open("li", {{"id", "step-" + std::to_string(number)}});
  html.leaf("span", std::to_string(number), {{"class", "number"}}).open("div");
  html.open("p", {{"class", "action"}}).open("strong").prose(step.action).close().close();
  html.open("p").leaf("strong", "Observed", {{"class", "term"}}).text(" " + step.from->id + " " + step.what);
  if (!step.where.empty()) {
    html.text(", first: ");
    write_place(html, view, step.where);
  }
  html.close();
  if (!step.matters.empty()) write_term(html, "Why it matters", step.matters);
  if (!step.next_rule.empty()) write_term(html, "For the next level", step.next_rule);
  html.close().close();
}

// The level a skill had at the attempt before; kNone when it is not known.
Level level_before(const Progress& progress, const SkillResult& skill) {
  for (const auto* moves : {&progress.improved, &progress.slipped}) {
    for (const Moved& move : *moves) {
      if (move.id == skill.id) return move.before;
    }
  }
  const auto& same = progress.unchanged;
  return std::find(same.begin(), same.end(), skill.id) == same.end() ? Level::kNone : skill.level;
}

std::string class_words(const std::string& by_machine) {
  if (by_machine == "direct") return "Direct";
  if (by_machine == "partial") return "Partial";
  return by_machine.empty() ? "" : "Tutor";
}

// Which choices of the filter show a row.
std::string filter_classes(const SkillResult& skill, const Style& style) {
  if (skill.level == Level::kNone) return "no-level";
  return style.levels && skill.level < Level::kStrong ? "with-level can-rise" : "with-level";
}

// Radio buttons; the style sheet hides the rows.
void write_filter(Html& html, const Style& style) {
  html.open("fieldset", {{"class", "filter"}}).leaf("legend", "Show");
  const auto choice = [&](const char* id, const char* words, bool checked) {
    Html::Attributes attributes = {{"type", "radio"}, {"name", "show"}, {"id", std::string("show-") + id}};
    if (checked) attributes.emplace_back("checked", "");
    html.open("label").raw("<input");
    for (const auto& [name, value] : attributes) html.raw(" ").raw(name).raw("=\"" + escaped(value) + "\"");
    html.raw(">").text(words).close();
  };
  choice("all", "all skills", true);
  if (style.levels) choice("can-rise", "below Strong", false);
  choice("with-level", "with a level", false);
  choice("no-level", "without a level", false);
  html.close();
}

}  // namespace

void write_summary(Html& html, const View& view) {
  html.section("summary", "Summary");
  if (!view.style.levels) {
    html.leaf("p", "Next steps follow from levels and stay covered with them. The evidence is below, skill by skill.");
    html.close();
    return;
  }
  write_working(html, view);
  write_change(html, view);
  std::size_t all = 0;
  const auto steps = next_steps(view.edition, 3, &all);
  if (steps.empty()) {
    html.leaf("p", "No next step follows from what was measured here.").close();
    return;
  }
  html.leaf("h3", "Next steps")
      .leaf("p", std::to_string(steps.size()) + " of " + std::to_string(all) + ", in the order to take them",
            {{"class", "quiet"}});
  html.open("ol", {{"class", "steps"}});
  int number = 0;
  for (const NextStep& step : steps) write_step(html, view, step, ++number);
  html.close().close();
}

void write_skills_table(Html& html, const View& view) {
  const bool compared = view.style.levels && view.grading.progress.since > 0;
  html.section("skills", "Skills");
  write_filter(html, view.style);
  std::vector<std::string_view> heads = {"Skill", "Level", "With evidence", "Judged by machine"};
  if (compared) heads.insert(heads.begin() + 2, "Before");
  html.raw("<div class=\"skills\">").table("Skills of this exercise and their levels", heads);
  for (const SkillResult& skill : view.edition.skills) {
    html.open("tr", {{"class", filter_classes(skill, view.style)}}).open("th", {{"scope", "row"}});
    html.open("a", {{"href", "#skill-" + id_of(skill.id)}}).leaf("strong", skill.id).text(" " + short_name(skill.text));
    html.close().close().open("td");
    write_level(html, skill.level, skill.reserve, view.style);
    html.close();
    if (compared) {
      const Level before = level_before(view.grading.progress, skill);
      html.open("td", {{"data-label", "Before"}});
      if (before == Level::kNone) html.leaf("span", "not known", {{"class", "quiet"}});
      if (before != Level::kNone) write_level(html, before, Reserve::kNone, view.style);
      html.close();
    }
    const auto with = std::count_if(skill.indicators.begin(), skill.indicators.end(),
                                    [](const IndicatorResult& row) { return row.level != Level::kNone; });
    html.leaf("td", std::to_string(with) + " of " + counted(skill.indicators.size(), "indicator"),
              {{"data-label", "With evidence"}});
    html.leaf("td", class_words(skill.by_machine), {{"data-label", "Judged by machine"}}).close();
  }
  html.end_table().raw("</div>\n");
  html.leaf("p",
            "Direct: runs and source show it. Partial: they show a part of it. Tutor: a person judges it. "
            "Behaviours, S12 and S18 are for tutor and employer.",
            {{"class", "quiet"}});
  html.close();
}

}  // namespace grader::report
