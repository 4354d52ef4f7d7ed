#include <algorithm>

#include "grader/base/text.h"
#include "grader/report/cohort.h"
#include "grader/report/cohort_facts.h"

namespace grader::report {
namespace {

constexpr std::size_t kMostListed = 8;
constexpr std::size_t kWidth = 78;

std::string people(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " person" : " people");
}

std::string time_of(std::int64_t seconds) {
  return seconds < 60 ? std::to_string(seconds) + " s"
                      : std::to_string(seconds / 60) + " min " + std::to_string(seconds % 60) + " s";
}

// Rows of `states`, each with its reason, a few of them.
void list(const Results& results, bool faults, std::string& text) {
  std::size_t listed = 0;
  std::size_t all = 0;
  for (const ResultRow& row : results.rows) {
    const Item& item = row.item;
    const bool fault = item.state != ItemState::kGraded && item.state != ItemState::kNoSubmission;
    if (fault != faults || (!faults && item.flags.empty())) continue;
    ++all;
    if (listed == kMostListed) continue;
    ++listed;
    const std::string what = faults ? std::string(name_of(item.state)) + ": " + item.fault : join(item.flags, "; ");
    const std::vector<std::string> lines =
        wrap(item.submission.apprentice + " " + item.submission.exercise + "  " + printable(what), kWidth - 4);
    for (std::size_t i = 0; i < lines.size(); ++i) text += (i == 0 ? "  " : "    ") + lines[i] + "\n";
  }
  if (all > listed) text += "  and " + std::to_string(all - listed) + " more, on the page\n";
}

}  // namespace

std::string cohort_screen(const Results& results, const std::string& page_path) {
  const CohortFacts facts = facts_of(results);
  const std::string due = common_due(results);
  std::string text = "Cohort " + results.cohort + "  " + titles_of(results) + "  " + people(facts.people) +
                     (due.empty() ? "" : "  due " + due) + "\n";
  text += "Collected " + std::to_string(facts.collected) + "   no submission " + std::to_string(facts.no_submission) +
          "   graded " + std::to_string(facts.graded) + "   could not run " + std::to_string(facts.faults) +
          "   unchanged " + std::to_string(facts.unchanged) + "\n";
  text += "Ready for review " + std::to_string(facts.ready) + "   to look at " + std::to_string(facts.flagged) +
          "   reviews asked " + std::to_string(results.reviews) + "\n";
  if (!facts.step.empty())
    text += "Most common next step: " + facts.step + " " + std::to_string(facts.step_count) + " of " +
            std::to_string(facts.graded) + "\n";
  if (facts.faults > 0) {
    text += "Could not run; the next run tries them again:\n";
    list(results, true, text);
  }
  if (facts.flagged > 0) {
    text += "To look at:\n";
    list(results, false, text);
  }
  text += "Rubric " + results.rubric + " " + results.rubric_hash.substr(0, 8) + "   " + time_of(results.seconds) +
          "   " + page_path + "\n";
  return text;
}

}  // namespace grader::report
