#pragma once
// Second marking: which rows are drawn, and how far two markers agree.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "grader/cohort/decisions.h"
#include "grader/cohort/marked.h"

namespace grader::cohort {

struct SampleRule {
  std::uint64_t seed = 0;
  unsigned percent = 10;  // of the confirmed rows, at least one; beside all that are "Not yet"
  bool not_yet = true;
};

// Confirmed rows to be marked once more, in the order of their submissions: the same rule, seed and rows draw the same,
// whatever else is in the store. Rows drawn before are counted in, wherever they stand by now, and not drawn again: the
// same seed adds nothing until more rows are confirmed.
std::vector<std::pair<Submission, std::string>> draw(const Standings& standings, const SampleRule& rule);

struct Agreement {
  std::size_t rows = 0;  // with two marks that are levels
  std::size_t same = 0, one_apart = 0, further = 0;
  // Cohen's kappa with linear weights (Cohen 1968), in thousandths; none below 30 rows, or when all marks are equal.
  std::optional<int> kappa;
  // No row more than one level apart, and at least four in five the same.
  bool within_tolerance() const { return further == 0 && same * 5 >= rows * 4; }
};
Agreement agreement_of(const Standings& standings);

}  // namespace grader::cohort
