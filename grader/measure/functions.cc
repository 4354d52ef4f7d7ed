#include <algorithm>
#include <array>

#include "grader/measure/evidence.h"
#include "grader/measure/measure.h"

namespace grader::measure {
namespace {

// One of the measures of a function, and the most it should have.
struct Limit {
  const char* rule;
  const char* words;
  int most;
  int (*value)(const Function&);
};
constexpr std::array<Limit, 5> kLimits = {{
    {"function-length", "lines", kMostLines, [](const Function& f) { return f.last_line - f.first_line + 1; }},
    {"cyclomatic-complexity", "ways through it", kMostComplexity, [](const Function& f) { return f.complexity; }},
    {"cognitive-complexity", "of cognitive complexity", kMostCognitive, [](const Function& f) { return f.cognitive; }},
    {"nesting", "levels of nesting", kMostNesting, [](const Function& f) { return f.nesting; }},
    {"parameters", "parameters", kMostParameters, [](const Function& f) { return f.parameters; }},
}};

}  // namespace

bool no_larger(const Function& now, const Function& before) {
  bool over = false;
  for (const Limit& limit : kLimits) {
    if (limit.value(now) <= limit.most) continue;
    over = true;
    if (limit.value(now) > limit.value(before)) return false;
  }
  return over;
}

std::vector<Finding> function_findings(const std::vector<Function>& functions, const OwnLines& own) {
  std::vector<Finding> findings;
  for (const Function& function : functions) {
    if (!function.readable || function.given || !mostly_own(function, own)) continue;
    for (const Limit& limit : kLimits) {
      const int value = limit.value(function);
      if (value <= limit.most) continue;
      findings.push_back({.file = function.file,
                          .line = function.first_line,
                          .rule = limit.rule,
                          .level = "warning",
                          .message = "`" + function.name + "` has " + std::to_string(value) + " " + limit.words +
                                     "; at most " + std::to_string(limit.most) + " keep it readable"});
    }
  }
  return findings;
}

void measure_functions(const std::vector<Function>& functions, const OwnLines& own, EvidenceTable& table) {
  Ratio small{0, 0};
  int unreadable = 0;
  std::vector<std::string> larger;
  for (const Function& function : functions) {
    if (function.given || !mostly_own(function, own)) continue;
    if (!function.readable) {
      ++unreadable;
      continue;
    }
    ++small.d;
    const int lines = function.last_line - function.first_line + 1;
    if (lines <= kMostLines && function.complexity <= kMostComplexity) {
      ++small.n;
    } else {
      larger.push_back(place(function.file, function.first_line,
                             function.name + ": " + std::to_string(lines) + " lines, cyclomatic complexity " +
                                 std::to_string(function.complexity)));
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
