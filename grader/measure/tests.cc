#include <algorithm>
#include <map>
#include <set>

#include "grader/base/text.h"
#include "grader/measure/evidence.h"
#include "grader/measure/integrity.h"
#include "grader/measure/measure.h"

namespace grader::measure {
namespace {

const char* name_of_priority(Priority priority) {
  return priority == Priority::kMust ? "must" : priority == Priority::kShould ? "should" : "stretch";
}

const TestSet* set_of(const Exercise& exercise, const std::string& group) {
  if (group == "public") return &exercise.public_tests;
  return group == "hidden" && exercise.hidden_tests ? &*exercise.hidden_tests : nullptr;
}

bool concerns(const TestSet& set, const std::string& test, const std::string& requirement) {
  const auto row = set.cases.find(test);
  return row != set.cases.end() && std::find(row->second.begin(), row->second.end(), requirement) != row->second.end();
}

}  // namespace

TestCase without_result(const std::string& id, Outcome ended) {
  switch (ended) {
    case Outcome::kCpuLimit:
    case Outcome::kMemoryLimit:
    case Outcome::kOutputLimit:
      return {.id = id, .state = TestState::kOverLimit, .message = std::string("the run went ") + name_of(ended)};
    case Outcome::kWallLimit:
      return {.id = id, .state = TestState::kTimedOut, .message = std::string("the run went ") + name_of(ended)};
    case Outcome::kNotStarted:
      return {.id = id, .state = TestState::kPlatform, .message = "the runner could not be started"};
    case Outcome::kOutOfTime:
    case Outcome::kOneBox:
      return {.id = id, .state = TestState::kPlatform, .message = name_of(ended)};
    default:
      return {.id = id, .state = TestState::kNotReported, .message = "no result was reported"};
  }
}

void could_not_run(const std::vector<std::string>& metrics, const std::string& why, EvidenceTable& table) {
  miss(table, metrics, Reserve::kCouldNotRun, why);
}

void not_the_learners(const std::vector<std::string>& metrics, const Missing& missing, EvidenceTable& table) {
  if (missing.reserve != Reserve::kNone) miss(table, metrics, missing.reserve, missing.why);
}

std::vector<TestCase> judge_tests(const std::vector<std::string>& expected, const TestReport& report, Outcome ended) {
  const std::vector<std::string>& inventory = expected.empty() ? report.collected : expected;
  std::map<std::string, TestCase> judged;
  for (const std::string& id : inventory) judged[id] = without_result(id, ended);
  const std::set<std::string> wanted(expected.begin(), expected.end());
  std::set<std::string> seen;
  for (const TestCase& test : report.cases) {
    if (!expected.empty() && !wanted.contains(test.id)) {
      judged[test.id] = {
          .id = test.id, .state = TestState::kUnexpected, .message = "not in the inventory of this exercise"};
    } else if (!seen.insert(test.id).second) {
      judged[test.id] = {.id = test.id, .state = TestState::kDuplicate, .message = "reported more than once"};
    } else {
      judged[test.id] =
          test.state == TestState::kNotReported && ended != Outcome::kExited ? without_result(test.id, ended) : test;
    }
  }
  if (expected.empty() && !report.collected.empty()) {
    for (const TestCase& file : report.uncollected) judged.try_emplace(file.id, file);
  }
  std::vector<TestCase> cases;
  for (auto& [id, test] : judged) cases.push_back(std::move(test));
  return cases;
}

std::vector<RequirementResult> judge_requirements(const Exercise& exercise, const std::vector<GroupResult>& groups) {
  std::vector<RequirementResult> results;
  for (const Requirement& requirement : exercise.requirements) {
    RequirementResult result{
        .id = requirement.id, .level = name_of_priority(requirement.level), .text = requirement.text};
    bool built = true;
    bool ran = true;
    bool believed = true;
    for (const GroupResult& group : groups) {
      const TestSet* set = set_of(exercise, group.name);
      if (set == nullptr) continue;
      for (const TestCase& test : group.cases) {
        if (!concerns(*set, test.id, requirement.id)) continue;
        ++result.tests;
        built = built && group.built;
        believed = believed && !group.contradicts;
        ran = ran && test.state != TestState::kPlatform;
        if (test.state == TestState::kPassed) ++result.passed;
      }
    }
    result.state = result.tests == 0               ? RequirementState::kNoTest
                   : !believed                     ? RequirementState::kNeedsPerson
                   : !ran                          ? RequirementState::kCouldNotRun
                   : !built                        ? RequirementState::kNotBuilt
                   : result.passed == result.tests ? RequirementState::kMet
                                                   : RequirementState::kNotMet;
    results.push_back(std::move(result));
  }
  return results;
}

void measure_requirements(const std::vector<RequirementResult>& requirements, EvidenceTable& table) {
  Ratio met{0, 0};
  Ratio musts{0, 0};
  std::vector<std::string> open;
  const bool contradicted = std::any_of(requirements.begin(), requirements.end(), [](const RequirementResult& row) {
    return row.state == RequirementState::kNeedsPerson;
  });
  if (contradicted)
    return miss(table, {"requirements.met", "requirements.musts"}, Reserve::kContradicted, kContradiction);
  for (const RequirementResult& requirement : requirements) {
    if (requirement.state == RequirementState::kNoTest || requirement.state == RequirementState::kCouldNotRun) continue;
    const bool is_met = requirement.state == RequirementState::kMet;
    ++met.d;
    met.n += is_met ? 1 : 0;
    if (!is_met) open.push_back(requirement.id + " " + name_of(requirement.state));
    if (requirement.level == "must") {
      ++musts.d;
      musts.n += is_met ? 1 : 0;
    }
  }
  if (met.d == 0) {
    const bool tested = std::any_of(requirements.begin(), requirements.end(), [](const RequirementResult& requirement) {
      return requirement.state == RequirementState::kCouldNotRun;
    });
    miss(table, {"requirements.met", "requirements.musts"}, tested ? Reserve::kCouldNotRun : Reserve::kNoEvidence,
         tested ? "no test could be run" : "no requirement has a test here");
    return;
  }
  put(table, "requirements.met", met, std::to_string(met.n) + " of " + counted(met.d, "requirement") + " met", open);
  put(table, "requirements.musts", musts, std::to_string(musts.n) + " of " + std::to_string(musts.d) + " musts met");
}

void measure_own_tests(const GroupResult& group, const std::vector<TestCase>& again, EvidenceTable& table) {
  if (group.could_not_run)
    return could_not_run({"own_tests.count", "own_tests.passed", "own_tests.stable"}, group.problem, table);
  Ratio passed{0, 0};
  std::vector<std::string> failing;
  for (const TestCase& test : group.cases) {
    if (test.state == TestState::kSkipped || test.state == TestState::kPlatform) continue;
    ++passed.d;
    if (test.state == TestState::kPassed)
      ++passed.n;
    else
      failing.push_back(test.id);
  }
  const std::string count =
      group.built ? counted(passed.d, "own test") + " ran" : "own tests did not run: " + group.problem;
  put(table, "own_tests.count", {group.built ? passed.d : 0, 1}, count);
  put(table, "own_tests.passed", passed, std::to_string(passed.n) + " of " + std::to_string(passed.d) + " pass",
      failing);
  std::map<std::string, TestState> second;
  for (const TestCase& test : again) second[test.id] = test.state;
  const bool stable = group.built && std::all_of(group.cases.begin(), group.cases.end(), [&](const TestCase& test) {
                        const auto row = second.find(test.id);
                        if (test.state == TestState::kPlatform) return true;
                        return row != second.end() && row->second == test.state;
                      });
  put(table, "own_tests.stable", {stable ? 1 : 0, 1},
      stable ? "the same again in random order" : "not the same again in random order");
}

void measure_independence(const GroupResult& group, const std::vector<TestCase>& again, EvidenceTable& table) {
  const std::string metric = "own_tests.independent";
  if (group.could_not_run) return could_not_run({metric}, group.problem, table);
  std::set<std::string> passed_again;
  for (const TestCase& test : again) {
    if (test.state == TestState::kPassed) passed_again.insert(test.id);
  }
  Ratio both{0, 0};
  std::vector<std::string> others;
  for (const TestCase& test : group.cases) {
    if (test.state == TestState::kSkipped || test.state == TestState::kPlatform) continue;
    ++both.d;
    if (test.state == TestState::kPassed && passed_again.contains(test.id))
      ++both.n;
    else
      others.push_back(test.id);
  }
  if (both.d == 0) {
    return miss(table, {metric}, Reserve::kNoEvidence, "no own test ran");
  }
  put(table, metric, both,
      std::to_string(both.n) + " of " + std::to_string(both.d) + " own tests pass in order and in random order",
      others);
}

void measure_collection(const std::vector<std::string>& test_files, const GroupResult& group, EvidenceTable& table) {
  const std::string metric = "tests.collected";
  if (group.could_not_run) return could_not_run({metric}, group.problem, table);
  if (test_files.empty()) {
    return miss(table, {metric}, Reserve::kNoEvidence, "no test-like file");
  }
  const auto found_in = [&](const std::string& file) {
    return std::any_of(group.cases.begin(), group.cases.end(), [&](const TestCase& test) {
      if (std::ranges::find(test_files, test.id) != test_files.end()) return false;  // a file that was not collected
      const std::size_t mark = test.id.find("::");
      return mark == std::string::npos ? group.built && file.starts_with("test") : test.id.substr(0, mark) == file;
    });
  };
  Ratio found{0, 0};
  std::vector<std::string> others;
  for (const std::string& file : test_files) {
    ++found.d;
    if (found_in(file))
      ++found.n;
    else
      others.push_back(file);
  }
  put(table, metric, found,
      std::to_string(found.n) + " of " + counted(found.d, "test-like file") + " collected by the runner", others);
}

void measure_build(const RunResult* build, const RunResult* example, const std::string& expected_output,
                   const std::string& missing_package, EvidenceTable& table) {
  const auto unknown = [&](const RunResult& run) -> std::string {
    if (run.outcome == Outcome::kOutOfTime) return name_of(run.outcome);
    return run.succeeded() || missing_package.empty() ? "" : "could not run: dependency " + missing_package;
  };
  if (build == nullptr) {
    miss(table, {"build.ok"}, Reserve::kNoEvidence, "no exercise names a build command");
  } else if (const std::string why = unknown(*build); !why.empty()) {
    could_not_run({"build.ok"}, why, table);
  } else {
    put(table, "build.ok", {build->succeeded() ? 1 : 0, 1},
        build->succeeded()
            ? "builds as documented"
            : std::string("the documented build ") + name_of(build->outcome) +
                  (build->outcome == Outcome::kExited ? " with code " + std::to_string(build->value) : ""));
  }
  if (example == nullptr) {
    miss(table, {"example.ok"}, Reserve::kNoEvidence, "no exercise names an example");
  } else if (const std::string why = unknown(*example); !why.empty()) {
    could_not_run({"example.ok"}, why, table);
  } else {
    const bool same = example->succeeded() && example->out == expected_output;
    put(table, "example.ok", {same ? 1 : 0, 1},
        same                   ? "the brief's example gives the expected output"
        : example->succeeded() ? "the brief's example gives other output"
                               : "the brief's example does not run to its end");
  }
}

void measure_warnings(const std::vector<Finding>& findings, const OwnLines& own, EvidenceTable& table) {
  std::vector<std::string> places;
  for (const Finding& finding : findings) {
    if (is_own(own, finding.file, finding.line)) places.push_back(place(finding.file, finding.line, finding.message));
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  const auto count = static_cast<std::int64_t>(places.size());
  put(table, "warnings.own", {count, 1}, counted(count, "warning") + " on own lines", places);
}

void measure_coverage(const Coverage* coverage, const OwnLines& own, const std::vector<std::string>& components,
                      EvidenceTable& table) {
  Ratio lines{0, 0};
  Ratio branches{0, 0};
  std::vector<std::string> uncovered;
  for (const std::string& file : components) {
    const auto own_row = own.find(file);
    if (coverage == nullptr || own_row == own.end()) continue;
    const auto row = coverage->find(file);
    if (row == coverage->end()) continue;
    for (const auto& [line, count] : row->second.lines) {
      if (!own_row->second.contains(line)) continue;
      ++lines.d;
      if (count > 0)
        ++lines.n;
      else
        uncovered.push_back(place(file, line));
    }
    for (const auto& [line, sum] : row->second.branches) {
      if (!own_row->second.contains(line)) continue;
      branches.n += static_cast<std::int64_t>(sum.first);
      branches.d += static_cast<std::int64_t>(sum.second);
    }
  }
  if (lines.d == 0) {
    return miss(table, {"coverage.line", "coverage.branch"}, Reserve::kNoEvidence,
                coverage == nullptr ? "no own test ran" : "no own line can be executed");
  }
  put(table, "coverage.line", lines,
      std::to_string(lines.n) + " of " + counted(lines.d, "own line") + " run by own tests", uncovered);
  put(table, "coverage.branch", branches,
      std::to_string(branches.n) + " of " + std::to_string(branches.d) + " branches taken");
}

}  // namespace grader::measure
