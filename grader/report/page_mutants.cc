#include "grader/base/text.h"
#include "grader/report/changed_line.h"
#include "grader/report/page.h"

namespace grader::report {
namespace {

// The line as it is and as it was changed, in one.
void write_change(Html& html, const View& view, const Mutant& mutant) {
  const Around line = around(view.grading, mutant);
  html.open("p", {{"class", "change"}}).raw("<code>").text(line.before);
  html.raw("<del>").text(mutant.original).raw("</del>");
  if (!mutant.replacement.empty()) html.raw(" <ins>").text(mutant.replacement).raw("</ins>");
  html.text(line.after).raw("</code>").close();
}

void write_left_out(Html& html, const Mutation& mutation) {
  for (const std::string& test : mutation.left_out) html.row("Own test left out", test);
}

void write_counts(Html& html, const Mutation& mutation) {
  html.open("dl", {{"class", "rows"}});
  html.row("Noticed", counted(count_of(mutation, MutantState::kKilled), "change"));
  html.row("Not noticed", counted(count_of(mutation, MutantState::kSurvived), "change"));
  html.row("Not run by any own test", counted(count_of(mutation, MutantState::kNotCovered), "change"));
  if (mutation.not_sampled > 0) html.row("Not tried", counted(mutation.not_sampled, "change"));
  write_left_out(html, mutation);
  html.close();
}

}  // namespace

bool shows_mutants(const View& view) {
  return !view.grading.mutation.mutants.empty() || !view.grading.mutation.left_out.empty();
}

void write_mutants(Html& html, const View& view) {
  if (!shows_mutants(view)) return;
  const Mutation& mutation = view.grading.mutation;
  html.section("mutants", "What own tests notice");
  if (mutation.mutants.empty()) {
    const std::string why = mutation.problem.empty() ? "there was none to try" : mutation.problem;
    html.leaf("p", "No small change (mutant) of the own code was judged: " + why + ".");
    html.open("dl", {{"class", "rows"}});
    write_left_out(html, mutation);
    html.close().close();
    return;
  }
  html.leaf("p",
            "Small changes (mutants) were made to the own code one at a time, and the own tests were run against each. "
            "A change that no test notices marks a value that no test compares.");
  write_counts(html, mutation);
  if (!mutation.told.empty()) {
    html.open("ol", {{"class", "survivors"}});
    for (const Survivor& survivor : mutation.told) {
      const Mutant& mutant = mutation.mutants[survivor.index].mutant;
      html.open("li").open("p");
      write_place(html, view, mutant.path + ":" + std::to_string(mutant.line));
      html.text(" ").prose(survivor.text).close();
      write_change(html, view, mutant);
      if (view.style.levels) html.open("p").leaf("strong", "Next:").text(" ").prose(survivor.next).close();
      html.close();
    }
    html.close();
  }
  html.close();
}

}  // namespace grader::report
