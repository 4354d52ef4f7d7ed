#pragma once
// Turns Facts into Evidence, one metric family a function. A metric that could not be measured says why.

#include <map>
#include <string>
#include <vector>

#include "grader/model/exercise.h"
#include "grader/model/facts.h"
#include "grader/model/grading.h"
#include "grader/model/source.h"
#include "grader/model/step.h"

namespace grader::measure {

// What it means for a test to have no result in a box that ended so.
TestCase without_result(const std::string& id, Outcome ended);

// Holds what a run reported against the inventory of expected test ids: exactly one state an expected test. Cases of
// other ids are kUnexpected, repeated ids kDuplicate. `expected` empty: the inventory is what the runner collected, and
// beside it stands each file that could not be collected, as a case that failed; when none could, there is no case.
// `ended` says how the box ended, and so why a test has no result: over a limit, timed out, or never begun (kPlatform).
std::vector<TestCase> judge_tests(const std::vector<std::string>& expected, const TestReport& report,
                                  Outcome ended = Outcome::kExited);

// State of each requirement from the cases of the given groups. A requirement of which no group has a test
// is kNoTest; one of which the platform ran a test not at all is kCouldNotRun and counts for nothing; one with a test
// in a group whose results contradict each other is kNeedsPerson.
std::vector<RequirementResult> judge_requirements(const Exercise& exercise, const std::vector<GroupResult>& groups);

// build.ok, example.ok (0 or 1 of 1); a failure for which a package that this host lacks may be to blame is none.
void measure_build(const RunResult* build, const RunResult* example, const std::string& expected_output,
                   const std::string& missing_package, EvidenceTable& table);

// warnings.own (count)
void measure_warnings(const std::vector<Finding>& findings, const OwnLines& own, EvidenceTable& table);

// requirements.met, requirements.musts
void measure_requirements(const std::vector<RequirementResult>& requirements, EvidenceTable& table);

// own_tests.count, own_tests.passed, own_tests.stable
void measure_own_tests(const GroupResult& group, const std::vector<TestCase>& again, EvidenceTable& table);

// coverage.line, coverage.branch: of own lines of components, by own tests. Without `coverage` no own test ran.
void measure_coverage(const Coverage* coverage, const OwnLines& own, const std::vector<std::string>& components,
                      EvidenceTable& table);

// Metrics that could not be measured, for a reason that does not lie with the learner.
void could_not_run(const std::vector<std::string>& metrics, const std::string& why, EvidenceTable& table);

// Why something says nothing of the learner.
struct Missing {
  Reserve reserve = Reserve::kNone;  // kNone: it does say something
  std::string why;
};

// Metrics that were measured, of what is not the learner's. They stay what they are without a reason.
void not_the_learners(const std::vector<std::string>& metrics, const Missing& missing, EvidenceTable& table);

// own_tests.independent: own tests that pass in order (in C++ each in a process of its own) and again in random order
void measure_independence(const GroupResult& group, const std::vector<TestCase>& again, EvidenceTable& table);

// tests.collected: of the test-like files, those the runner found a test case in. A runner whose ids name no file found
// all of its group or none.
void measure_collection(const std::vector<std::string>& test_files, const GroupResult& group, EvidenceTable& table);

// The test cases, each with what the helpers do that it calls or that run around it, and with what those call in turn;
// helpers of helpers are not followed.
std::vector<TestFunction> with_helpers(const std::vector<TestFunction>& functions);

// Whether the runner's id of a test case is that of a test in source: "Suite.Name" also as "Each/Suite.Name/0", and
// "test_a.py::TestGroup::test_a" also with "[values]" after it.
bool is_result_of(const std::string& id, const TestFunction& test);

// tests.checking: own test cases that assert something that is not constant, themselves or by a helper. `tests`: from
// with_helpers. One of which not everything could be read counts only when it is seen to check; one that was skipped or
// has no result in `group` does not count, unless none has any.
void measure_checks(const std::vector<TestFunction>& tests, const GroupResult& group, const OwnLines& own,
                    EvidenceTable& table);

// Rules "test without a check", "prints instead of checking" and, where a test passes in order and fails in random
// order, "order-dependent test"; each on the test's line. `tests`: from with_helpers.
std::vector<Finding> test_findings(const std::vector<TestFunction>& tests, const GroupResult& group,
                                   const std::vector<TestCase>& again);

// tests.types, tests.non_functional: how many types the own tests are of that check something and that passed or
// failed, by what they touch. A test is of one level: "end-to-end" when it starts the program or calls its main,
// "integration" when it calls functions of two or more modules of the work, "unit" when it calls those of one. Beside
// that it may be "boundary or negative" (an error is expected, or what comes of a limit is asserted), "performance" (a
// time is held against a number), "security" (a function of the work is given a hostile text) and "accessibility" (a
// text that speaks to assistive technology is asserted); the last three are not functional. `tests`: from with_helpers.
// What comes back are the levels as uses "unit tests", "integration tests" and "end-to-end tests" when there are two of
// them or more; else nothing.
std::vector<Use> measure_types(const std::vector<TestFunction>& tests, const SourceFacts& source,
                               const GroupResult& group, const OwnLines& own, EvidenceTable& table);

// naming.fits: own identifiers in the language's style; fewer than kFewestNames are too little to judge
constexpr std::int64_t kFewestNames = 10;
void measure_naming(const std::vector<Identifier>& identifiers, const OwnLines& own, EvidenceTable& table);

// format.clean: files with own lines that the formatter would leave as they are
void measure_format(const std::vector<std::string>& files, const std::vector<std::string>& unformatted,
                    const OwnLines& own, EvidenceTable& table);

// lint.per_hundred: the linter's findings on own lines, for each 100 of `own_code_lines`; below kFewestLines too
// little, and so it is when a rule of `stops` says that the linter read no further in a file with own lines
constexpr std::size_t kFewestLines = 30;
void measure_lint(const std::vector<Finding>& lint, const std::vector<std::string>& stops, std::size_t own_code_lines,
                  const OwnLines& own, EvidenceTable& table);

// leftovers.count: commented-out code, debug statements, code that is never reached and unused names on own lines
void measure_leftovers(const std::vector<Finding>& leftovers, const std::vector<Finding>& unused, const OwnLines& own,
                       EvidenceTable& table);

// docs.public (when asked for) and interfaces.typed (unless the language asks for types itself): own public functions
struct Interfaces {
  bool docs_asked = false;
  bool static_types = false;
};
void measure_interfaces(const std::vector<PublicFunction>& functions, const OwnLines& own, const Interfaces& rules,
                        EvidenceTable& table);

// modules.clear: own source files of at most kMostFileLines lines that stand in no cycle of imports. Imports of what is
// no file of the work are left out. Fewer than kFewestModules files are too little to judge.
constexpr int kMostFileLines = 300;
constexpr std::int64_t kFewestModules = 2;
void measure_modules(const SourceFacts& source, const ModuleRules& rules, const OwnLines& own, EvidenceTable& table);

// data.typed: fields of own types that are declared with a type (unless the language asks for types itself)
void measure_data(const std::vector<DataField>& fields, bool static_types, const OwnLines& own, EvidenceTable& table);

// source.readable: bytes of files with own lines that follow the language's grammar. Below kEnoughReadable percent,
// what the other functions here read out of source is too little to judge by, and is taken back; below 100, they say
// so: call this one last.
constexpr std::int64_t kEnoughReadable = 80;
void measure_readable(const std::vector<Readable>& files, const OwnLines& own, EvidenceTable& table);

// Findings of tools, leftovers, smells of tests, names out of style, functions that are hard to follow and (where
// documentation was asked for) functions without it, on own lines, by file and line; each once.
std::vector<Finding> own_findings(const std::vector<Finding>& tools, const SourceFacts& source, bool docs_asked,
                                  const OwnLines& own);

// At most three short questions for a talk about the code, each about a place of its own: the boundary of a comparison
// on an own line, the ways through the own function with most decisions, and a small change that no own test notices
// (else a line that none reaches). Where there is none of a kind, the longest own function and then the next of each
// kind are asked about; three questions whenever there are three places. By rule, the same for the same work; never the
// answer, nor a word on whether the code is right. `mutation`: empty where own tests judged no mutants.
std::vector<std::string> ask_questions(const SourceFacts& source, const EvidenceTable& table, const Mutation& mutation,
                                       const OwnLines& own);

// Functions of which most lines are own and that go over a limit: kMostLines, kMostComplexity, and those below. Only
// the first two are part of a level; the others are for whoever reads the code next.
constexpr int kMostCognitive = 15;
constexpr int kMostNesting = 3;
constexpr int kMostParameters = 5;
std::vector<Finding> function_findings(const std::vector<Function>& functions, const OwnLines& own);

// functions.small: own functions (most of their lines are own) of at most kMostLines lines and kMostComplexity
constexpr int kMostLines = 30;
constexpr int kMostComplexity = 10;
void measure_functions(const std::vector<Function>& functions, const OwnLines& own, EvidenceTable& table);

}  // namespace grader::measure
