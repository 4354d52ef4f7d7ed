#pragma once
// The slow way to judge mutants, to hold the fast one against: for each, the work is written once more with only this
// mutant in it, built without any guard, and its whole suite is run.

#include <algorithm>
#include <random>

#include "tests/mutants/project.h"
#include "tests/support/mutant.h"

namespace grader {

// `count` of the mutants, by a draw that a seed decides.
inline std::vector<JudgedMutant> drawn(const std::vector<JudgedMutant>& mutants, std::size_t count, unsigned seed) {
  std::vector<JudgedMutant> sample;
  std::mt19937 random(seed);
  std::sample(mutants.begin(), mutants.end(), std::back_inserter(sample), count, random);
  return sample;
}

// Whether a test that judges does not pass, by the run of the suite; or why there was no such run.
inline std::string verdict_of(const RunResult& result, const std::vector<std::string>& judges) {
  if (result.outcome == Outcome::kBlocked) return "not built: " + result.why;
  std::map<std::string, TestState> states;
  for (const TestCase& row : parse::test_events(result.report, result.nonce).cases) states[row.id] = row.state;
  const bool killed = std::any_of(judges.begin(), judges.end(), [&](const std::string& id) {
    const auto state = states.find(id);
    return state == states.end() || (state->second != TestState::kPassed && state->second != TestState::kSkipped);
  });
  return killed ? "killed" : "not killed";
}

// "killed", "not killed", or why there is no verdict; one a mutant.
inline std::vector<std::string> rebuild(const Work& work, const std::vector<JudgedMutant>& mutants,
                                        const std::vector<std::string>& judges) {
  const support::Folder folder;
  pipeline::Merged merged;
  std::vector<std::string> names;
  for (const JudgedMutant& row : mutants) {
    Workspace workspace = work.material.workspace;
    const std::string root = (folder / std::to_string(row.mutant.number)).string();
    std::filesystem::copy(workspace.root, root, std::filesystem::copy_options::recursive);
    const std::string text = support::slurp(workspace.root + "/" + row.mutant.path);
    support::spit(root + "/" + row.mutant.path,
                  support::with_mutant(text, row.mutant, work.tools.id == "cpp" ? ";" : "pass"));
    workspace.root = root;
    auto steps = pipeline::steps_on_version(work.tools, workspace, request_for(work.tools, workspace));
    const auto name = merged.add(std::move(steps), std::to_string(row.mutant.number) + " ");
    EXPECT_TRUE(name) << message(name.error());
    names.push_back(*name);
  }
  std::map<std::string, std::string> verdicts;
  for (const RunResult& result : run_all(merged.added(), test_cache()))
    verdicts[result.step] = verdict_of(result, judges);
  std::vector<std::string> said;
  for (const std::string& name : names) said.push_back(verdicts[name]);
  return said;
}

// "path:line: original -> replacement: fast, slow" of each mutant of a sample on which the two ways differ.
inline std::vector<std::string> differences(const Project& project, std::size_t count) {
  const Work work(project);
  const Said fast = judge(work);
  EXPECT_TRUE(fast.run.complete) << fast.run.problem;
  EXPECT_GE(fast.mutation.mutants.size(), count);
  EXPECT_THAT(fast.mutation.left_out, testing::IsEmpty()) << "honest suites lose nothing";
  std::vector<std::string> rows;
  const std::vector<JudgedMutant> sample = drawn(fast.mutation.mutants, count, 1);
  const std::vector<std::string> slow = rebuild(work, sample, fast.mutation.tests);
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const Mutant& mutant = sample[i].mutant;
    const bool killed = sample[i].verdict.state == MutantState::kKilled;
    if (slow[i] == (killed ? "killed" : "not killed")) continue;
    rows.push_back(mutant.path + ":" + std::to_string(mutant.line) + ": " + mutant.original + " -> " +
                   mutant.replacement + ": " + words(sample[i].verdict) + ", rebuilt " + slow[i]);
  }
  return rows;
}

}  // namespace grader
