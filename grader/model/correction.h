#pragma once
// Commits that change source with tests in them or right before them, each tried twice: with their tests on the source
// before, and on their own.

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "grader/model/facts.h"

namespace grader {

struct TriedChange {
  std::string commit;               // 40 hex digits
  bool edits = false;               // it changes or takes out lines of source that were there
  std::vector<TestCase> before;     // its tests on its parent's source; empty: not built, nothing found, or not run
  std::vector<TestCase> after;      // its tests on its own source; the same
  std::set<std::string> not_there;  // tests that ask the parent's source for a name that it does not have
  bool operator==(const TriedChange&) const = default;
};

// Empty with a `problem`: nothing was tried. Empty without one: there is no such commit.
struct TriedChanges {
  std::vector<TriedChange> changes;  // newest first
  std::size_t beyond = 0;            // older ones, beyond what is tried
  std::string problem;
  bool could_not_run = false;  // the problem lies with the host
  bool operator==(const TriedChanges&) const = default;
};

}  // namespace grader
