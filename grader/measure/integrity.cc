#include "grader/measure/integrity.h"

#include <algorithm>

#include "grader/measure/measure.h"

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

bool within_limits(Outcome ended) {
  return ended == Outcome::kExited || ended == Outcome::kSignalled;
}

bool ended_as(const std::vector<TestCase>& cases, const std::string& id, TestState state) {
  return std::any_of(cases.begin(), cases.end(),
                     [&](const TestCase& test) { return test.id == id && test.state == state; });
}

TestCase unguarded(const std::string& id, Outcome ended) {
  if (!within_limits(ended)) return without_result(id, ended);
  return {
      .id = id, .state = TestState::kNotReported, .message = "the run ended before it was clear that its results hold"};
}

}  // namespace

bool contradicts(const Canaries& canaries, const TestReport& report, Outcome ended) {
  const bool whole = within_limits(ended);
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
    if (ended_as(taken, copy, TestState::kFailed)) tests.push_back(test);
  }
  return tests;
}

bool is_cut(const Canaries& canaries, const TestReport& report, Outcome ended) {
  if (!within_limits(ended) || !report.complete) return true;
  return std::any_of(report.collected.begin(), report.collected.end(), [&](const std::string& id) {
    return canaries.contains(id) &&
           std::none_of(report.cases.begin(), report.cases.end(), [&](const TestCase& test) { return test.id == id; });
  });
}

void expect_guards(const Canaries& canaries, const std::vector<TestCase>& taken, Outcome ended,
                   std::vector<TestCase>& cases) {
  if (canaries.plain.empty()) return;
  const auto failed = [&](const std::string& id) { return ended_as(taken, id, TestState::kFailed); };
  const bool all =
      ended_as(taken, canaries.plain, TestState::kPassed) &&
      std::all_of(canaries.probes.begin(), canaries.probes.end(), failed) &&
      std::all_of(canaries.copies.begin(), canaries.copies.end(), [&](const auto& row) { return failed(row.second); });
  for (TestCase& test : cases) {
    const auto copy = canaries.copies.find(test.id);
    const bool guarded = copy == canaries.copies.end() ? all : failed(copy->second);
    if (test.state == TestState::kPassed && !guarded) test = unguarded(test.id, ended);
  }
}

void set_aside(GroupResult& group) {
  group.contradicts = true;
  group.problem = kContradiction;
  for (TestCase& test : group.cases) test = {.id = test.id, .state = TestState::kIntegrity, .message = kContradiction};
}

}  // namespace grader::measure
