#include "grader/report/page.h"

#include <algorithm>

#include "grader/base/text.h"

namespace grader::report {
namespace {

constexpr std::size_t kMostName = 60;

const char* shape_of(Level level, const Style& style) {
  if (level == Level::kNone) return "<path d=\"M4 8h8\"/>";
  if (!style.levels) return "<rect x=\"3\" y=\"3\" width=\"10\" height=\"10\" rx=\"2\" stroke-dasharray=\"2 2\"/>";
  switch (level) {
    case Level::kNotYet:
      return "<circle cx=\"8\" cy=\"8\" r=\"6\"/>";
    case Level::kDeveloping:
      return "<circle cx=\"8\" cy=\"8\" r=\"6\"/><path class=\"full\" d=\"M8 2a6 6 0 0 0 0 12z\"/>";
    case Level::kSecure:
      return "<circle class=\"full\" cx=\"8\" cy=\"8\" r=\"6\"/>";
    default:
      return "<path class=\"full\" d=\"M8 1.4 9.8 6 14.7 6.2 10.9 9.3 12.1 14.1 8 11.4 3.9 14.1 5.1 9.3 1.3 6.2 6.2 "
             "6z\"/>";
  }
}

const char* class_of(Level level, const Style& style) {
  if (level == Level::kNone) return "level none";
  return style.levels && level >= Level::kSecure ? "level high" : "level";
}

// A link of the page's contents to a part that is there.
void write_link(Html& html, bool there, const char* id, const char* words) {
  if (!there) return;
  html.open("li").leaf("a", words, {{"href", std::string("#") + id}}).close();
}

void write_contents(Html& html, const View& view) {
  const Edition& edition = view.edition;
  html.open("nav", {{"class", "contents"}, {"aria-label", "Contents"}}).open("ul");
  write_link(html, true, "summary", "Summary");
  write_link(html, true, "skills", "Skills");
  write_link(html, true, "skill-by-skill", "Skill by skill");
  write_link(html, !edition.requirements.empty(), "requirements", "Requirements");
  write_link(html, !edition.groups.empty(), "tests", "Tests");
  write_link(html, shows_mutants(view), "mutants", "What own tests notice");
  write_link(html, shows_faults(view), "faults", "Faulty versions");
  write_link(html, !view.grading.sources.empty(), "code", "Code");
  write_link(html, view.grading.progress.since > 0, "attempts", "Attempts");
  write_link(html, !edition.questions.empty(), "questions", "Questions from this code");
  write_link(html, !edition.seen.empty(), "seen", "Knowledge seen in use");
  write_link(html, view.style.reader == Reader::kTutor && !view.grading.signals.empty(), "signals", "To ask about");
  write_link(html, true, "judged", "How this was judged");
  html.close().close();
}

}  // namespace

std::string requirement_id(const std::string& requirement) {
  return "requirement-" + id_of(requirement);
}

void write_level(Html& html, Level level, Reserve reserve, const Style& style) {
  html.open("span", {{"class", class_of(level, style)}});
  html.raw("<svg class=\"shape\" viewBox=\"0 0 16 16\" role=\"presentation\" focusable=\"false\">");
  html.raw(shape_of(level, style)).raw("</svg>").text(level_words(level, reserve, style)).close();
}

void write_place(Html& html, const View& view, const std::string& place) {
  const Place found = view.places.find(place);
  std::string id = view.places.id(found);
  const auto& rows = view.edition.requirements;
  if (view.whole &&
      std::any_of(rows.begin(), rows.end(), [&](const RequirementResult& row) { return row.id == place; }))
    id = requirement_id(place);
  if (id.empty()) {
    html.leaf("code", found.label);
  } else {
    html.open("a", {{"href", "#" + id}}).leaf("code", found.label).close();
  }
  html.prose(found.rest);
}

std::vector<std::string> first_places(const std::vector<std::string>& places) {
  std::vector<std::string> first;
  for (const std::string& place : places) {
    if (first.size() == kMostPlaces) break;
    if (std::find(first.begin(), first.end(), place) == first.end()) first.push_back(place);
  }
  return first;
}

void write_places(Html& html, const View& view, const std::vector<std::string>& places) {
  html.open("ul", {{"class", "places"}});
  for (const std::string& place : first_places(places)) {
    html.open("li");
    write_place(html, view, place);
    html.close();
  }
  const std::size_t all = std::set<std::string>(places.begin(), places.end()).size();
  if (all > kMostPlaces) html.leaf("li", "and " + std::to_string(all - kMostPlaces) + " more");
  html.close();
}

std::string short_name(const std::string& text) {
  if (text.size() <= kMostName) return text;
  const std::size_t space = text.rfind(' ', kMostName);
  std::string cut = text.substr(0, space == std::string::npos ? kMostName : space);
  while (!cut.empty() && std::string_view(" ,.;(").find(cut.back()) != std::string_view::npos) cut.pop_back();
  return cut + "\u00a0\u2026";
}

void write_header(Html& html, const View& view, const std::string& kind) {
  const Grading& grading = view.grading;
  const bool check = view.style.reader == Reader::kApprentice;
  html.open("header", {{"class", "top"}});
  html.leaf("p", kind + (check ? ", apprentice's edition" : ", tutor's edition"), {{"class", "kind"}});
  html.leaf("h1", grading.title.empty() ? "Work without an exercise" : grading.title);
  html.open("p", {{"class", "state"}}).leaf("strong", check ? "Self-check." : "Provisional.");
  html.text(check ? " Nothing is sent. The tutor decides the outcome." : " The tutor decides the outcome.");
  if (!grading.calibrated) html.text(" Levels are uncalibrated.");
  if (!view.style.levels) html.text(" Machine levels are covered.");
  html.close();
  if (!grading.uncommitted.empty()) {
    html.leaf("p", "Not committed and not checked: " + join(grading.uncommitted, ", "), {{"class", "state"}});
  }
  html.open("dl", {{"class", "facts"}});
  if (!grading.exercise.empty())
    html.row("Exercise", grading.exercise + ", version " + std::to_string(grading.exercise_version));
  if (grading.attempt > 0) html.row("Attempt", std::to_string(grading.attempt));
  html.row("Commit", grading.commit)
      .row("Committed", committed_in_words(grading))
      .row("Standard", grading.standard)
      .row("Rubric", grading.rubric)
      .row("Assurance", grading.assurance)
      .row("Isolation", isolation_words(grading));
  const bool team = !grading.learner.empty();
  if (team) html.row("Whose part", grading.learner + ". Requirements, hygiene, pipeline and merges are the team's.");
  html.row("Own code", counted(grading.own_code_lines, "line"));
  html.row("History", counted(grading.commits, "commit") + (team ? " of the team" : ""));
  html.close().close();
}

std::string html(const Grading& grading, const Style& style) {
  const Places places(grading.sources);
  const View view{grading, style, edition_for(grading, style), places};
  Html html;
  html.leaf("a", "Skip to the report", {{"class", "skip"}, {"href", "#report"}});
  html.open("div", {{"class", "sheet"}});
  write_header(html, view, "Report");
  write_contents(html, view);
  html.open("main", {{"id", "report"}, {"tabindex", "-1"}});
  write_summary(html, view);
  write_skills_table(html, view);
  write_skill_sections(html, view);
  write_requirements(html, view);
  write_tests(html, view);
  write_mutants(html, view);
  write_faults(html, view);
  write_code(html, view);
  write_attempts(html, view);
  write_questions(html, view);
  write_seen(html, view);
  write_signals(html, view);
  write_judged(html, view);
  return page((grading.title.empty() ? "Work without an exercise" : grading.title) + " - grader report", html.take());
}

}  // namespace grader::report
