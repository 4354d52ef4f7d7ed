#include <algorithm>

#include "grader/base/text.h"
#include "grader/report/prompts.h"
#include "grader/report/prose.h"
#include "grader/report/report.h"

namespace grader::report {
namespace {

// A clause of a next step, with its stop; nothing for an empty one.
std::string sentence(const std::string& head, const std::string& text) {
  if (text.empty()) return {};
  return " " + head + markdown_text(text) + (text.ends_with('.') ? "" : ".");
}

std::string state_of(const Grading& grading, const Style& style) {
  std::string state = style.reader == Reader::kApprentice
                          ? "Self-check. Nothing is sent. The tutor decides the outcome."
                          : "Provisional. The tutor decides the outcome.";
  if (!grading.calibrated) state += " Levels are uncalibrated.";
  return state + (style.levels ? "" : " Machine levels are covered.");
}

std::string header(const Grading& grading, const std::string& title, const Style& style) {
  return "# " + title + markdown_text(grading.title.empty() ? "Work without an exercise" : grading.title) + "\n\n" +
         state_of(grading, style) + "\n\nCommit `" + grading.commit + "`" +
         (grading.committed.empty() ? "" : " of " + committed_in_words(grading)) + ", rubric " +
         markdown_text(grading.rubric) + ", standard " + markdown_text(grading.standard) + ", grader " +
         markdown_text(grading.engine) + "." + (grading.learner.empty() ? "" : " Part of " + grading.learner + ".") +
         " Assurance: " + markdown_text(grading.assurance) + ". Isolation: " + markdown_text(isolation_words(grading)) +
         ".\n";
}

std::string changes_of(const Progress& progress, const Style& style) {
  const auto lines = progress_lines(progress, style.levels);
  std::string out = lines.empty() ? "" : "\n## Since attempt " + std::to_string(progress.since) + "\n\n";
  for (const ChangeLine& line : lines)
    out += "- **" + line.head + "**: " + markdown_text(join(line.items, ", ")) + "\n";
  return out;
}

std::string next_steps_of(const Edition& edition) {
  const auto steps = next_steps(edition, 3);
  std::string out = steps.empty() ? "" : "\n## Next steps\n\n";
  int number = 0;
  for (const NextStep& step : steps) {
    out += std::to_string(++number) + ". **" + markdown_prose(step.action) + "** " + markdown_text(step.from->id) +
           " " + markdown_text(step.what) + (step.where.empty() ? "" : ", first: " + markdown_text(step.where)) + "." +
           sentence("Why it matters: ", step.matters) + sentence("For the next level: ", step.next_rule) + "\n";
  }
  return out;
}

std::string skills_of(const Edition& edition, const Style& style) {
  std::string out = "\n## Skills\n";
  for (const SkillResult& skill : edition.skills) {
    out += "\n### " + skill.id + ": " + level_words(skill.level, skill.reserve, style) + "\n\n" +
           markdown_text(skill.text) + "\n\n| Indicator | Level | Observed | Next level |\n| --- | --- | --- | --- |\n";
    for (const IndicatorResult& row : skill.indicators) {
      out += "| " + row.id + " " + markdown_text(row.title) + " | " + level_words(row.level, row.reserve, style) +
             " | " + markdown_text(row.observed) + " | " + (style.levels ? markdown_text(row.next_rule) : "") + " |\n";
    }
  }
  return out;
}

std::string requirements_of(const Edition& edition) {
  if (edition.requirements.empty()) return {};
  std::string out = "\n## Requirements\n\n";
  for (const GroupResult& group : edition.groups) {
    if (group.contradicts) out += "Tests, " + group.name + ": " + markdown_text(group.problem) + "\n\n";
  }
  out += "| Requirement | Priority | State | Tests passed |\n| --- | --- | --- | --- |\n";
  for (const RequirementResult& row : edition.requirements) {
    out += "| " + row.id + " " + markdown_text(row.text) + " | " + row.level + " | " + name_of(row.state) + " | " +
           std::to_string(row.passed) + " of " + std::to_string(row.tests) + " |\n";
  }
  return out;
}

std::string places_of(const std::vector<std::string>& places) {
  constexpr std::size_t kMost = 6;
  std::vector<std::string> shown = places;
  shown.resize(std::min(places.size(), kMost));
  for (std::string& place : shown) place = markdown_text(place);
  return shown.empty() ? "" : " (" + join(shown, ", ") + (places.size() > kMost ? ", and more" : "") + ")";
}

std::string seen_of(const Edition& edition) {
  if (edition.seen.empty()) return {};
  std::string out = "\n## Knowledge seen in use\n\n";
  for (const SeenInUse& row : edition.seen) {
    out += "- **" + row.id + "** " + markdown_text(row.text) + ": " +
           (row.what.empty() ? "not seen in this work" : "in use: " + markdown_text(row.what)) + places_of(row.places) +
           "\n";
  }
  return out;
}

std::string left_out_of(const Mutation& mutation) {
  if (mutation.left_out.empty()) return {};
  std::string out = "\n## Own tests left out\n\nNo small change of the own code (mutant) was held against these:\n\n";
  for (const std::string& test : mutation.left_out) out += "- " + markdown_text(test) + "\n";
  return out;
}

std::string questions_of(const Edition& edition) {
  if (edition.questions.empty()) return {};
  std::string out = "\n## Questions from this code\n\n";
  int number = 0;
  for (const std::string& question : edition.questions)
    out += std::to_string(++number) + ". " + markdown_text(question) + "\n";
  return out;
}

}  // namespace

std::string markdown(const Grading& grading, const Style& style) {
  const Edition& edition = edition_for(grading, style);
  return header(grading, "", style) + changes_of(grading.progress, style) +
         (style.levels ? next_steps_of(edition) : "") + skills_of(edition, style) + requirements_of(edition) +
         left_out_of(grading.mutation) + questions_of(edition) + seen_of(edition);
}

std::string portfolio(const Grading& grading, const Style& style) {
  const Edition& edition = edition_for(grading, style);
  std::string out = header(grading, "Evidence sheet: ", style);
  for (const SkillResult& skill : edition.skills) {
    out += "\n## " + skill.id + "\n\n> " + markdown_text(skill.text) + "\n\n";
    bool any = false;
    for (const IndicatorResult& row : skill.indicators) {
      if (row.level == Level::kNone) continue;
      any = true;
      out += "- " + markdown_text(row.title) + ": " + markdown_text(row.observed) + places_of(row.places) + "\n";
    }
    if (!any) out += "- Nothing observed: " + std::string(name_of(skill.reserve)) + "\n";
    out += markdown_prompts(skill_prompts());
  }
  for (const SeenInUse& row : edition.seen) {
    if (row.what.empty()) continue;
    out += "\n## " + row.id + "\n\n> " + markdown_text(row.text) + "\n\n- In use: " + markdown_text(row.what) +
           places_of(row.places) + "\n" + markdown_prompts(knowledge_prompts());
  }
  return out;
}

}  // namespace grader::report
