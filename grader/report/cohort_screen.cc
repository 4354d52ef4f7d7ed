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

// What each list says of a row; "" when it is not in it.
std::string fault_of(const ResultRow& row) {
  const ItemState state = row.item.state;
  if (state == ItemState::kGraded || state == ItemState::kNoSubmission) return {};
  return std::string(name_of(state)) + ": " + fault_in_words(row.item);
}
std::string flags_of(const ResultRow& row) {
  return fault_of(row).empty() ? join(row.item.flags, "; ") : std::string();
}

// Rows, each with its reason, a few of them.
void list(const Results& results, const char* heading, std::string (*what_of)(const ResultRow&), std::string& text) {
  std::size_t listed = 0;
  std::size_t all = 0;
  for (const ResultRow& row : results.rows) {
    const std::string what = what_of(row);
    if (what.empty()) continue;
    if (++all == 1) text += heading;
    if (listed == kMostListed) continue;
    ++listed;
    const Submission& submission = row.item.submission;
    const std::vector<std::string> lines =
        wrap(submission.apprentice + " " + submission.exercise + "  " + printable(what), kWidth - 4);
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
  text += "Ready for review " + std::to_string(facts.ready) + "   gates to confirm " + std::to_string(facts.gates) +
          "   to look at " + std::to_string(facts.flagged) + "   reviews asked " + std::to_string(results.reviews) +
          "\n";
  if (!facts.step.empty())
    text += "Most common next step: " + facts.step + " " + std::to_string(facts.step_count) + " of " +
            std::to_string(facts.graded) + "\n";
  list(results, "Could not run; the next run tries them again:\n", fault_of, text);
  list(results, "Gates to confirm, each level with a reason:\n", gates_in_words, text);
  list(results, "To look at:\n", flags_of, text);
  text += "Rubric " + results.rubric + " " + results.rubric_hash.substr(0, 8) + "   " + time_of(results.seconds) +
          "   " + page_path + "\n";
  return text;
}

}  // namespace grader::report
