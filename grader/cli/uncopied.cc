#include "grader/cli/uncopied.h"

#include <algorithm>

#include "grader/base/text.h"
#include "grader/cli/forgers.h"
#include "grader/model/mode.h"

namespace grader::cli {

std::vector<std::string> uncopied(const Grading& reference) {
  const GroupResult* hidden = hidden_group(reference);
  std::vector<std::string> tests;
  if (hidden == nullptr || !hidden->built || reference.assurance != name_of(Mode::kInProcess)) return tests;
  for (const TestCase& test : hidden->cases) {
    const bool copied = std::find(hidden->copied.begin(), hidden->copied.end(), test.id) != hidden->copied.end();
    if (!copied && test.state != TestState::kUnexpected) tests.push_back(test.id);
  }
  return tests;
}

std::string say_uncopied(const std::vector<std::string>& tests, std::size_t hidden) {
  if (tests.empty()) return "";
  std::string said = "No copy of " + std::to_string(tests.size()) + " of " + std::to_string(hidden) +
                     " hidden tests can watch over a run:\n";
  for (const std::string& test : tests) said += "  " + printable(test) + "\n";
  return said;
}

}  // namespace grader::cli
