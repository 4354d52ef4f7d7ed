#include "grader/pipeline/pipeline.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "grader/acquire/mirror.h"
#include "grader/acquire/repository.h"
#include "grader/assess/assess.h"
#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/base/text.h"
#include "grader/measure/history.h"
#include "grader/measure/measure.h"
#include "grader/model/standard.h"
#include "grader/pipeline/facts.h"
#include "grader/run/run.h"
#include "grader/syntax/source.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {
namespace {

namespace fs = std::filesystem;

struct Material {
  Workspace workspace;
  std::optional<Exercise> exercise;
  OwnLines own;
  std::optional<History> history;  // none for a folder of files
  std::set<std::string> given;     // paths of the starter
};

bool below(const std::string& path, const std::string& folder) {
  return path.starts_with(folder + "/");
}

// Which exercise a commit says it belongs to: .grader.json at its root.
std::string named_exercise(const Workspace& workspace) {
  const auto text = read_file(fs::path(workspace.root) / ".grader.json");
  if (!text) return {};
  const auto json = nlohmann::json::parse(*text, nullptr, false);
  return json.is_object() ? json.value("exercise", "") : std::string();
}

std::vector<toolchain::Group> groups_of(const Material& material, const toolchain::Toolchain& tools, bool marking) {
  std::vector<toolchain::Group> groups;
  const std::string public_at = material.exercise ? material.exercise->public_tests.at : "";
  toolchain::Group own{.name = "own", .folder = material.workspace.root};
  for (const std::string& file : toolchain::files_of_role(tools, "testfiles", material.workspace.files)) {
    const bool pack =
        material.exercise && (below(file, public_at) ||
                              (material.exercise->hidden_tests && below(file, material.exercise->hidden_tests->at)));
    if (!pack) own.files.push_back(file);
  }
  if (!toolchain::files_of_role(tools, "test", own.files).empty()) groups.push_back(std::move(own));
  if (!material.exercise) return groups;
  const auto add = [&](const std::string& name, const TestSet& set) {
    const fs::path folder = material.exercise->folder / set.dir;
    groups.push_back({.name = name, .folder = folder, .files = files_below(folder)});
  };
  add("public", material.exercise->public_tests);
  if (marking && material.exercise->hidden_tests) add("hidden", *material.exercise->hidden_tests);
  return groups;
}

// A tool's version is its program's hash: it never has to be run outside the box to be named.
Result<std::map<std::string, std::string>> tool_versions(const toolchain::Toolchain& tools) {
  std::map<std::string, std::string> versions;
  for (const toolchain::Tool& tool : tools.tools) {
    auto hash = sha256_of_file(tool.path);
    if (!hash)
      return fail(Fault::kPlatform, "preparing " + tools.title, tool.path, "the tool is not installed",
                  "sudo apt-get install " + tool.package);
    versions[tool.name] = "sha256 " + hash->substr(0, 12);
  }
  versions["toolchain " + tools.id] = "sha256 " + tools.hash.substr(0, 12);
  return versions;
}

std::vector<std::string> ids_of(const TestSet& set) {
  std::vector<std::string> ids;
  for (const auto& [id, requirements] : set.cases) ids.push_back(id);
  return ids;
}

GroupResult group_result(const std::string& name, const Material& material, const Facts& facts) {
  GroupResult group{.name = name};
  const auto report = facts.reports.find(name);
  const auto blocked = facts.not_built.find(name);
  std::vector<std::string> expected;
  if (name == "public") expected = ids_of(material.exercise->public_tests);
  if (name == "hidden") expected = ids_of(*material.exercise->hidden_tests);
  group.built = report != facts.reports.end() && !report->second.collected.empty();
  if (blocked != facts.not_built.end()) group.problem = "not built: " + blocked->second;
  if (report != facts.reports.end() && !group.built)
    group.problem = report->second.problem.empty() ? "the runner found no test" : report->second.problem;
  const auto ended = facts.ended.find(name);
  group.cases = measure::judge_tests(expected, report == facts.reports.end() ? TestReport{} : report->second,
                                     ended == facts.ended.end() ? Outcome::kExited : ended->second);
  if (!group.built && !facts.missing_package.empty()) {
    group.could_not_run = true;
    group.problem = "could not run: dependency " + facts.missing_package;
    for (TestCase& test : group.cases) test = {.id = test.id, .state = TestState::kPlatform, .message = group.problem};
  }
  return group;
}

std::size_t count_own(const OwnLines& own, const std::vector<std::string>& components) {
  std::size_t lines = 0;
  for (const std::string& file : components) {
    if (const auto row = own.find(file); row != own.end()) lines += row->second.size();
  }
  return lines;
}

class Grader {
 public:
  Grader(ProcessRunner& runner, const Material& material, const toolchain::Toolchain& tools, const Request& request)
      : runner_(runner), material_(material), tools_(tools), request_(request) {}

  Result<void> run(Grading& grading) {
    groups_ = groups_of(material_, tools_, request_.marking);
    auto versions = tool_versions(tools_);
    if (!versions) return pass(versions);
    grading.tools = *versions;
    toolchain::Request wanted{.groups = groups_};
    if (material_.exercise) {
      wanted.build = material_.exercise->build;
      if (material_.exercise->example) wanted.example = material_.exercise->example->argv;
      if (material_.exercise->example) wanted.example_input = material_.exercise->example->input;
      wanted.test_cpu_ms = material_.exercise->test_cpu_ms;
      wanted.memory_mib = material_.exercise->memory_mib;
    }
    steps_ = toolchain::plan(tools_, material_.workspace, wanted);
    run::Options options{.helper = run::find_helper(),
                         .full_tier = material_.exercise && material_.exercise->full_tier,
                         .threads = request_.threads,
                         .cache = request_.cache,
                         .versions = grading.engine,
                         .progress = request_.progress};
    for (const auto& [tool, version] : grading.tools) options.versions += "\n" + tool + " " + version;
    auto results = run::run_steps(runner_, steps_, options);
    if (!results) return pass(results);
    results_ = std::move(*results);
    facts_ = collect_facts(tools_, steps_, results_);
    facts_.missing_package =
        missing_package(tools_, facts_, material_.workspace,
                        material_.exercise ? material_.exercise->interface_files : std::vector<std::string>{});
    grading.tier = facts_.tier;
    if (auto read = read_source(); !read) return read;
    components_ = toolchain::files_of_role(tools_, "component", material_.workspace.files);
    grading.own_code_lines = count_own(material_.own, components_);
    return {};
  }

  // Source is read here and never run: tree-sitter takes any bytes.
  Result<void> read_source() {
    if (!tools_.syntax) return {};
    const toolchain::Syntax& syntax = *tools_.syntax;
    auto query = syntax::SourceQuery::compile(syntax.rules);
    if (!query) return pass(query);
    const auto of_role = [&](const std::string& role) {
      const auto files = toolchain::files_of_role(tools_, role, material_.workspace.files);
      return std::set<std::string>(files.begin(), files.end());
    };
    const std::set<std::string> work = of_role(syntax.role);
    const std::set<std::string> tests = of_role(syntax.tests);
    const std::set<std::string> interface = of_role(syntax.interface);
    for (const std::string& file : material_.workspace.files) {
      if (!work.contains(file) && !tests.contains(file) && !interface.contains(file)) continue;
      auto text = read_file(fs::path(material_.workspace.root) / file);
      if (!text) return pass(text);
      SourceFacts read = query->read(file, *text);
      const auto take = [](auto& to, auto& from) { std::move(from.begin(), from.end(), std::back_inserter(to)); };
      if (work.contains(file)) take(facts_.source.functions, read.functions);
      if (work.contains(file)) take(facts_.source.identifiers, read.identifiers);
      if (work.contains(file)) take(facts_.source.comparisons, read.comparisons);
      if (tests.contains(file)) take(facts_.source.tests, read.tests);
      if (interface.contains(file)) take(facts_.source.public_functions, read.public_functions);
      take(facts_.source.leftovers, read.leftovers);
    }
    return {};
  }

  Edition edition(bool hidden, const assess::Rubric& rubric, const Standard& standard,
                  std::size_t own_code_lines) const {
    Edition edition;
    GroupResult own{.name = "own", .problem = "no test file below tests/"};
    std::vector<TestCase> again;
    for (const toolchain::Group& group : groups_) {
      if (group.name == "hidden" && !hidden) continue;
      edition.groups.push_back(group_result(group.name, material_, facts_));
      if (group.name != "own") continue;
      own = edition.groups.back();
      again = measure::judge_tests({}, facts_.own_again.value_or(TestReport{}), facts_.own_again_ended);
    }
    std::vector<std::string> skills;
    if (material_.exercise) {
      edition.requirements = measure::judge_requirements(*material_.exercise, edition.groups);
      measure::measure_requirements(edition.requirements, edition.evidence);
      skills = material_.exercise->skills;
    } else {
      measure::measure_requirements({}, edition.evidence);
    }
    const std::string expected =
        material_.exercise && material_.exercise->example ? material_.exercise->example->output : "";
    measure::measure_build(facts_.build, facts_.example, expected, facts_.missing_package, edition.evidence);
    measure::measure_warnings(facts_.findings, material_.own, edition.evidence);
    if (!facts_.findings_problem.empty())
      measure::could_not_run({"warnings.own"}, facts_.findings_problem, edition.evidence);
    if (material_.history) measure_practice(edition.evidence);
    measure_source(edition.evidence);
    measure::measure_own_tests(own, again, edition.evidence);
    measure::measure_independence(own, again, edition.evidence);
    measure::measure_collection(own_test_files(), own, edition.evidence);
    measure::measure_coverage(own.built && facts_.coverage ? &*facts_.coverage : nullptr, material_.own, components_,
                              edition.evidence);
    const std::string no_coverage = own.could_not_run ? own.problem : facts_.coverage_problem;
    if (!no_coverage.empty())
      measure::could_not_run({"coverage.line", "coverage.branch"}, no_coverage, edition.evidence);
    edition.questions = measure::ask_questions(facts_.source, edition.evidence, material_.own);
    edition.findings = measure::own_findings(tool_findings(), facts_.source, material_.own);
    edition.skills = assess::assess(rubric, standard, skills, edition.evidence, own_code_lines);
    return edition;
  }

 private:
  // Test-like files of the learner's, wherever they stand.
  std::vector<std::string> own_test_files() const {
    std::vector<std::string> files;
    for (const std::string& file : toolchain::files_of_role(tools_, "test", material_.workspace.files)) {
      const bool pack = material_.exercise &&
                        (below(file, material_.exercise->public_tests.at) ||
                         (material_.exercise->hidden_tests && below(file, material_.exercise->hidden_tests->at)));
      if (!pack && !material_.given.contains(file)) files.push_back(file);
    }
    return files;
  }

  std::vector<Finding> tool_findings() const {
    std::vector<Finding> all = facts_.findings;
    all.insert(all.end(), facts_.lint.begin(), facts_.lint.end());
    return all;
  }

  void measure_source(EvidenceTable& evidence) const {
    const SourceFacts& source = facts_.source;
    measure::measure_functions(source.functions, material_.own, evidence);
    if (!tools_.syntax) return;
    measure::measure_naming(source.identifiers, material_.own, evidence);
    std::vector<Finding> unused;
    for (const Finding& finding : tool_findings()) {
      const auto& rules = tools_.syntax->unused_rules;
      if (std::any_of(rules.begin(), rules.end(), [&](const auto& rule) { return finding.rule.starts_with(rule); }))
        unused.push_back(finding);
    }
    measure::measure_leftovers(source.leftovers, unused, material_.own, evidence);
    const auto files = toolchain::files_of_role(tools_, tools_.syntax->role, material_.workspace.files);
    measure::measure_lint(facts_.lint, count_own(material_.own, files), material_.own, evidence);
    if (!facts_.lint_problem.empty()) measure::could_not_run({"lint.per_hundred"}, facts_.lint_problem, evidence);
    measure::measure_format(files, facts_.unformatted.value_or(std::vector<std::string>{}), material_.own, evidence);
    if (!facts_.format_problem.empty()) measure::could_not_run({"format.clean"}, facts_.format_problem, evidence);
    measure::measure_checks(source.tests, material_.own, evidence);
    measure::measure_interfaces(source.public_functions, material_.own,
                                {.docs_asked = material_.exercise && material_.exercise->asks_docs,
                                 .static_types = tools_.syntax->static_types},
                                evidence);
  }

  // Git practice; nothing of it needs a run.
  void measure_practice(EvidenceTable& evidence) const {
    const History& history = *material_.history;
    std::set<std::string> paths;
    for (const Commit& commit : history.commits) {
      for (const Change& change : commit.changes) paths.insert(change.path);
    }
    const auto code = toolchain::files_of_role(tools_, "code", {paths.begin(), paths.end()});
    const std::set<std::string> code_paths(code.begin(), code.end());
    const bool asks_ci = material_.exercise && material_.exercise->asks_ci;
    const bool asks_branches = material_.exercise && material_.exercise->asks_branches;
    measure::measure_steadiness(history, code_paths, evidence);
    measure::measure_messages(history, evidence);
    measure::measure_share(history, code_paths, evidence);
    measure::measure_branches(asks_branches, history, evidence);
    std::vector<std::string> tracked;
    std::vector<measure::Pipeline> pipelines;
    for (const std::string& file : material_.workspace.files) {
      if (!material_.given.contains(file)) tracked.push_back(file);
      if (measure::is_pipeline(file))
        pipelines.push_back({.path = file, .text = read_file(fs::path(material_.workspace.root) / file).value_or("")});
    }
    for (const Skipped& skipped : material_.workspace.skipped) tracked.push_back(skipped.path);
    const auto& files = material_.workspace.files;
    const bool ignored = std::find(files.begin(), files.end(), ".gitignore") != files.end();
    measure::measure_hygiene(history, tracked, ignored, evidence);
    measure::measure_ci(asks_ci, pipelines, evidence);
  }

  ProcessRunner& runner_;
  const Material& material_;
  const toolchain::Toolchain& tools_;
  const Request& request_;
  std::vector<toolchain::Group> groups_;
  std::vector<Step> steps_;
  std::vector<RunResult> results_;
  std::vector<std::string> components_;
  Facts facts_;
};

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
                  .rubric = rubric->id,
                  .rubric_hash = rubric->hash,
                  .standard = standard->reference + " " + standard->updated,
                  .engine = GRADER_VERSION,
                  .calibrated = rubric->calibrated};
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
  if (material.exercise) {
    grading.exercise = material.exercise->id;
    grading.title = material.exercise->title;
    grading.exercise_version = material.exercise->version;
    auto hash = public_hash(*material.exercise);
    if (!hash) return pass(hash);
    grading.exercise_hash = *hash;
  }
  Grader grader(runner, material, *tools, request);
  if (auto ran = grader.run(grading); !ran) return pass(ran);
  grading.open = grader.edition(false, *rubric, *standard, grading.own_code_lines);
  if (request.marking && material.exercise && material.exercise->hidden_tests)
    grading.marking = grader.edition(true, *rubric, *standard, grading.own_code_lines);
  return grading;
}

// Own lines, and the history since the learner was given the starter: the exercise's, else a revision, else the root.
Result<void> read_own_work(const acquire::Repository& repository, const Request& request, const fs::path& scratch,
                           Material& material) {
  const Workspace& workspace = material.workspace;
  fs::path folder = scratch;
  std::vector<std::string> files;
  if (material.exercise) {
    folder = material.exercise->folder / material.exercise->starter;
    files = files_below(folder);
  } else {
    auto revision =
        request.starter.empty() ? repository.root_of(workspace.commit) : repository.resolve({.at = request.starter});
    if (!revision) return pass(revision);
    if (*revision != workspace.commit || !request.starter.empty()) {
      std::error_code error;
      fs::create_directories(scratch, error);
      auto before = repository.export_tree(*revision, scratch);
      if (!before) return pass(before);
      files = before->files;
    }
  }
  material.own = acquire::own_lines(workspace.root, workspace.files, folder, files);
  material.given = {files.begin(), files.end()};
  auto history = repository.history(workspace.commit, acquire::blob_ids_of_folder(folder, files), request.learner);
  if (!history) return pass(history);
  material.history = std::move(*history);
  return {};
}

Result<fs::path> repository_of(ProcessRunner& runner, const Request& request) {
  auto kind = acquire::kind_of(request.source);
  if (!kind) return pass(kind);
  if (*kind == acquire::Kind::kFolder) return fs::path(request.source);
  std::vector<std::string> revisions;
  for (const std::string& revision : {request.at, request.starter}) {
    if (!revision.empty()) revisions.push_back(revision);
  }
  return acquire::fetch(runner, request.source, *kind, revisions);
}

}  // namespace

Result<Grading> grade(ProcessRunner& runner, const Request& request) {
  auto path = repository_of(runner, request);
  if (!path) return pass(path);
  auto repository = acquire::Repository::open(*path);
  if (!repository) return pass(repository);
  auto commit = repository->resolve({.at = request.at, .before = request.before});
  if (!commit) return pass(commit);
  auto scratch = TempFolder::make(cache_folder() / "scratch");
  if (!scratch) return pass(scratch);
  std::error_code error;
  fs::create_directories(scratch->path() / "tree", error);
  auto workspace = repository->export_tree(*commit, scratch->path() / "tree");
  if (!workspace) return pass(workspace);
  Material material{.workspace = std::move(*workspace)};
  const std::string name = request.exercise.empty() ? named_exercise(material.workspace) : request.exercise;
  if (!name.empty()) {
    auto folder = find_exercise(name);
    if (!folder) return pass(folder);
    auto exercise = read_exercise(*folder);
    if (!exercise) return pass(exercise);
    material.exercise = std::move(*exercise);
  }
  if (auto read = read_own_work(*repository, request, scratch->path() / "starter", material); !read) return pass(read);
  auto grading = grade_material(runner, material, request);
  if (!grading) return grading;
  grading->commits = material.history->commits.size();
  if (request.at.empty() && request.before.empty()) grading->uncommitted = repository->uncommitted();
  return grading;
}

Result<Grading> grade_files(ProcessRunner& runner, const std::optional<Exercise>& exercise, const fs::path& folder,
                            const Request& request) {
  Material material{.workspace = {.root = folder.string(), .files = files_below(folder)}, .exercise = exercise};
  const fs::path starter = exercise ? exercise->folder / exercise->starter : fs::path();
  material.own = acquire::own_lines(folder, material.workspace.files, starter,
                                    exercise ? files_below(starter) : std::vector<std::string>{});
  return grade_material(runner, material, request);
}

}  // namespace grader::pipeline
