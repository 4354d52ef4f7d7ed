#include <algorithm>
#include <iterator>
#include <sstream>

#include "grader/report/report.h"

namespace grader::report {
namespace {

constexpr std::ptrdiff_t kMostWords = 60;

std::ptrdiff_t words_in(const std::string& text) {
  std::istringstream words(text);
  return std::distance(std::istream_iterator<std::string>(words), {});
}

NextStep step_of(const IndicatorResult& row) {
  NextStep step{.skill = row.skill,
                .what = row.title + ": " + (row.gap.empty() ? row.observed : row.gap),
                .where = row.gap_places.empty() ? "" : row.gap_places.front(),
                .action = row.next,
                .from = &row};
  std::ptrdiff_t room = kMostWords;
  for (const std::string& said : {row.id, step.what, step.where, step.action}) room -= words_in(said);
  for (const auto& [text, part] :
       {std::pair(&row.next_rule, &step.next_rule), std::pair(&row.matters, &step.matters)}) {
    if (words_in(*text) > room) continue;
    room -= words_in(*text);
    *part = *text;
  }
  return step;
}

}  // namespace

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
    steps.push_back(step_of(*indicator));
  }
  return steps;
}

}  // namespace grader::report
