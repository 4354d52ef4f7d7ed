#include "grader/pipeline/own_work.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "grader/base/files.h"
#include "grader/measure/corrections.h"
#include "grader/measure/debugging.h"
#include "grader/measure/history.h"
#include "grader/measure/integrity.h"
#include "grader/measure/measure.h"
#include "grader/measure/mutants.h"
#include "grader/pipeline/whose_tests.h"

namespace grader::pipeline {
namespace {

namespace fs = std::filesystem;

bool below(const std::string& path, const std::string& folder) {
  return path.starts_with(folder + "/");
}

std::vector<std::string> ids_of(const TestSet& set) {
  std::vector<std::string> ids;
  for (const auto& [id, requirements] : set.cases) ids.push_back(id);
  return ids;
}

class Measuring {
 public:
  Measuring(const Material& material, const toolchain::Toolchain& tools, const Facts& facts,
            const std::vector<std::string>& covered)
      : material_(material),
        tools_(tools),
        facts_(facts),
        covered_(covered),
        tool_findings_(tool_findings()),
        tests_(measure::with_helpers(facts.source.tests)),
        whose_tests_(material, tools, facts.source.tests) {}

  OwnWork all() const {
    OwnWork work;
    EvidenceTable& evidence = work.evidence;
    const std::string expected =
        material_.exercise && material_.exercise->example ? material_.exercise->example->output : "";
    measure::measure_build(facts_.build, facts_.example, expected, facts_.missing_package, evidence);
    measure::measure_warnings(facts_.findings, material_.own, evidence);
    if (!facts_.findings_problem.empty()) measure::could_not_run({"warnings.own"}, facts_.findings_problem, evidence);
    if (material_.history) measure_practice(work);
    measure::measure_corrections(facts_.tried, evidence);
    measure_source(evidence);
    measure_debug_log(evidence);
    std::vector<Use> uses = facts_.source.uses;
    std::vector<Finding> findings = tool_findings_;
    measure_own_tests(evidence, uses, findings);
    work.tests_of_others = whose_tests_.missing();
    const bool own_tests = work.tests_of_others.reserve == Reserve::kNone;
    work.questions =
        measure::ask_questions(facts_.source, evidence, own_tests ? facts_.mutation : Mutation(), material_.own);
    std::copy_if(uses.begin(), uses.end(), std::back_inserter(work.uses),
                 [&](const Use& use) { return is_own(material_.own, use.file, use.line); });
    work.findings = measure::own_findings(findings, facts_.source, docs_asked(), material_.own);
    return work;
  }

 private:
  // `uses` and `findings`: what tests show is put behind what is in them.
  void measure_own_tests(EvidenceTable& evidence, std::vector<Use>& uses, std::vector<Finding>& findings) const {
    const bool any =
        facts_.reports.contains("own") || facts_.not_built.contains("own") || facts_.not_run.contains("own");
    const GroupResult all = any ? group_result("own", material_, facts_)
                                : GroupResult{.name = "own", .problem = "no test file below tests/"};
    GroupResult own = all;
    own.cases = whose_tests_.learners(all.cases);
    const auto again = measure::judge_tests({}, facts_.own_again.value_or(TestReport{}), facts_.own_again_ended);
    measure::measure_own_tests(own, again, evidence);
    measure::measure_independence(own, again, evidence);
    if (facts_.own_again_ended == Outcome::kOutOfTime)
      measure::could_not_run({"own_tests.stable", "own_tests.independent"}, name_of(Outcome::kOutOfTime), evidence);
    measure::measure_collection(whose_tests_.learners_files(), all, evidence);
    if (tools_.syntax) {
      measure::measure_checks(tests_, all, material_.own, evidence);
      if (!evidence["tests.checking"].value)
        measure::not_the_learners({"tests.checking"}, whose_tests_.missing(), evidence);
      const auto levels = measure::measure_types(tests_, facts_.source, own, material_.own, evidence);
      uses.insert(uses.end(), levels.begin(), levels.end());
      const auto smells = measure::test_findings(tests_, own, again);
      findings.insert(findings.end(), smells.begin(), smells.end());
    }
    measure::measure_coverage(own.built && facts_.coverage ? &*facts_.coverage : nullptr, material_.own, covered_,
                              evidence);
    measure_own_mutants(own, evidence);
    measure::not_the_learners(
        {"coverage.branch", "coverage.line", "mutants.killed", "own_tests.count", "own_tests.independent",
         "own_tests.passed", "own_tests.stable", "tests.collected", "tests.non_functional", "tests.types"},
        whose_tests_.missing(), evidence);
    const std::string no_coverage = own.could_not_run ? own.problem : facts_.coverage_problem;
    if (!no_coverage.empty()) measure::could_not_run({"coverage.line", "coverage.branch"}, no_coverage, evidence);
  }

  void measure_own_mutants(const GroupResult& own, EvidenceTable& evidence) const {
    if (!tools_.mutation) return;
    if (own.could_not_run) return measure::could_not_run({"mutants.killed"}, own.problem, evidence);
    if (own.built) return measure::measure_mutants(facts_.mutation, evidence);
    measure::measure_mutants({.problem = own.problem, .could_not_run = facts_.mutation.could_not_run}, evidence);
  }

  std::vector<Finding> tool_findings() const {
    std::vector<Finding> all = facts_.findings;
    if (!facts_.lint) return all;
    // A compiler says it better where it does not understand the work either.
    const std::vector<std::string> stops = tools_.syntax ? tools_.syntax->lint_stops : std::vector<std::string>{};
    std::ranges::copy_if(*facts_.lint, std::back_inserter(all),
                         [&](const Finding& finding) { return std::ranges::find(stops, finding.rule) == stops.end(); });
    return all;
  }

  // The next step names the command that does it, with the configuration that is in use here.
  void measure_format(std::vector<std::string> files, EvidenceTable& evidence) const {
    const auto among = [](const std::vector<std::string>& names, const std::string& file) {
      return std::ranges::find(names, file) != names.end();
    };
    // What the starter's author did not format says nothing of the learner.
    const std::size_t all = files.size();
    std::erase_if(files, [&](const std::string& file) {
      return among(facts_.given_unformatted, file) && among(*facts_.unformatted, file);
    });
    measure::measure_format(files, *facts_.unformatted, material_.own, evidence);
    Evidence& row = evidence["format.clean"];
    if (!row.value && files.size() < all) row.why = "the starter's files are not as the formatter writes them";
    if (row.places.empty() || !tools_.formatter) return;
    const auto& [command, configuration] = *tools_.formatter;
    const bool exercises = material_.exercise && !material_.exercise->style.empty() &&
                           fs::exists(material_.exercise->folder / material_.exercise->style / configuration);
    row.advice = "Run " + (exercises ? "the formatter with the exercise's `" + configuration : "`" + command) +
                 "` over the listed files, in a commit that changes nothing else.";
  }

  bool docs_asked() const { return material_.exercise && material_.exercise->asks_docs; }

  void measure_source(EvidenceTable& evidence) const {
    const SourceFacts& source = facts_.source;
    measure::measure_functions(source.functions, material_.own, evidence);
    if (!tools_.syntax) return;
    measure::measure_naming(source.identifiers, material_.own, evidence);
    std::vector<Finding> unused;
    for (const Finding& finding : tool_findings_) {
      const auto& rules = tools_.syntax->unused_rules;
      if (std::any_of(rules.begin(), rules.end(), [&](const auto& rule) { return finding.rule.starts_with(rule); }))
        unused.push_back(finding);
    }
    measure::measure_leftovers(source.leftovers, unused, material_.own, evidence);
    measure::measure_debug_leftovers(
        source.leftovers, toolchain::files_of_role(tools_, "code", material_.workspace.files), material_.own, evidence);
    const auto files = toolchain::files_of_role(tools_, tools_.syntax->role, material_.workspace.files);
    if (!facts_.lint_problem.empty())
      measure::could_not_run({"lint.per_hundred"}, facts_.lint_problem, evidence);
    else if (facts_.lint)
      measure::measure_lint(*facts_.lint, tools_.syntax->lint_stops, count_own(material_.own, files), material_.own,
                            evidence);
    if (!facts_.format_problem.empty())
      measure::could_not_run({"format.clean"}, facts_.format_problem, evidence);
    else if (facts_.unformatted)
      measure_format(files, evidence);
    measure::measure_interfaces(source.public_functions, material_.own,
                                {.docs_asked = docs_asked(), .static_types = tools_.syntax->static_types}, evidence);
    measure::measure_modules(source, tools_.syntax->modules, material_.own, evidence);
    measure::measure_data(source.fields, tools_.syntax->static_types, material_.own, evidence);
    measure::measure_readable(source.files, material_.own, evidence);
  }

  // The log is read, never run. A path that is no plain file of the commit is not there.
  void measure_debug_log(EvidenceTable& evidence) const {
    const Exercise* exercise = material_.exercise ? &*material_.exercise : nullptr;
    const auto& files = material_.workspace.files;
    const bool there = exercise != nullptr && std::find(files.begin(), files.end(), exercise->debug_log) != files.end();
    if (!there) return measure::measure_debug_log(exercise, nullptr, evidence);
    const std::string text = read_file(fs::path(material_.workspace.root) / exercise->debug_log).value_or("");
    measure::measure_debug_log(exercise, &text, evidence);
  }

  void track(const std::string& file, measure::Tracked& tracked) const {
    tracked.paths.push_back(file);
    std::ifstream in(fs::path(material_.workspace.root) / file, std::ios::binary);
    std::string first(4, '\0');
    in.read(first.data(), std::ssize(first));
    if (in && measure::is_compiled(first)) tracked.programs.insert(file);
  }

  // Git practice; nothing of it needs a run.
  void measure_practice(OwnWork& work) const {
    EvidenceTable& evidence = work.evidence;
    const History& history = *material_.history;
    std::set<std::string> paths;
    for (const Commit& commit : history.commits) {
      for (const Change& change : commit.changes) paths.insert(change.path);
    }
    const auto code = toolchain::files_of_role(tools_, "code", {paths.begin(), paths.end()});
    const std::set<std::string> code_paths(code.begin(), code.end());
    const bool asks_ci = material_.exercise && material_.exercise->asks_ci;
    const bool asks_branches = material_.exercise && material_.exercise->asks_branches;
    const History mine = measure::work_of_learner(history);
    measure::measure_steadiness(mine, code_paths, evidence);
    measure::measure_messages(mine, evidence);
    measure::measure_conflicts(history, evidence);
    measure::measure_share(history, code_paths, evidence);
    work.signals = measure::team_of(history, code_paths);
    const std::vector<Signal> joined = measure::joined_addresses(history);
    work.signals.insert(work.signals.end(), joined.begin(), joined.end());
    measure::measure_branches(asks_branches, history, evidence);
    measure::Tracked tracked;
    std::vector<measure::Pipeline> pipelines;
    std::vector<measure::Pipeline> scripts;
    for (const std::string& file : material_.workspace.files) {
      if (!material_.given.contains(file)) track(file, tracked);
      const bool pipeline = measure::is_pipeline(file);
      if (asks_ci && (pipeline || measure::is_script(file)))
        (pipeline ? pipelines : scripts)
            .push_back({.path = file, .text = read_file(fs::path(material_.workspace.root) / file).value_or("")});
    }
    for (const Skipped& skipped : material_.workspace.skipped) tracked.paths.push_back(skipped.path);
    const auto& files = material_.workspace.files;
    const bool ignored = std::find(files.begin(), files.end(), ".gitignore") != files.end();
    measure::measure_hygiene(history, tracked, ignored, evidence);
    measure::measure_ci(asks_ci, pipelines, scripts, evidence);
  }

  const Material& material_;
  const toolchain::Toolchain& tools_;
  const Facts& facts_;
  const std::vector<std::string>& covered_;
  std::vector<Finding> tool_findings_;  // of compiler and linter
  std::vector<TestFunction> tests_;     // with what their helpers do
  WhoseTests whose_tests_;
};

}  // namespace

bool in_pack(const Material& material, const std::string& file) {
  if (!material.exercise) return false;
  const auto& hidden = material.exercise->hidden_tests;
  return below(file, material.exercise->public_tests.at) || (hidden && below(file, hidden->at));
}

namespace {

// What a file of tests lacks on this host is no failure of its tests.
void set_aside_without_package(const std::string& package, const std::vector<TestCase>& uncollected,
                               std::vector<TestCase>& cases) {
  if (package.empty()) return;
  for (TestCase& test : cases) {
    const bool waits = std::ranges::any_of(uncollected, [&](const TestCase& file) {
      return file.id == test.id && file.message.find(package) != std::string::npos;
    });
    if (waits) test = {.id = test.id, .state = TestState::kPlatform, .message = "could not run: dependency " + package};
  }
}

}  // namespace

GroupResult group_result(const std::string& name, const Material& material, const Facts& facts) {
  GroupResult group{.name = name};
  const auto reported = facts.reports.find(name);
  const bool ran = reported != facts.reports.end();
  TestReport report = ran ? reported->second : TestReport{};
  const auto blocked = facts.not_built.find(name);
  std::vector<std::string> expected;
  if (name == "public") expected = ids_of(material.exercise->public_tests);
  if (name == "hidden") expected = ids_of(*material.exercise->hidden_tests);
  const auto ended_row = facts.ended.find(name);
  const Outcome ended = ended_row == facts.ended.end() ? Outcome::kExited : ended_row->second;
  const Canaries canaries = name == "hidden" ? facts.canaries : Canaries{};
  const bool contradicts = name != "own" && measure::contradicts(canaries, report, ended);
  const bool cut = measure::is_cut(canaries, report, ended);
  group.canaries = measure::take_canaries(canaries, report);
  group.copied = measure::copied_tests(canaries, group.canaries);
  group.built = ran && !report.collected.empty();
  if (blocked != facts.not_built.end()) group.problem = "not built: " + blocked->second;
  if (ran && !group.built) group.problem = report.problem.empty() ? "the runner found no test" : report.problem;
  group.cases = measure::judge_tests(expected, report, ended);
  if (cut) measure::expect_guards(canaries, group.canaries, ended, group.cases);
  if (contradicts) measure::set_aside(group);
  const auto not_run = facts.not_run.find(name);
  set_aside_without_package(facts.missing_package, report.uncollected, group.cases);
  std::string host;
  if (not_run != facts.not_run.end())
    host = not_run->second;
  else if (!group.built && !contradicts && !facts.missing_package.empty())
    host = "could not run: dependency " + facts.missing_package;
  if (!host.empty()) {
    group.could_not_run = true;
    group.problem = host;
    for (TestCase& test : group.cases) test = {.id = test.id, .state = TestState::kPlatform, .message = group.problem};
  }
  return group;
}

std::size_t count_own(const OwnLines& own, const std::vector<std::string>& files) {
  std::size_t lines = 0;
  for (const std::string& file : files) {
    if (const auto row = own.find(file); row != own.end()) lines += row->second.size();
  }
  return lines;
}

OwnWork measure_own_work(const Material& material, const toolchain::Toolchain& tools, const Facts& facts,
                         const std::vector<std::string>& covered) {
  return Measuring(material, tools, facts, covered).all();
}

}  // namespace grader::pipeline
