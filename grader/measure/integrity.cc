#include "grader/measure/integrity.h"

#include <algorithm>

namespace grader::measure {
namespace {

// What calls nothing of the learner's is found wherever any test is.
bool lacks_one(const Canaries& canaries, const std::vector<std::string>& collected) {
  if (canaries.plain.empty() || collected.empty()) return false;
  const auto there = [&](const std::string& id) {
    return std::find(collected.begin(), collected.end(), id) != collected.end();
  };
  return !there(canaries.plain) || !std::all_of(canaries.probes.begin(), canaries.probes.end(), there);
}

}  // namespace

bool contradicts(const Canaries& canaries, const TestReport& report, Outcome ended) {
  const bool whole = ended == Outcome::kExited || ended == Outcome::kSignalled;
  if (whole && lacks_one(canaries, report.collected)) return true;
  return std::any_of(report.cases.begin(), report.cases.end(), [&](const TestCase& test) {
    if (test.state == TestState::kIntegrity) return whole;
    if (!canaries.contains(test.id)) return false;
    // A plain test that crashed or went over a limit may be the doing of honest code that runs before every test.
    return test.id == canaries.plain ? test.state == TestState::kFailed : test.state == TestState::kPassed;
  });
}

std::vector<TestCase> take_canaries(const Canaries& canaries, TestReport& report) {
  std::vector<TestCase> taken;
  std::copy_if(report.cases.begin(), report.cases.end(), std::back_inserter(taken),
               [&](const TestCase& test) { return canaries.contains(test.id); });
  std::erase_if(report.cases, [&](const TestCase& test) { return canaries.contains(test.id); });
  std::erase_if(report.collected, [&](const std::string& id) { return canaries.contains(id); });
  return taken;
}

std::vector<std::string> copied_tests(const Canaries& canaries, const std::vector<TestCase>& taken) {
  std::vector<std::string> tests;
  for (const auto& [test, copy] : canaries.copies) {
    const bool failed = std::any_of(taken.begin(), taken.end(), [&](const TestCase& one) {
      return one.id == copy && one.state == TestState::kFailed;
    });
    if (failed) tests.push_back(test);
  }
  return tests;
}

void set_aside(GroupResult& group) {
  group.contradicts = true;
  group.problem = kContradiction;
  for (TestCase& test : group.cases) test = {.id = test.id, .state = TestState::kIntegrity, .message = kContradiction};
}

}  // namespace grader::measure
