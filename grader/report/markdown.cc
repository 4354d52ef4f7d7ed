#include "grader/base/text.h"
#include "grader/report/report.h"

namespace grader::report {
namespace {

// Foreign text inside a line of Markdown: what has a meaning there loses it.
std::string safe(const std::string& text) {
  std::string out;
  for (const char c : printable(text)) {
    if (std::string_view("\\`*_{}[]<>#|!&").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string state_of(const Style& style) {
  return style.reader == Reader::kApprentice ? "Self-check. Nothing is sent. The tutor decides the outcome."
                                             : "Provisional. The tutor decides the outcome.";
}

std::string header(const Grading& grading, const std::string& title, const Style& style) {
  return "# " + title + safe(grading.title.empty() ? "Work without an exercise" : grading.title) + "\n\n" +
         state_of(style) + " Levels are uncalibrated.\n\nCommit `" + grading.commit + "`, rubric " +
         safe(grading.rubric) + ", standard " + safe(grading.standard) + ", grader " + safe(grading.engine) + ".\n";
}

}  // namespace

std::string markdown(const Grading& grading, const Style& style) {
  const Edition& edition = edition_for(grading, style);
  std::string out = header(grading, "", style);
  const auto steps = next_steps(edition, 3);
  if (!steps.empty()) out += "\n## Next steps\n\n";
  int number = 0;
  for (const NextStep& step : steps) {
    out += std::to_string(++number) + ". **" + step.skill + "** " + safe(step.what) +
           (step.where.empty() ? "" : " (first: " + safe(step.where) + ")") + ". Next: " + safe(step.action) + "\n";
  }
  out += "\n## Skills\n";
  for (const SkillResult& skill : edition.skills) {
    out += "\n### " + skill.id + ": " + level_words(skill.level, skill.reserve, style) + "\n\n" + safe(skill.text) +
           "\n\n| Indicator | Level | Observed |\n| --- | --- | --- |\n";
    for (const IndicatorResult& row : skill.indicators) {
      out += "| " + row.id + " " + safe(row.title) + " | " + level_words(row.level, row.reserve, style) + " | " +
             safe(row.observed) + " |\n";
    }
  }
  if (edition.requirements.empty()) return out;
  out += "\n## Requirements\n\n| Requirement | Priority | State | Tests passed |\n| --- | --- | --- | --- |\n";
  for (const RequirementResult& row : edition.requirements) {
    out += "| " + row.id + " " + safe(row.text) + " | " + row.level + " | " + name_of(row.state) + " | " +
           std::to_string(row.passed) + " of " + std::to_string(row.tests) + " |\n";
  }
  return out;
}

std::string portfolio(const Grading& grading, const Style& style) {
  const Edition& edition = edition_for(grading, style);
  std::string out = header(grading, "Evidence sheet: ", style);
  for (const SkillResult& skill : edition.skills) {
    out += "\n## " + skill.id + "\n\n> " + safe(skill.text) + "\n\n";
    bool any = false;
    for (const IndicatorResult& row : skill.indicators) {
      if (row.level == Level::kNone) continue;
      any = true;
      out += "- " + safe(row.title) + ": " + safe(row.observed) + "\n";
    }
    if (!any) out += "- No evidence here: " + std::string(name_of(skill.reserve)) + "\n";
    out += "\n**What I did:** ...\n\n**How I did it, and where in the commit:** ...\n\n**Why I chose this way:** ...\n";
  }
  return out;
}

}  // namespace grader::report
