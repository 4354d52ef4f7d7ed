#pragma once
// How many of the exercise's faulty versions own tests notice.

#include <set>
#include <string>
#include <vector>

#include "grader/model/faults.h"
#include "grader/model/grading.h"

namespace grader::measure {

// Own tests on one version of the work. A correct version breaks nothing.
struct VersionRun {
  std::string what;
  std::vector<std::string> breaks;  // requirements
  std::vector<TestCase> cases;
};

// The first run is of a correct version, and every other that breaks nothing behaves the same: only a test that passes
// on all of these judges. A fault is noticed by a test that fails, crashes or goes over a limit. `unstable`: own tests
// whose result changed between two runs on the work. Where one of them passes on one correct version and fails on
// another, none of them judges.
Faults judge_faults(const std::vector<VersionRun>& runs, const std::set<std::string>& unstable = {});

// faults.caught: of the faulty versions, those that an own test notices. The places are requirements of the others. For
// the tutor where a test passes on one correct version and fails on another: it looks at something else than behaviour,
// and others beside it may have done so with more luck.
constexpr std::size_t kFewestFaults = 3;
void measure_faults(const Faults& faults, EvidenceTable& table);

// For whoever has the public part of an exercise alone.
void without_faults(EvidenceTable& table);

}  // namespace grader::measure
