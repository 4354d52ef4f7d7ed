#include "grader/pipeline/pipeline.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <map>
#include <set>
#include <thread>

#include "grader/acquire/mirror.h"
#include "grader/acquire/repository.h"
#include "grader/assess/assess.h"
#include "grader/base/dates.h"
#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/measure/debugging.h"
#include "grader/measure/faults.h"
#include "grader/measure/history.h"
#include "grader/measure/measure.h"
#include "grader/model/standard.h"
#include "grader/pipeline/material.h"
#include "grader/pipeline/options.h"
#include "grader/pipeline/own_work.h"
#include "grader/pipeline/plan.h"
#include "grader/pipeline/source.h"
#include "grader/pipeline/sources.h"
#include "grader/run/run.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {
namespace {

namespace fs = std::filesystem;

class Grader {
 public:
  // `scratch` outlives the grader.
  Grader(ProcessRunner& runner, const Material& material, const toolchain::Toolchain& tools, const Request& request,
         const fs::path& scratch)
      : runner_(runner), material_(material), tools_(tools), request_(request), scratch_(scratch) {}

  Result<void> run(Grading& grading) {
    // Reading the source needs nothing of what the boxes give, and less time.
    auto read = std::async(std::launch::async, [this] { return read_source(material_, tools_); });
    auto versions = tool_versions(tools_);
    if (!versions) return pass(versions);
    grading.tools = *versions;
    auto plan = make_plan(material_, tools_, request_, scratch_);
    if (!plan) return pass(plan);
    plan_ = std::move(*plan);
    describe(grading);
    const run::Options options = options_for(grading);
    Result<SourceFacts> source;
    Result<KeptTries> tries;
    // What is marked is tried anew, whatever an earlier commit of the same learner's said.
    if (!request_.marking) {
      source = read.get();
      if (!source) return pass(source);
      tries = kept_tries(tools_, material_, *source, plan_.wanted, plan_.mutants, options, plan_.steps);
      if (!tries) return pass(tries);
    }
    auto shown =
        std::async(std::launch::async, [this] { return read_sources(tools_, material_.workspace, material_.own); });
    auto results = run::run_steps(runner_, plan_.all(), options);
    if (read.valid()) source = read.get();
    auto sources = shown.get();
    if (!results) return pass(results);
    if (!source) return pass(source);
    if (!sources) return pass(sources);
    results_ = std::move(*results);
    facts_ = collect_facts(tools_, plan_.steps, results_);
    facts_.canaries = plan_.wanted.canaries;
    auto mutation = judge_own_mutants(tools_, plan_.mutants, plan_.steps, results_, *tries);
    if (!mutation) return pass(mutation);
    facts_.mutation = std::move(*mutation);
    if (!plan_.cases.empty()) {
      auto judged =
          judge_cases(runner_, *material_.exercise, plan_.cases, tools_, plan_.steps, results_, options, facts_);
      if (!judged) return judged;
    }
    facts_.missing_package =
        missing_package(tools_, facts_, material_.workspace,
                        material_.exercise ? material_.exercise->interface_files : std::vector<std::string>{});
    facts_.source = std::move(*source);
    if (auto judged = judge_beside(); !judged) return judged;
    auto warned = set_aside_given_warnings(runner_, tools_, plan_.given, material_, options, facts_);
    if (!warned) return warned;
    grading.tier = facts_.tier;
    const auto covered = toolchain::files_of_role(tools_, "covered", material_.workspace.files);
    grading.own_code_lines = count_own(material_.own, covered);
    own_work_ = measure_own_work(material_, tools_, facts_, covered);
    grading.uses = own_work_.uses;
    grading.mutation = facts_.mutation;
    grading.faults = facts_.faults;
    grading.signals = own_work_.signals;
    grading.sources = std::move(*sources);
    return {};
  }

  // All but the levels.
  Edition edition(bool hidden) const {
    Edition edition{.evidence = own_work_.evidence, .findings = own_work_.findings, .questions = own_work_.questions};
    for (const toolchain::Group& group : plan_.wanted.groups) {
      if (group.name != "hidden" || hidden) edition.groups.push_back(group_result(group.name, material_, facts_));
    }
    if (material_.exercise) edition.requirements = measure::judge_requirements(*material_.exercise, edition.groups);
    add_faults(hidden, edition);
    measure::measure_requirements(edition.requirements, edition.evidence);
    measure::measure_bugs(material_.exercise ? &*material_.exercise : nullptr, edition.requirements, edition.evidence);
    return edition;
  }

 private:
  Result<void> judge_beside() {
    std::map<std::string, const RunResult*> by_step;
    for (const RunResult& result : results_) by_step[result.step] = &result;
    const GroupResult own = group_result("own", material_, facts_);
    facts_.faults = judge_versions(plan_.versions, by_step, unstable_among(own.cases));
    facts_.tried = judge_pairs(tools_, material_, plan_.pairs, own, by_step);
    return set_aside_given(tools_, plan_.given, material_, by_step, facts_);
  }

  // Those that the second run showed to end otherwise.
  std::set<std::string> unstable_among(const std::vector<TestCase>& cases) const {
    std::map<std::string, TestState> again;
    if (facts_.own_again) {
      for (const TestCase& test : measure::judge_tests({}, *facts_.own_again, facts_.own_again_ended))
        again[test.id] = test.state;
    }
    std::set<std::string> unstable;
    for (const TestCase& test : cases) {
      const auto second = again.find(test.id);
      if (second != again.end() && second->second != test.state) unstable.insert(test.id);
    }
    return unstable;
  }

  void add_faults(bool hidden, Edition& edition) const {
    if (!hidden) return measure::without_faults(edition.evidence);
    measure::measure_faults(facts_.faults, edition.evidence);
    measure::not_the_learners({"faults.caught"}, own_work_.tests_of_others, edition.evidence);
    for (const GroupResult& group : edition.groups) {
      if (group.name == "own" && group.could_not_run)
        measure::could_not_run({"faults.caught"}, group.problem, edition.evidence);
    }
  }

  // What of the plan a report shows.
  void describe(Grading& grading) const {
    if (material_.exercise) grading.assurance = name_of(material_.exercise->mode);
    for (const toolchain::Rule& rule : tools_.rules) grading.commands.push_back({rule.name, join(rule.argv, " ")});
    grading.test_cpu_ms = plan_.wanted.test_cpu_ms;
    grading.test_memory_mib = plan_.wanted.memory_mib;
  }

  run::Options options_for(const Grading& grading) const {
    const auto time = material_.exercise ? material_.exercise->grading : kGradingTime;
    run::Options options = pipeline::options_for(request_, grading.tools);
    options.least_tier = least_tier();
    options.until = std::chrono::steady_clock::now() + time;
    return options;
  }

  // Practice may be had anywhere; what is marked needs what its exercise asks for.
  std::string least_tier() const {
    if (!request_.marking) return "landlock";
    const bool full = request_.full_tier || (material_.exercise && material_.exercise->full_tier);
    return full ? "full" : "namespaces";
  }

  ProcessRunner& runner_;
  const Material& material_;
  const toolchain::Toolchain& tools_;
  const Request& request_;
  const fs::path& scratch_;
  Plan plan_;
  std::vector<RunResult> results_;
  Facts facts_;
  OwnWork own_work_;
};

Result<fs::path> repository_of(ProcessRunner& runner, const Request& request) {
  auto kind = acquire::kind_of(request.source);
  if (!kind) return pass(kind);
  if (*kind == acquire::Kind::kFolder) return fs::path(request.source);
  std::vector<std::string> revisions = {request.at};
  if (!request.starter.empty()) revisions.push_back(request.starter);
  return acquire::fetch(runner, request.source, *kind, revisions);
}

}  // namespace

unsigned usual_threads() {
  return std::thread::hardware_concurrency() + 1;
}

Result<Grading> grade_material(ProcessRunner& runner, const Material& material, const Request& request) {
  auto standard = read_standard();
  if (!standard) return pass(standard);
  auto rubric = assess::read_rubric();
  if (!rubric) return pass(rubric);
  auto toolchains = toolchain::read_toolchains();
  if (!toolchains) return pass(toolchains);
  Grading grading{.commit = material.workspace.commit,
                  .tree = material.workspace.tree,
                  .skipped = material.workspace.skipped,
                  .engine = GRADER_VERSION};
  grading.language =
      material.exercise ? material.exercise->language : toolchain::detect(*toolchains, material.workspace);
  const auto tools =
      std::find_if(toolchains->begin(), toolchains->end(), [&](const auto& t) { return t.id == grading.language; });
  if (tools == toolchains->end()) {
    std::vector<std::string> ids;
    for (const auto& toolchain : *toolchains) ids.push_back(toolchain.id);
    return fail(material.exercise ? Fault::kSetup : Fault::kUsage, "choosing a toolchain",
                grading.language.empty() ? "the repository" : grading.language, "no toolchain fits",
                "supported languages: " + join(ids, ", "));
  }
  if (material.history) grading.learner = author_in_words(material.history->learner);
  if (material.exercise) {
    grading.exercise = material.exercise->id;
    grading.asked = material.exercise->skills;
    grading.title = material.exercise->title;
    grading.exercise_version = material.exercise->version;
    auto hash = public_hash(*material.exercise);
    if (!hash) return pass(hash);
    grading.exercise_hash = *hash;
  }
  auto scratch = TempFolder::make(cache_folder() / "scratch");
  if (!scratch) return pass(scratch);
  Grader grader(runner, material, *tools, request, scratch->path());
  if (auto ran = grader.run(grading); !ran) return pass(ran);
  grading.open = grader.edition(false);
  if (request.marking && material.exercise && material.exercise->hidden_tests) grading.marking = grader.edition(true);
  assess::judge(*rubric, *standard, grading);
  return grading;
}

Result<Grading> grade(ProcessRunner& runner, const Request& request) {
  auto path = repository_of(runner, request);
  if (!path) return pass(path);
  auto repository = acquire::Repository::open(*path);
  if (!repository) return pass(repository);
  acquire::Wanted wanted{.at = request.at};
  if (!request.before.empty()) {
    const auto day = day_of(request.before);
    if (!day)
      return fail(Fault::kUsage, "finding the commit to grade", printable(request.before), "not a day",
                  "write --before as YYYY-MM-DD, for example 2026-03-05");
    wanted.until = *day - std::chrono::seconds(1);
  }
  auto commit = repository->resolve(wanted);
  if (!commit) return pass(commit);
  auto scratch = TempFolder::make(cache_folder() / "scratch");
  if (!scratch) return pass(scratch);
  auto material = read_material(*repository, *commit, request, scratch->path());
  if (!material) return pass(material);
  auto grading = grade_material(runner, *material, request);
  if (!grading) return grading;
  const std::vector<Commit>& commits = material->history->commits;
  grading->commits = commits.size();
  if (!commits.empty())
    grading->committed = iso_day(std::chrono::sys_days(std::chrono::days(commits.front().dates.committed)));
  const std::vector<Signal> dates = measure::signals_of(*material->history, request.today);
  grading->signals.insert(grading->signals.end(), dates.begin(), dates.end());
  if (request.at.empty() && request.before.empty()) grading->uncommitted = repository->uncommitted();
  return grading;
}

Result<Grading> grade_files(ProcessRunner& runner, const std::optional<Exercise>& exercise, const fs::path& folder,
                            const Request& request) {
  return grade_material(runner, material_of_files(exercise, folder), request);
}

}  // namespace grader::pipeline
