#pragma once
// Turns Facts into Evidence, one metric family a function. A metric that could not be measured says why.

#include <map>
#include <string>
#include <vector>

#include "grader/model/exercise.h"
#include "grader/model/facts.h"
#include "grader/model/grading.h"
#include "grader/model/step.h"

namespace grader::measure {

// Holds what a run reported against the inventory of expected test ids: exactly one state an expected test. Cases of
// other ids are kUnexpected, repeated ids kDuplicate. `expected` empty: the inventory is what the runner collected.
// `ended` says how the box ended, and so why a test has no result: over a limit, timed out, or never begun (kPlatform).
std::vector<TestCase> judge_tests(const std::vector<std::string>& expected, const TestReport& report,
                                  Outcome ended = Outcome::kExited);

// State of each requirement from the cases of the given groups. A requirement of which no group has a test
// is kNoTest; one of which the platform ran a test not at all is kCouldNotRun and counts for nothing.
std::vector<RequirementResult> judge_requirements(const Exercise& exercise, const std::vector<GroupResult>& groups);

// build.ok, example.ok (0 or 1 of 1); a failure for which a package that this host lacks may be to blame is none.
void measure_build(const RunResult* build, const RunResult* example, const std::string& expected_output,
                   const std::string& missing_package, EvidenceTable& table);

// warnings.own (count)
void measure_warnings(const std::vector<Finding>& findings, const OwnLines& own, EvidenceTable& table);

// requirements.met, requirements.musts
void measure_requirements(const std::vector<RequirementResult>& requirements, EvidenceTable& table);

// own_tests.count, own_tests.passed, own_tests.stable
void measure_own_tests(const GroupResult& group, const std::vector<TestCase>& again, EvidenceTable& table);

// coverage.line, coverage.branch: of own lines of components, by own tests. Without `coverage` no own test ran.
void measure_coverage(const Coverage* coverage, const OwnLines& own, const std::vector<std::string>& components,
                      EvidenceTable& table);

// Metrics that could not be measured, for a reason that does not lie with the learner.
void could_not_run(const std::vector<std::string>& metrics, const std::string& why, EvidenceTable& table);

// functions.small: own functions (most of their lines are own) of at most kMostLines lines and kMostComplexity
constexpr int kMostLines = 30;
constexpr int kMostComplexity = 10;
void measure_functions(const std::vector<Function>& functions, const OwnLines& own, EvidenceTable& table);

}  // namespace grader::measure
