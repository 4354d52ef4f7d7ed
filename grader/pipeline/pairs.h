#pragma once
// Red to green: which commits of a history brought a test that failed on the source before them.

#include <filesystem>
#include <string>
#include <vector>

#include "grader/acquire/repository.h"
#include "grader/base/process.h"
#include "grader/base/result.h"
#include "grader/model/correction.h"
#include "grader/model/step.h"
#include "grader/pipeline/own_work.h"
#include "grader/run/run.h"
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

// Tries the pairs: each commit's tests on its own source, then, where one passed, on its parent's. Of a commit whose
// tests came first the other way round: on its own source only where one failed before. `own`: the own tests
// of the graded commit; while they cannot be run, nothing is tried. Exports into `scratch`, which must outlive the
// call. Fails with kPlatform.
Result<TriedChanges> try_pairs(ProcessRunner& runner, const toolchain::Toolchain& tools, const Material& material,
                               const GroupResult& own, const toolchain::Request& wanted, const run::Options& options,
                               const std::filesystem::path& scratch);

}  // namespace grader::pipeline
