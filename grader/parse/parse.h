#pragma once
// Turns the bytes of one external report into Facts. Bytes come from a learner's box: every parser takes any input.

#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/facts.h"
#include "grader/model/mutant_run.h"

namespace grader::parse {

// Why a report could not be read: one line. Never an Error: what a box wrote is no fault of ours.
template <typename T>
using Parsed = std::expected<T, std::string>;

// JSON lines {"n","seq","event",...} of our own runners: collected, problem, begin, end, done. Lines whose nonce or
// number is not the expected one are an integrity problem: the test case in hand is kIntegrity and reading stops.
TestReport test_events(const std::string& bytes, const std::string& nonce);

// The same of a run that judges mutants 1 to `count`: collected and problem; {"baseline","id","state","again","steps"}
// once for each test; {"tried","mutant","id","killed","steps","entered"} for some of the tests under some mutants, and
// {"void","id","mutant"}, by the decoy under which it failed, the mutant that it had noticed when it failed with
// nothing changed, or 0 for a test that asked which mutant is active; {"mutant","mutant","state","by","how"} for each
// number, ascending; done. What a void test tried does not count. A line that is no such event, or is not where it
// belongs, ends reading and takes every verdict along.
MutantRun mutant_events(const std::string& bytes, const std::string& nonce, std::size_t count);

inline constexpr std::size_t kMostFindings = 5'000;  // kept of one report

// g++ 12, -fdiagnostics-format=json, with other text around it. Files below /job/src and /job/tests only.
Parsed<std::vector<Finding>> gcc_json(const std::string& bytes);

// "file:line:column: rule message" a line, as flake8 6 writes it and cppcheck 2.10 by its template; other lines are no
// findings. Files below /job/src only.
std::vector<Finding> lint_lines(const std::string& bytes);

// One path a line, relative to the workspace: what a formatter would change.
std::vector<std::string> path_lines(const std::string& bytes);

// gcov 12 --json-format --stdout: one document a line. Branches of exceptions are left out.
Parsed<Coverage> gcov_json(const std::string& bytes);

// coverage.py 6.5, `coverage json` with branches.
Parsed<Coverage> coverage_py(const std::string& bytes);

}  // namespace grader::parse
