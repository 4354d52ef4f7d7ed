#include "grader/cohort/sample.h"

#include <algorithm>
#include <cmath>

#include "grader/base/hash.h"

namespace grader::cohort {
namespace {

constexpr std::size_t kLevels = 4;
constexpr std::size_t kLeastForKappa = 30;

// 0 to 3; none for "No evidence here" and what is no level.
std::optional<std::size_t> rank_of(const std::string& level) {
  const auto& words = level_words_of_people();
  const auto at = static_cast<std::size_t>(std::find(words.begin(), words.end(), level) - words.begin());
  return at < kLevels ? std::optional(at) : std::nullopt;
}

using Counts = std::array<std::array<std::size_t, kLevels>, kLevels>;

std::optional<int> kappa_of(const Counts& counts, std::size_t rows) {
  if (rows < kLeastForKappa) return std::nullopt;
  double observed = 0;
  double expected = 0;
  for (std::size_t i = 0; i < kLevels; ++i) {
    for (std::size_t j = 0; j < kLevels; ++j) {
      std::size_t first = 0;
      std::size_t second = 0;
      for (std::size_t k = 0; k < kLevels; ++k) {
        first += counts[i][k];
        second += counts[k][j];
      }
      const double weight = static_cast<double>(i > j ? i - j : j - i);
      observed += weight * static_cast<double>(counts[i][j]);
      expected += weight * static_cast<double>(first) * static_cast<double>(second) / static_cast<double>(rows);
    }
  }
  if (expected == 0) return std::nullopt;
  return static_cast<int>(std::lround(1000 * (1 - observed / expected)));
}

}  // namespace

std::vector<std::pair<Submission, std::string>> draw(const Standings& standings, const SampleRule& rule) {
  using Key = std::pair<Submission, std::string>;
  std::vector<std::pair<std::string, Key>> by_chance;
  std::vector<Key> drawn;
  std::size_t marked = 0;
  const auto can_be_drawn = [&](const Key& key) {
    const Standing& standing = standings.at(key);
    return standing.stage == Stage::kConfirmed && !standing.sampled;
  };
  for (const auto& [key, standing] : standings) {
    if (standing.first.empty()) continue;
    ++marked;
    if (rule.not_yet && standing.first == level_words_of_people().front()) {
      drawn.push_back(key);
      continue;
    }
    const auto& [submission, skill] = key;
    by_chance.emplace_back(
        Hasher().add(std::to_string(rule.seed)).add(submission.apprentice).add(submission.exercise).add(skill).hex(),
        key);
  }
  std::sort(by_chance.begin(), by_chance.end());
  // Of all that have a mark, so many are in the sample; what has gone on without a second mark is too late for it.
  std::size_t wanted = marked == 0 ? 0 : std::max<std::size_t>(1, marked * rule.percent / 100);
  for (const auto& [chance, key] : by_chance) {
    if (wanted == 0) break;
    if (!standings.at(key).sampled && !can_be_drawn(key)) continue;
    drawn.push_back(key);
    --wanted;
  }
  std::erase_if(drawn, [&](const Key& key) { return !can_be_drawn(key); });
  std::sort(drawn.begin(), drawn.end());
  return drawn;
}

Agreement agreement_of(const Standings& standings) {
  Agreement agreement;
  Counts counts{};
  for (const auto& [key, standing] : standings) {
    const auto first = rank_of(standing.first);
    const auto second = rank_of(standing.second);
    if (!first || !second) continue;
    ++agreement.rows;
    ++counts.at(*first).at(*second);
    const std::size_t apart = *first > *second ? *first - *second : *second - *first;
    ++(apart == 0 ? agreement.same : apart == 1 ? agreement.one_apart : agreement.further);
  }
  agreement.kappa = kappa_of(counts, agreement.rows);
  return agreement;
}

}  // namespace grader::cohort
