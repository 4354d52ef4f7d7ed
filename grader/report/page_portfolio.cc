#include "grader/report/page.h"
#include "grader/report/prompts.h"

namespace grader::report {
namespace {

void cite(const View& view, const std::vector<std::string>& places, Cited& cited) {
  for (const std::string& text : first_places(places)) {
    const Place place = view.places.find(text);
    if (place.file == nullptr) continue;
    std::set<int>& lines = cited[place.file];
    if (place.line > 0) lines.insert(place.line);
  }
}

void write_skill(Html& html, const View& view, const SkillResult& skill, Cited& cited) {
  html.open("section", {{"class", "skill"}, {"aria-labelledby", "skill-" + id_of(skill.id)}});
  html.leaf("h2", skill.id, {{"id", "skill-" + id_of(skill.id)}}).leaf("p", skill.text, {{"class", "wording"}});
  bool any = false;
  html.open("dl", {{"class", "rows"}});
  for (const IndicatorResult& row : skill.indicators) {
    if (row.level == Level::kNone) continue;
    any = true;
    html.open("div").leaf("dt", row.title).open("dd").text(row.observed);
    if (!row.places.empty()) write_places(html, view, row.places);
    html.close().close();
    cite(view, row.places, cited);
  }
  if (!any) html.row("Nothing observed", name_of(skill.reserve));
  html.close();
  write_prompts(html, skill_prompts());
  html.close();
}

void write_knowledge(Html& html, const View& view, Cited& cited) {
  for (const SeenInUse& row : view.edition.seen) {
    if (row.what.empty()) continue;
    const std::string id = "knowledge-" + id_of(row.id);
    html.open("section", {{"class", "skill"}, {"aria-labelledby", id}}).leaf("h2", row.id, {{"id", id}});
    html.leaf("p", row.text, {{"class", "wording"}}).leaf("p", "In use: " + row.what);
    write_places(html, view, row.places);
    cite(view, row.places, cited);
    write_prompts(html, knowledge_prompts());
    html.close();
  }
}

}  // namespace

std::string portfolio_html(const Grading& grading, const Style& style) {
  const Places places(grading.sources);
  const View view{grading, style, edition_for(grading, style), places, false};
  Cited cited;
  Html html;
  html.leaf("a", "Skip to the evidence", {{"class", "skip"}, {"href", "#evidence"}});
  html.open("div", {{"class", "sheet plain"}});
  write_header(html, view, "Evidence sheet");
  html.open("main", {{"id", "evidence"}, {"tabindex", "-1"}});
  html.leaf("p", "Values and lines are of the commit named above. The words are for its author.");
  for (const SkillResult& skill : view.edition.skills) write_skill(html, view, skill, cited);
  write_knowledge(html, view, cited);
  write_cited(html, view, cited);
  return page((grading.title.empty() ? "Work without an exercise" : grading.title) + " - evidence sheet", html.take());
}

}  // namespace grader::report
