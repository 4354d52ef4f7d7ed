#pragma once
// A whole piece of work in a folder: its source is read, mutated and measured by the pipeline's own functions; only
// what boxes would have said of it is drawn from a seed, by names of tests, ids of mutants and lines of code.

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/measure/faults.h"
#include "grader/measure/mutants.h"
#include "grader/mutate/mutate.h"
#include "grader/pipeline/material.h"
#include "grader/pipeline/source.h"
#include "grader/syntax/highlight.h"
#include "tests/metamorphic/rule.h"
#include "tests/support/shell.h"

namespace grader {

// What the learner's folder holds, as bytes.
struct Texts {
  std::string source, tests;
  bool operator==(const Texts&) const = default;
};

// What is read of them.
struct Reading {
  pipeline::Material material;
  SourceFacts source;
};

// What one test does beside what it did; it passes on the work and on every correct version.
struct Stronger {
  std::string test;                    // "": the first of the work; else one that was not there
  std::string kills;                   // id of a mutant; "": none more
  std::optional<std::size_t> notices;  // of the exercise's faulty versions; none more
};

struct Measured {
  EvidenceTable evidence;
  Mutation mutation;
  Faults faults;
};

// The bundled references of an exercise in each language, as a learner's work.
class WorkRule : public Rule, public testing::WithParamInterface<std::string> {
 protected:
  WorkRule()
      : python(GetParam() == "python"),
        tools(*toolchain::read_toolchain(data_folder() / "toolchains" / GetParam())),
        exercise(*read_exercise(data_folder() / "exercises" / (python ? "task-list" : "bank-statement"))),
        mutator(*mutate::Mutator::compile(tools.mutation->rules)),
        colours(*syntax::HighlightQuery::compile(*tools.syntax->highlight)),
        source_path(python ? "tasklist/tasks.py" : "src/money.cc"),
        tests_path(python ? "tests/test_tasks.py" : "tests/account_test.cc") {
    texts.source = *read_file(exercise.folder / exercise.reference / source_path);
    texts.tests = *read_file(exercise.folder / exercise.reference / tests_path);
    // Some expressions over several lines, so that a comment can stand within one.
    for (const std::string& mark : python ? std::vector<std::string>{" - done,", " and task.due <", " - 1"}
                                          : std::vector<std::string>{" && pennies", " || pennies", " * 100"})
      texts.source = replace_all(texts.source, mark, "\n        " + mark.substr(1));
  }

  // The same for the same seed and words, whatever else was drawn.
  std::uint64_t drawn(const std::string& what) const {
    return std::hash<std::string>{}(std::to_string(seed_of_runs) + " " + what);
  }
  // Holds as often as another draw of the same kind says: never, always, or in between.
  bool holds(const std::string& kind, const std::string& what) const {
    return drawn(kind + " of " + what) % 100 < drawn("share of " + kind) % 101;
  }

  Reading read(const Texts& work) const {
    support::spit(folder / source_path, work.source);
    support::spit(folder / tests_path, work.tests);
    pipeline::Material material = pipeline::material_of_files(exercise, folder.path());
    SourceFacts source = *pipeline::read_source(material, tools);
    return {.material = std::move(material), .source = std::move(source)};
  }
  const Reading& unedited() {
    if (!unedited_) unedited_ = read(texts);
    return *unedited_;
  }

  Measured measured(const Texts& work, const Stronger& stronger = {}) {
    const Reading reading = work == texts ? unedited() : read(work);
    const pipeline::Material& material = reading.material;
    pipeline::Facts facts{.source = reading.source};
    run_tests(stronger, facts);
    facts.coverage = covered_lines(work.source);
    facts.mutation = mutants_of(work.source, material.own, stronger, facts.reports["own"]);
    facts.faults = versions_of(stronger, facts.reports["own"]);
    facts.tried = tried_of(facts.reports["own"]);
    EvidenceTable evidence = pipeline::measure_own_work(material, tools, facts, {source_path}).evidence;
    measure::measure_faults(facts.faults, evidence);
    return {.evidence = evidence, .mutation = facts.mutation, .faults = facts.faults};
  }

  // The work's own tests in order and again; the first test passes always, so that some test judges.
  void run_tests(const Stronger& stronger, pipeline::Facts& facts) const {
    TestReport report{.complete = true};
    TestReport again{.complete = true};
    for (const TestFunction& test : measure::with_helpers(facts.source.tests)) {
      const bool passes = report.cases.empty() || test.name == stronger.test;
      const bool fails = !passes && holds("failing", test.name);
      report.collected.push_back(test.name);
      report.cases.push_back({.id = test.name, .state = fails ? TestState::kFailed : TestState::kPassed});
      const bool changes = !passes && !fails && holds("changing", test.name);
      again.cases.push_back({.id = test.name, .state = fails || changes ? TestState::kFailed : TestState::kPassed});
    }
    again.collected = report.collected;
    facts.reports["own"] = report;
    facts.own_again = again;
  }

  // By the number of the line among those with code, so that it moves with it.
  Coverage covered_lines(const std::string& source) const {
    Coverage coverage;
    int line = 0;
    int of_code = 0;
    for (const std::string& text : lines_of(source)) {
      ++line;
      const std::string code = trim(text);
      if (code.empty() || code.starts_with(comment_mark()) || code.starts_with("/*")) continue;
      const std::string which = std::to_string(++of_code);
      coverage[source_path].lines[line] = holds("covered", which) ? 1 : 0;
      if (drawn("branch " + which) % 4 == 0) coverage[source_path].branches[line] = {holds("taken", which) ? 2 : 1, 2};
    }
    return coverage;
  }

  static const std::string& id_of(const Stronger& stronger, const TestReport& report) {
    return stronger.test.empty() ? report.cases.front().id : stronger.test;
  }

  Mutation mutants_of(const std::string& source, const OwnLines& own, const Stronger& stronger,
                      const TestReport& report) const {
    const auto lines = own.find(source_path);
    const Schemata made =
        mutator.make({{.path = source_path, .text = source, .own = lines->second}}, std::to_string(drawn("numbers")));
    MutantRun run{.complete = true};
    for (const TestCase& test : report.cases)
      run.baseline.push_back({.id = test.id, .state = test.state, .again = test.state});
    for (const Mutant& mutant : made.mutants) {
      MutantVerdict verdict{.state = holds("reached", mutant.id) ? MutantState::kSurvived : MutantState::kNotCovered};
      if (verdict.state == MutantState::kSurvived && holds("killed", mutant.id))
        verdict = {.state = MutantState::kKilled, .by = report.cases.front().id};
      if (mutant.id == stronger.kills) verdict = {.state = MutantState::kKilled, .by = id_of(stronger, report)};
      run.verdicts.push_back(verdict);
    }
    return measure::judge_mutants(made.mutants, run, {});
  }

  // The reference, another build of it, and the exercise's faulty versions.
  Faults versions_of(const Stronger& stronger, const TestReport& report) const {
    std::vector<measure::VersionRun> runs = {{.what = "reference"}, {.what = "another build"}};
    for (const Faulty& faulty : exercise.faulty) runs.push_back({.what = faulty.what, .breaks = faulty.breaks});
    for (std::size_t i = 0; i < runs.size(); ++i) {
      for (TestCase test : report.cases) {
        const bool judges = test.id == report.cases.front().id || test.id == stronger.test;
        const std::string which = std::to_string(i) + " " + test.id;
        bool fails = i < 2 ? !judges && drawn("rejecting " + test.id) % 9 == 0  // the two behave alike
                           : test.id != stronger.test && holds("noticing", which);
        if (i >= 2 && stronger.notices == i - 2 && test.id == id_of(stronger, report)) fails = true;
        test.state = fails ? TestState::kFailed : TestState::kPassed;
        runs[i].cases.push_back(test);
      }
    }
    return measure::judge_faults(runs);
  }

  TriedChanges tried_of(const TestReport& report) const {
    TriedChanges tried;
    for (int i = 0; i < 4; ++i) {
      TriedChange change{.commit = std::string(40, static_cast<char>('a' + i)), .edits = i != 0};
      const TestCase& first = report.cases.front();
      change.after = {{.id = first.id, .state = TestState::kPassed}};
      const bool red = holds("red", std::to_string(i));
      change.before = {{.id = first.id, .state = red ? TestState::kFailed : TestState::kPassed}};
      tried.changes.push_back(change);
    }
    return tried;
  }

  // What was counted of metrics with these beginnings, and the counts in words; but for places, which hang on lines and
  // on the ids of commits.
  static std::vector<std::string> counted(const std::vector<std::string>& beginnings, const EvidenceTable& table) {
    std::vector<std::string> rows;
    for (const auto& [metric, row] : table) {
      const Ratio value = row.value.value_or(Ratio{});
      if (std::any_of(beginnings.begin(), beginnings.end(), [&](const auto& one) { return metric.starts_with(one); }))
        rows.push_back(metric + " " + std::to_string(value.n) + "/" + std::to_string(value.d) + ": " + row.detail +
                       row.why);
    }
    return rows;
  }

  std::string comment_mark() const { return python ? "#" : "//"; }

  const bool python;
  const toolchain::Toolchain tools;
  Exercise exercise;
  const mutate::Mutator mutator;
  const syntax::HighlightQuery colours;
  const std::string source_path, tests_path;
  Texts texts;
  support::Folder folder;
  std::uint64_t seed_of_runs = 0;

 private:
  std::optional<Reading> unedited_;
};

}  // namespace grader
