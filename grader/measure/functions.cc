#include <algorithm>

#include "grader/measure/evidence.h"
#include "grader/measure/measure.h"

namespace grader::measure {
namespace {

// Most of its lines were written by the learner: a name mended in given code does not make it theirs.
bool mostly_own(const Function& function, const OwnLines& own) {
  const auto lines = own.find(function.file);
  if (lines == own.end()) return false;
  const auto from = lines->second.lower_bound(function.first_line);
  const auto to = lines->second.upper_bound(function.last_line);
  return 2 * std::distance(from, to) > function.last_line - function.first_line + 1;
}

}  // namespace

void measure_functions(const std::vector<Function>& functions, const OwnLines& own, EvidenceTable& table) {
  Ratio small{0, 0};
  int unreadable = 0;
  std::vector<std::string> larger;
  for (const Function& function : functions) {
    if (!mostly_own(function, own)) continue;
    if (!function.readable) {
      ++unreadable;
      continue;
    }
    ++small.d;
    const int lines = function.last_line - function.first_line + 1;
    if (lines <= kMostLines && function.complexity <= kMostComplexity) {
      ++small.n;
    } else {
      larger.push_back(function.file + ":" + std::to_string(function.first_line) + " " + function.name + ": " +
                       std::to_string(lines) + " lines, cyclomatic complexity " + std::to_string(function.complexity));
    }
  }
  const std::string metric = "functions.small";
  const std::string rest = unreadable == 0 ? "" : "; " + std::to_string(unreadable) + " could not be read";
  if (small.d == 0) return miss(table, {metric}, Reserve::kNoEvidence, "no own function" + rest);
  put(table, metric, small,
      std::to_string(small.n) + " of " + std::to_string(small.d) + " own functions are small" + rest,
      std::move(larger));
}

}  // namespace grader::measure
