#pragma once
// Red to green: which commits of a history brought a test that failed on the source before them.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "grader/acquire/repository.h"
#include "grader/base/result.h"
#include "grader/model/correction.h"
#include "grader/model/step.h"
#include "grader/pipeline/own_work.h"
#include "grader/pipeline/subplan.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

// A commit that changes source, with tests in it or in its parent, and what it was made on.
struct Pair {
  std::string parent;  // 40 hex digits
  std::string commit;
  bool edits = false;       // see TriedChange
  bool test_first = false;  // the tests came with the parent, which changes no source
};

constexpr std::size_t kMostPairs = 8;
struct Pairs {
  std::vector<Pair>
      pairs;  // at most kMostPairs: those with tests and source in one commit, then the others; newest first
  std::size_t beyond = 0;  // older ones
};

// The learner's commits that change source and add lines to own tests below the folder of tests. In an exercise with
// seeded bugs, which asks for a test that fails in a commit of its own before each fix, also those whose parent is a
// commit of the learner's that does the latter alone. A merge, a revert and a commit that changes more than is read are
// none.
Pairs choose_pairs(const toolchain::Toolchain& tools, const Material& material);

// The steps that lead to one run of the own tests of `tests` on the source of `source`, that run last, as the toolchain
// runs them without coverage. Empty: there is no test.
std::vector<Step> steps_of_pair(const toolchain::Toolchain& tools, const Material& material, const Workspace& tests,
                                const Workspace& source, const toolchain::Request& wanted);

struct PlannedPair {
  Pair pair;
  std::string at;             // the step in which the commit's tests run on its own source
  std::string before;         // and on its parent's; both "" when there is no test or git cannot give a tree
  std::string source_before;  // names and texts of the parent's source
};

struct PlannedPairs {
  std::vector<PlannedPair> pairs;
  std::size_t beyond = 0;  // see Pairs
};

// Plans each pair of the history in `beside`: the commit's tests on its own source and on its parent's. Exports into
// `scratch`, which must outlive the run. Empty without a history. Fails with kPlatform.
Result<PlannedPairs> plan_pairs(const toolchain::Toolchain& tools, const Material& material,
                                const toolchain::Request& wanted, Merged& beside, const std::filesystem::path& scratch);

// What the runs say, by the names of their steps. `own`: the own tests of the graded commit; while they cannot be run,
// the history says nothing.
TriedChanges judge_pairs(const toolchain::Toolchain& tools, const Material& material, const PlannedPairs& planned,
                         const GroupResult& own, const std::map<std::string, const RunResult*>& results);

}  // namespace grader::pipeline
