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
  // One that comes after another counts as no weaker than that.
  const auto rank = [&](const IndicatorResult* row) {
    const auto before =
        std::find_if(open.begin(), open.end(), [&](const auto* other) { return other->id == row->after; });
    return before == open.end() ? row->level : std::max(row->level, (*before)->level);
  };
  // What has no say in a skill's level comes after all that has one.
  using Rank = std::pair<bool, Level>;
  std::vector<std::pair<Rank, const IndicatorResult*>> ranked;
  for (const IndicatorResult* row : open) ranked.emplace_back(Rank{row->low_weight, rank(row)}, row);
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  if (all != nullptr) *all = open.size();
  std::vector<NextStep> steps;
  for (const auto& [key, indicator] : ranked) {
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
