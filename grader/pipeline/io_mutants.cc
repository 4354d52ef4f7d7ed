#include "grader/pipeline/io_mutants.h"

#include <algorithm>
#include <map>
#include <set>

#include "grader/base/files.h"
#include "grader/measure/mutants.h"
#include "grader/mutate/mutate.h"
#include "grader/pipeline/io.h"
#include "grader/pipeline/material.h"
#include "grader/pipeline/own_mutants.h"
#include "grader/pipeline/request.h"
#include "grader/pipeline/subplan.h"

namespace grader::pipeline {
namespace {

namespace fs = std::filesystem;

KillBy way_of(TestState state) {
  if (state == TestState::kTimedOut) return KillBy::kTime;
  return state == TestState::kFailed ? KillBy::kAssertion : KillBy::kCrash;
}

// Those that change something, in the order of their numbers, which are drawn.
std::vector<Mutant> changing(const Schemata& schemata) {
  std::vector<Mutant> mutants;
  std::ranges::copy_if(schemata.mutants, std::back_inserter(mutants), [](const Mutant& row) { return !row.decoy; });
  return mutants;
}

class Trials {
 public:
  Trials(ProcessRunner& runner, const Exercise& exercise, const toolchain::Toolchain& tools,
         const run::Options& options)
      : runner_(runner), exercise_(exercise), tools_(tools), options_(options) {}

  // Each has the whole work below `folder`.
  Result<void> lay_out(const Workspace& work, const std::vector<Mutant>& mutants, const fs::path& folder) {
    for (const Mutant& mutant : mutants) {
      Trial trial{.work = work, .mutant = mutant};
      trial.work.root = (folder / std::to_string(mutant.number)).string();
      for (const std::string& file : work.files) {
        auto text = read_file(fs::path(work.root) / file);
        if (!text) return pass(text);
        if (file == mutant.path) *text = mutate::written_alone(*text, mutant, tools_.mutation->nothing);
        if (auto written = write_file(fs::path(trial.work.root) / file, *text); !written) return written;
      }
      trials_.push_back(std::move(trial));
    }
    return {};
  }

  // One case on all that are left.
  Result<void> run(const toolchain::Request& request, const IoCase& one) {
    auto merged = Merged::with({});
    if (!merged) return pass(merged);
    std::map<std::string, std::vector<Trial*>> by_step;  // mutants that give one and the same program among them
    for (Trial& trial : trials_) {
      if (trial.ended) continue;
      auto steps = leading_to(toolchain::plan(tools_, trial.work, request),
                              [](const Step& step) { return step.kind == "case"; });
      auto name = merged->add(std::move(steps), std::to_string(trial.mutant.number) + " ");
      if (!name) return pass(name);
      by_step[*name].push_back(&trial);
    }
    auto results = run::run_steps(runner_, merged->added(), options_);
    if (!results) return pass(results);
    for (const RunResult& result : *results) {
      const auto row = by_step.find(result.step);
      if (row == by_step.end()) continue;
      for (Trial* trial : row->second) {
        if (auto judged = judge(*trial, one, result); !judged) return judged;
      }
    }
    return {};
  }

  Mutation mutation(const std::vector<Mutant>& mutants, const std::vector<IoCase>& cases) const {
    MutantRun said{.complete = true};
    std::set<int> dropped;
    for (const IoCase& one : cases)
      said.baseline.push_back({.id = one.id, .state = TestState::kPassed, .again = TestState::kPassed});
    for (const Trial& trial : trials_) {
      said.verdicts.resize(std::max(said.verdicts.size(), static_cast<std::size_t>(trial.mutant.number)));
      said.verdicts[static_cast<std::size_t>(trial.mutant.number) - 1] = trial.verdict;
      if (!trial.built) dropped.insert(trial.mutant.number);
    }
    Mutation mutation = measure::judge_mutants(mutants, said, dropped);
    mutation.could_not_run = out_of_time_;
    if (out_of_time_) mutation.problem = name_of(Outcome::kOutOfTime);
    return mutation;
  }

 private:
  struct Trial {
    Workspace work;
    Mutant mutant;
    MutantVerdict verdict{.state = MutantState::kSurvived};
    bool built = true;
    bool ended = false;
  };

  Result<void> judge(Trial& trial, const IoCase& one, const RunResult& result) {
    out_of_time_ = out_of_time_ || result.outcome == Outcome::kOutOfTime;
    Facts facts;
    auto judged = judge_cases(runner_, exercise_, {{"hidden", {one}}}, tools_, {{.name = "case hidden " + one.id}},
                              {result}, options_, facts);
    if (!judged) return judged;
    trial.built = !facts.not_built.contains("hidden");
    trial.ended = !trial.built;
    if (!trial.built) return {};
    for (const TestCase& row : facts.reports["hidden"].cases) {
      if (row.id != one.id || row.state == TestState::kPassed) continue;
      trial.verdict = {.state = MutantState::kKilled, .by = one.id, .how = way_of(row.state)};
      trial.ended = true;
    }
    return {};
  }

  ProcessRunner& runner_;
  const Exercise& exercise_;
  const toolchain::Toolchain& tools_;
  const run::Options& options_;
  std::vector<Trial> trials_;
  bool out_of_time_ = false;
};

}  // namespace

Result<Mutation> judge_hidden_cases(ProcessRunner& runner, const Exercise& exercise, const toolchain::Toolchain& tools,
                                    const fs::path& reference, const run::Options& options) {
  if (!tools.mutation || tools.mutation->nothing.empty()) return Mutation{};
  auto wanted = request_of(exercise, tools);
  if (!wanted) return pass(wanted);
  const auto cases = cases_of(exercise, true);
  if (!cases) return std::unexpected(cases.error());
  auto scratch = TempFolder::make(cache_folder() / "scratch");
  if (!scratch) return pass(scratch);
  const Material material = material_of_files(exercise, reference);
  const auto made = make_own_mutants(tools, material, {{.name = "own"}}, scratch->path() / "schemata");
  if (!made) return std::unexpected(made.error());
  const std::vector<Mutant> all = changing(made->schemata);
  const std::vector<Mutant> sample(all.begin(), all.begin() + static_cast<long>(std::min(all.size(), kMostBuilt)));
  Trials trials(runner, exercise, tools, options);
  if (auto laid = trials.lay_out(material.workspace, sample, scratch->path() / "work"); !laid) return pass(laid);
  for (const IoCase& one : cases->at("hidden")) {
    wanted->cases = runs_of({{"hidden", {one}}});
    if (auto run = trials.run(*wanted, one); !run) return pass(run);
  }
  Mutation mutation = trials.mutation(sample, cases->at("hidden"));
  mutation.not_sampled = made->schemata.left_out + all.size() - sample.size();
  return mutation;
}

}  // namespace grader::pipeline
