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

class Trying {
 public:
  Trying(ProcessRunner& runner, const toolchain::Toolchain& tools, const Material& material,
         const toolchain::Request& wanted, const run::Options& options, const fs::path& scratch)
      : runner_(runner), tools_(tools), material_(material), wanted_(wanted), options_(options), scratch_(scratch) {}

  Result<TriedChanges> all() {
    const Pairs chosen = choose_pairs(tools_, material_);
    tried_.beyond = chosen.beyond;
    for (const Pair& pair : chosen.pairs) tried_.changes.push_back({.commit = pair.commit, .edits = pair.edits});
    for (const bool second : {false, true}) {
      if (auto ran = run_round(chosen.pairs, second); !ran) return pass(ran);
    }
    if (auto found = find_what_is_not_there(chosen.pairs); !found) return pass(found);
    if (!tried_.problem.empty()) tried_.changes.clear();
    return std::move(tried_);
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

  // Whether the first side leaves anything to see on the second.
  static bool wants(const Pair& pair, const TriedChange& change) {
    const std::vector<TestCase>& first = pair.test_first ? change.before : change.after;
    return std::any_of(first.begin(), first.end(),
                       [&](const TestCase& test) { return (test.state == TestState::kPassed) != pair.test_first; });
  }

  // One side of each pair: its tests on its own source, or on what was before.
  Result<void> run_round(const std::vector<Pair>& pairs, bool second) {
    Merged joined;
    std::map<std::size_t, std::string> last;  // pair -> the run of its tests
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (second && !wants(pairs[i], tried_.changes[i])) continue;
      const bool before = second != pairs[i].test_first;
      auto tests = workspace_of(pairs[i].commit);
      auto source = before ? workspace_of(pairs[i].parent) : tests;
      if (!tests) return pass(tests);
      if (!source) return pass(source);
      if (*tests == nullptr || *source == nullptr) continue;
      const std::string prefix = (before ? "before " : "at ") + pairs[i].commit.substr(0, kShortId) + ": ";
      auto run = joined.add(steps_of_pair(tools_, material_, **tests, **source, wanted_), prefix);
      if (!run) return pass(run);
      if (!run->empty()) last[i] = std::move(*run);
    }
    if (joined.added().empty()) return {};
    const auto results = run::run_steps(runner_, joined.added(), options_);
    if (!results) return std::unexpected(results.error());
    for (const auto& run : last) {
      const auto step = std::find_if(joined.added().begin(), joined.added().end(),
                                     [&](const Step& row) { return row.name == run.second; });
      const bool before = second != pairs[run.first].test_first;
      read((*results)[static_cast<std::size_t>(step - joined.added().begin())], before, tried_.changes[run.first]);
    }
    return {};
  }

  void read(const RunResult& result, bool before, TriedChange& change) {
    if (result.outcome == Outcome::kBlocked) return;
    if (result.outcome == Outcome::kOutOfTime) {
      tried_.problem = name_of(result.outcome);
      tried_.could_not_run = true;
      return;
    }
    const TestReport report = parse::test_events(result.report, result.nonce);
    (before ? change.before : change.after) = measure::judge_tests({}, report, result.outcome);
  }

  Result<void> find_what_is_not_there(const std::vector<Pair>& pairs) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      TriedChange& change = tried_.changes[i];
      if (change.before.empty()) continue;
      auto source = workspace_of(pairs[i].parent);
      if (!source) return pass(source);
      const std::string text = text_of(tools_, **source);
      for (const TestCase& test : change.before)
        if (toolchain::asks_for_what_is_missing(tools_, test.message, text)) change.not_there.insert(test.id);
    }
    return {};
  }

  ProcessRunner& runner_;
  const toolchain::Toolchain& tools_;
  const Material& material_;
  const toolchain::Request& wanted_;
  const run::Options& options_;
  const fs::path& scratch_;
  std::map<std::string, Workspace> workspaces_;
  TriedChanges tried_;
};

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
  const toolchain::Request request{.groups = {std::move(own)},
                                   .style = wanted.style,
                                   .test_cpu_ms = wanted.test_cpu_ms,
                                   .memory_mib = wanted.memory_mib};
  return leading_to_report(tools, toolchain::plan(tools, source, request), "test-events-again");
}

Result<TriedChanges> try_pairs(ProcessRunner& runner, const toolchain::Toolchain& tools, const Material& material,
                               const GroupResult& own, const toolchain::Request& wanted, const run::Options& options,
                               const fs::path& scratch) {
  if (material.repository == nullptr) return TriedChanges{.problem = "there is no history"};
  if (!own.built)
    return TriedChanges{.problem = own.problem.empty() ? "no own test was run" : own.problem,
                        .could_not_run = own.could_not_run};
  return Trying(runner, tools, material, wanted, options, scratch).all();
}

}  // namespace grader::pipeline
