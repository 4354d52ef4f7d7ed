// What the source of own tests says of them, held against their results: tests that check nothing, or need an order.
#include <algorithm>
#include <set>

#include "grader/measure/evidence.h"
#include "grader/measure/measure.h"

namespace grader::measure {
namespace {

void take(TestFunction& test, const TestFunction& helper) {
  test.checks = test.checks || helper.checks;
  test.prints = test.prints || helper.prints;
  test.errors = test.errors || helper.errors;
  test.programs = test.programs || helper.programs;
  test.accessible = test.accessible || helper.accessible;
  test.readable = test.readable && helper.readable;
  test.deeper = test.deeper || !helper.calls.empty();
  test.calls.insert(test.calls.end(), helper.calls.begin(), helper.calls.end());
}

bool runs_around(const TestFunction& helper, const TestFunction& test) {
  return helper.around && !helper.group.empty() && helper.group == test.group;
}

// A test that may check something where it could not be read.
bool is_silent(const TestFunction& test) {
  return !test.checks && test.readable;
}

Finding finding_of(const TestFunction& test, const std::string& rule, const std::string& what) {
  return {.file = test.file,
          .line = test.line,
          .rule = rule,
          .level = "warning",
          .message = rule + ": " + test.name + what};
}

// Helpers of helpers are not followed: one of them may assert.
Finding silent_finding(const TestFunction& test) {
  const std::string rule = test.prints ? "prints instead of checking" : "test without a check";
  if (test.deeper) return finding_of(test, rule, ": no assertion found in it or in the helpers it calls");
  return finding_of(test, rule, test.prints ? " prints, and asserts nothing" : " asserts nothing that could fail");
}

}  // namespace

std::vector<TestFunction> with_helpers(const std::vector<TestFunction>& functions) {
  std::multimap<std::string, const TestFunction*> helpers;
  std::vector<const TestFunction*> around;
  for (const TestFunction& row : functions) {
    if (!row.helper) continue;
    helpers.emplace(row.name, &row);
    if (row.around) around.push_back(&row);
  }
  std::vector<TestFunction> tests;
  for (const TestFunction& row : functions) {
    if (row.helper) continue;
    TestFunction test = row;
    std::set<const TestFunction*> called;
    for (const TestCall& call : row.calls) {
      const auto [first, last] = helpers.equal_range(call.name);
      for (auto helper = first; helper != last; ++helper) called.insert(helper->second);
    }
    for (const TestFunction* helper : around) {
      if (runs_around(*helper, row)) called.insert(helper);
    }
    for (const TestFunction* helper : called) take(test, *helper);
    std::sort(test.calls.begin(), test.calls.end());
    test.calls.erase(std::unique(test.calls.begin(), test.calls.end()), test.calls.end());
    tests.push_back(std::move(test));
  }
  return tests;
}

bool is_result_of(const std::string& id, const TestFunction& test) {
  if (const std::string file = test.file + "::"; id.starts_with(file)) {
    const std::string name = id.substr(0, id.find('['));
    return name == file + test.name || name.ends_with("::" + test.name);
  }
  if (("/" + id + "/").find("/" + test.name + "/") != std::string::npos) return true;
  const std::size_t dot = test.name.find('.');  // "Suite/0.Name", of a test over types
  return dot != std::string::npos && id.starts_with(test.name.substr(0, dot) + "/") &&
         id.ends_with(test.name.substr(dot));
}

void measure_checks(const std::vector<TestFunction>& tests, const GroupResult& group, const OwnLines& own,
                    EvidenceTable& table) {
  const auto runs = [&](const TestFunction& test) {
    return group.cases.empty() || std::ranges::any_of(group.cases, [&](const TestCase& row) {
             return row.state != TestState::kSkipped && is_result_of(row.id, test);
           });
  };
  std::vector<TestFunction> known;
  std::ranges::copy_if(tests, std::back_inserter(known),
                       [&](const TestFunction& test) { return (test.checks || test.readable) && runs(test); });
  share(table, "tests.checking", known, own, &TestFunction::checks, {"own tests", "check a value"});
}

std::vector<Finding> test_findings(const std::vector<TestFunction>& tests, const GroupResult& group,
                                   const std::vector<TestCase>& again) {
  std::set<std::string> failed_again;
  for (const TestCase& row : again) {
    if (row.state == TestState::kFailed || row.state == TestState::kCrashed) failed_again.insert(row.id);
  }
  std::vector<const TestCase*> needing;
  for (const TestCase& row : group.cases) {
    if (row.state == TestState::kPassed && failed_again.contains(row.id)) needing.push_back(&row);
  }
  std::vector<Finding> findings;
  for (const TestFunction& test : tests) {
    if (is_silent(test)) findings.push_back(silent_finding(test));
    if (std::any_of(needing.begin(), needing.end(), [&](const TestCase* row) { return is_result_of(row->id, test); }))
      findings.push_back(finding_of(test, "order-dependent test", " passes in order and fails in random order"));
  }
  return findings;
}

}  // namespace grader::measure
