#include <algorithm>

#include "grader/report/report.h"

namespace grader::report {

std::vector<NextStep> next_steps(const Edition& edition, std::size_t most, std::size_t* all) {
  std::vector<const IndicatorResult*> open;
  for (const SkillResult& skill : edition.skills) {
    for (const IndicatorResult& indicator : skill.indicators) {
      if (indicator.level != Level::kNone && !indicator.next.empty()) open.push_back(&indicator);
    }
  }
  std::stable_sort(open.begin(), open.end(), [](const auto* a, const auto* b) { return a->level < b->level; });
  if (all != nullptr) *all = open.size();
  std::vector<NextStep> steps;
  for (const IndicatorResult* indicator : open) {
    if (steps.size() == most) break;
    steps.push_back({.skill = indicator->skill,
                     .what = indicator->title + ": " + (indicator->gap.empty() ? indicator->observed : indicator->gap),
                     .where = indicator->gap_places.empty() ? "" : indicator->gap_places.front(),
                     .action = indicator->next,
                     .from = indicator});
  }
  return steps;
}

}  // namespace grader::report
