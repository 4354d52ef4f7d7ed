#pragma once
// What one run of tests against numbered mutants of the work said.

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "grader/model/facts.h"

namespace grader {

// A test run twice without any mutant. Only one that passed both times judges mutants.
struct MutantBaseline {
  std::string id;
  TestState state = TestState::kNotReported;
  TestState again = TestState::kNotReported;  // in another order
  std::uint64_t steps = 0;                    // times that it came by a mutant, the more of the two runs

  bool judges() const { return state == TestState::kPassed && again == TestState::kPassed; }
  bool operator==(const MutantBaseline&) const = default;
};

// A test that failed under a mutant that changes nothing, failed with nothing changed after it had noticed a mutant, or
// asked which one is active: none of its verdicts counts.
struct VoidTest {
  std::string id;
  std::size_t mutant = 0;  // the decoy, or the mutant that it had noticed before; 0: it asked
  bool operator==(const VoidTest&) const = default;
};

enum class MutantState {
  kNotCovered,  // no test that judges comes by it
  kSurvived,    // every such test passes
  kKilled,
};
const char* name_of(MutantState state);

enum class KillBy {
  kAssertion,  // of the test framework
  kCrash,      // a signal, another exception, a limit of the box, or an end before the test's own
  kSteps,      // ten times as many steps as without a mutant: it would not have ended
  kTime,       // neither an end nor steps
};
const char* name_of(KillBy how);

struct MutantVerdict {
  MutantState state = MutantState::kNotCovered;
  std::string by;                   // the first test that failed; "" unless kKilled
  KillBy how = KillBy::kAssertion;  // of kKilled
  bool operator==(const MutantVerdict&) const = default;
};

// One test while one mutant was active, when that will be the same again for as long as the functions that it entered
// are: it passed, was skipped, or failed an assertion.
struct MutantTry {
  std::size_t mutant = 0;
  std::string id;  // of the test
  bool killed = false;
  std::uint64_t steps = 0;
  std::set<std::size_t> entered;  // numbers of functions, from 1
  bool operator==(const MutantTry&) const = default;
};

// `verdicts[n - 1]` is mutant n's. Without `complete`, `problem` says why, and the verdicts are those of the first few
// numbers: none when the report does not hold together, for then no line of it can be believed.
struct MutantRun {
  std::vector<MutantBaseline> baseline;  // in the order they were found
  std::vector<VoidTest> voided;
  std::vector<MutantVerdict> verdicts;
  std::vector<MutantTry> tried;  // as many as the runner had room to tell of
  bool complete = false;
  std::string problem;  // also of a complete run: why some of the tests could not be collected
  bool operator==(const MutantRun&) const = default;
};

}  // namespace grader
