#include "grader/pipeline/pairs.h"

#include <algorithm>
#include <set>

#include "grader/base/files.h"
#include "grader/measure/history.h"
#include "grader/measure/measure.h"
#include "grader/parse/parse.h"
#include "grader/pipeline/subplan.h"

namespace grader::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kShortId = 12;

// Paths of the own tests that are run, of some paths of any commit.
std::vector<std::string> own_tests(const toolchain::Toolchain& tools, const Material& material,
                                   const std::vector<std::string>& files) {
  std::vector<std::string> tests = toolchain::files_of_role(tools, "testfiles", files);
  std::erase_if(tests, [&](const std::string& file) { return in_pack(material, file); });
  return tests;
}

// Source, with neither tests nor what stands beside them.
std::vector<std::string> source_of(const toolchain::Toolchain& tools, const std::vector<std::string>& files) {
  std::vector<std::string> source = toolchain::files_of_role(tools, "code", files);
  for (const char* role : {"testfiles", "test"}) {
    const auto out = toolchain::files_of_role(tools, role, source);
    const std::set<std::string> tests(out.begin(), out.end());
    std::erase_if(source, [&](const std::string& file) { return tests.contains(file); });
  }
  return source;
}

// Names and texts of the source, to look for a name in.
std::string text_of(const toolchain::Toolchain& tools, const Workspace& workspace) {
  std::string text;
  for (const std::string& file : source_of(tools, workspace.files))
    text += file + "\n" + read_file(fs::path(workspace.root) / file).value_or("") + "\n";
  return text;
}

// What a commit does, as far as it may be one of a pair.
struct Touches {
  bool tests = false;  // it adds lines to own tests
  bool source = false;
  bool edits = false;  // it takes out lines of source
};

Touches touches_of(const toolchain::Toolchain& tools, const Material& material, const Commit& commit) {
  if (commit.parents.size() != 1 || commit.bounded || !commit.reverts.empty()) return {};
  std::vector<std::string> adds;
  std::vector<std::string> changes;
  std::vector<std::string> edits;
  for (const Change& change : commit.changes) {
    changes.push_back(change.path);
    if (change.added > 0) adds.push_back(change.path);
    if (change.removed > 0) edits.push_back(change.path);
  }
  return {.tests = !own_tests(tools, material, adds).empty(),
          .source = !source_of(tools, changes).empty(),
          .edits = !source_of(tools, edits).empty()};
}

class Planner {
 public:
  Planner(const toolchain::Toolchain& tools, const Material& material, const toolchain::Request& wanted, Merged& beside,
          const fs::path& scratch)
      : tools_(tools), material_(material), wanted_(wanted), beside_(beside), scratch_(scratch) {}

  Result<PlannedPair> plan(const Pair& pair) {
    PlannedPair planned{.pair = pair};
    auto now = workspace_of(pair.commit);
    if (!now) return pass(now);
    auto parent = workspace_of(pair.parent);
    if (!parent) return pass(parent);
    if (*now == nullptr || *parent == nullptr) return planned;
    const std::string commit = pair.commit.substr(0, kShortId);
    auto at = beside_.add(steps_of_pair(tools_, material_, **now, **now, wanted_), "at " + commit + ": ");
    if (!at) return pass(at);
    auto before = beside_.add(steps_of_pair(tools_, material_, **now, **parent, wanted_), "before " + commit + ": ");
    if (!before) return pass(before);
    planned.at = std::move(*at);
    planned.before = std::move(*before);
    planned.source_before = text_of(tools_, **parent);
    return planned;
  }

 private:
  // The workspace of a commit; nullptr when it cannot be read out of git.
  Result<const Workspace*> workspace_of(const std::string& commit) {
    if (commit == material_.workspace.commit) return &material_.workspace;
    const auto known = workspaces_.find(commit);
    if (known != workspaces_.end()) return &known->second;
    const fs::path folder = scratch_ / commit;
    std::error_code error;
    fs::create_directories(folder, error);
    auto exported = material_.repository->export_tree(commit, folder);
    if (!exported && exported.error().fault == Fault::kUsage) return nullptr;
    if (!exported) return pass(exported);
    return &workspaces_.emplace(commit, std::move(*exported)).first->second;
  }

  const toolchain::Toolchain& tools_;
  const Material& material_;
  const toolchain::Request& wanted_;
  Merged& beside_;
  const fs::path& scratch_;
  std::map<std::string, Workspace> workspaces_;
};

// What a run of own tests found; nothing when they were not built, or not run. Time that ran out is for all to know.
std::vector<TestCase> cases_of(const std::map<std::string, const RunResult*>& results, const std::string& run,
                               TriedChanges& tried) {
  const auto found = results.find(run);
  if (found == results.end() || found->second->outcome == Outcome::kBlocked) return {};
  const RunResult& result = *found->second;
  if (result.outcome == Outcome::kOutOfTime) {
    tried.problem = name_of(result.outcome);
    tried.could_not_run = true;
    return {};
  }
  return measure::judge_tests({}, parse::test_events(result.report, result.nonce), result.outcome);
}

}  // namespace

Pairs choose_pairs(const toolchain::Toolchain& tools, const Material& material) {
  Pairs chosen;
  if (!material.history) return chosen;
  const bool has_bugs =
      material.exercise && std::any_of(material.exercise->requirements.begin(), material.exercise->requirements.end(),
                                       [](const Requirement& row) { return row.bug; });
  const std::vector<Commit> commits = measure::work_of_learner(*material.history).commits;
  std::map<std::string, Touches> touched;
  for (const Commit& commit : commits) touched[commit.id] = touches_of(tools, material, commit);
  std::vector<Pair> test_first;
  for (const Commit& commit : commits) {
    const Touches& touches = touched[commit.id];
    if (!touches.source) continue;
    Pair pair{.parent = commit.parents.front(), .commit = commit.id};
    const auto parent = touched.find(pair.parent);
    pair.test_first =
        has_bugs && !touches.tests && parent != touched.end() && parent->second.tests && !parent->second.source;
    pair.edits = touches.edits && !pair.test_first;
    if (touches.tests) chosen.pairs.push_back(pair);
    if (pair.test_first) test_first.push_back(pair);
  }
  chosen.pairs.insert(chosen.pairs.end(), test_first.begin(), test_first.end());
  if (chosen.pairs.size() > kMostPairs) {
    chosen.beyond = chosen.pairs.size() - kMostPairs;
    chosen.pairs.resize(kMostPairs);
  }
  return chosen;
}

std::vector<Step> steps_of_pair(const toolchain::Toolchain& tools, const Material& material, const Workspace& tests,
                                const Workspace& source, const toolchain::Request& wanted) {
  toolchain::Group own{.name = "own", .folder = tests.root, .files = own_tests(tools, material, tests.files)};
  if (toolchain::files_of_role(tools, "test", own.files).empty()) return {};
  toolchain::Request request{.groups = {std::move(own)},
                             .style = wanted.style,
                             .test_cpu_ms = wanted.test_cpu_ms,
                             .memory_mib = wanted.memory_mib};
  return steps_on_version(tools, source, std::move(request));
}

Result<PlannedPairs> plan_pairs(const toolchain::Toolchain& tools, const Material& material,
                                const toolchain::Request& wanted, Merged& beside, const fs::path& scratch) {
  PlannedPairs planned;
  if (material.repository == nullptr) return planned;
  const Pairs chosen = choose_pairs(tools, material);
  planned.beyond = chosen.beyond;
  Planner planner(tools, material, wanted, beside, scratch);
  for (const Pair& pair : chosen.pairs) {
    auto made = planner.plan(pair);
    if (!made) return pass(made);
    planned.pairs.push_back(std::move(*made));
  }
  return planned;
}

TriedChanges judge_pairs(const toolchain::Toolchain& tools, const Material& material, const PlannedPairs& planned,
                         const GroupResult& own, const std::map<std::string, const RunResult*>& results) {
  if (material.repository == nullptr) return {.problem = "there is no history"};
  if (!own.built)
    return {.problem = own.problem.empty() ? "no own test was run" : own.problem, .could_not_run = own.could_not_run};
  TriedChanges tried{.beyond = planned.beyond};
  for (const auto& [pair, at, before, source] : planned.pairs) {
    TriedChange change{.commit = pair.commit,
                       .edits = pair.edits,
                       .before = cases_of(results, before, tried),
                       .after = cases_of(results, at, tried)};
    for (const TestCase& test : change.before)
      if (toolchain::asks_for_what_is_missing(tools, test.message, source)) change.not_there.insert(test.id);
    tried.changes.push_back(std::move(change));
  }
  if (!tried.problem.empty()) tried.changes.clear();
  return tried;
}

}  // namespace grader::pipeline
