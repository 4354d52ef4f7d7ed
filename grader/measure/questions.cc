#include <algorithm>

#include "grader/measure/evidence.h"
#include "grader/measure/measure.h"

namespace grader::measure {
namespace {

int length(const Function& function) {
  return function.last_line - function.first_line;
}

}  // namespace

std::vector<std::string> ask_questions(const SourceFacts& source, const EvidenceTable& table, const OwnLines& own) {
  std::vector<std::string> questions;
  const auto boundary = std::find_if(source.comparisons.begin(), source.comparisons.end(),
                                     [&](const Comparison& c) { return is_own(own, c.file, c.line); });
  if (boundary != source.comparisons.end()) {
    questions.push_back(place(boundary->file, boundary->line) + ": what happens in `" + boundary->text +
                        "` when both sides are equal, and why is that right?");
  }
  std::vector<Function> functions;
  std::copy_if(source.functions.begin(), source.functions.end(), std::back_inserter(functions),
               [&](const Function& f) { return f.readable && !f.name.empty() && is_own(own, f.file, f.first_line); });
  const auto branchy = std::max_element(functions.begin(), functions.end(), [](const Function& a, const Function& b) {
    return a.complexity < b.complexity;
  });
  if (branchy != functions.end() && branchy->complexity > 1) {
    questions.push_back(place(branchy->file, branchy->first_line) + ": which ways lead through `" + branchy->name +
                        "`, and which test takes each?");
  }
  const auto coverage = table.find("coverage.line");
  const auto longest = std::max_element(functions.begin(), functions.end(),
                                        [](const Function& a, const Function& b) { return length(a) < length(b); });
  if (coverage != table.end() && !coverage->second.places.empty()) {
    questions.push_back(
        coverage->second.places.front() +
        ": a change of this line would pass every own test. Which input would reach it, and what should come "
        "out?");
  } else if (longest != functions.end()) {
    questions.push_back(place(longest->file, longest->first_line) + ": how else could `" + longest->name +
                        "` have been built, and what spoke for this way?");
  }
  return questions;
}

}  // namespace grader::measure
