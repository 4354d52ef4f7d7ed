#pragma once
// A language as data: toolchains/<id>/toolchain.json. Format: docs/schema/toolchain.schema.json.

#include <filesystem>
#include <map>
#include <optional>
#include <regex>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/canaries.h"
#include "grader/model/grading.h"
#include "grader/model/mode.h"
#include "grader/model/mutant.h"
#include "grader/model/source.h"
#include "grader/model/step.h"
#include "grader/model/workspace.h"

namespace grader::toolchain {

// Characters of a line that a pattern is held against: std::regex goes as deep as its text is long.
inline constexpr std::size_t kMostMatched = 500;

struct Tool {
  std::string name;
  std::string path;     // absolute
  std::string package;  // Debian's
};

struct Role {
  std::vector<std::string> match;  // path patterns; see base/text.h
  std::vector<std::string> except;
};

struct RuleNeed {
  std::string step;       // a rule
  std::string at;         // below /job
  std::string only_if;    // a text with placeholders: no need where it comes to nothing; "": always one
  std::string otherwise;  // the rule that is needed where none of `step` is carried out; "": none
};

struct Rule {
  std::string name;
  std::string each;                 // a role: one step a file; "framework": one for each in use; "": one step
  std::vector<std::string> groups;  // one step a group; empty: belongs to none
  std::string when;                 // "build", "example": only when the exercise names one; "case": one step a case;
                                    // "split": only for groups of that mode, and no other rule is for them (of one
                                    // without groups: one step where there is such a group); "mutants": only for a
                                    // request with mutants, and the learner's tree holds their schemata
  std::string mutated;              // a role: only where one of its files has schemata; "": whatever has
  std::vector<std::string>
      inputs;  // "file", "tree", "tests", "role:NAME", "tool:FILE"; "original" and
               // "original:NAME": the file, the role's files without schemata, and the tables of these
  std::vector<RuleNeed> needs;
  std::vector<std::string> argv;
  std::map<std::string, std::string> env;
  std::string folder = "/out";
  std::vector<Output> outputs;
  bool channel = false;
  bool example_input = false;
  bool schemata_input = false;  // the schemata are the standard input, and the learner's tree is as it was handed in
  StepLimits limits;
  std::vector<Rule> worker;                     // at most one: of the box that the step's box may call
  std::map<std::string, std::string> produces;  // "stdout", "stderr", "report" or "files" -> format of grader/parse
};

// How source files are read without running anything; a language without a grammar has none of these.
struct Syntax {
  SourceRules rules;
  std::string role;       // files that hold the work
  std::string tests;      // files that hold test cases
  std::string helpers;    // files that hold what test cases call
  std::string interface;  // files that hold what others may call
  bool static_types = false;
  ModuleRules modules;
  std::vector<std::string> unused_rules;    // beginnings of the compiler's and linter's rules about unused names
  std::vector<std::string> lint_stops;      // the linter's rules that say that it reads no further in a file
  std::optional<HighlightRules> highlight;  // none: its text is shown in one colour
};

// How small faults are put into source files.
struct Mutating {
  MutationRules rules;
  std::string role;     // files that are changed
  std::string nothing;  // a statement that does nothing; "": mutants are written behind guards alone
};

// What makes builds of one version differ in bytes and in nothing else, so that no test knows a version by them. `text`
// holds {salt}, letters and digits.
struct Salt {
  std::string file;  // one more file of this path; "": the text is put behind every file of the role
  std::string role;
  std::string text;
};

// How a learner brings files into the form that is asked for.
struct Formatter {
  std::string command;        // does it with the toolchain's own configuration
  std::string configuration;  // the one of `configuration` that it stands for
};

// How a tool says that a package is missing that the learner's project needs: the first group of `message` (a regular
// expression, ECMAScript) names it. With `source`, only when the line of source it was said of matches too.
struct MissingPackage {
  std::regex message;
  std::optional<std::regex> source;
};

// How a test's message says that what it asked for is not there: a regular expression (ECMAScript) over one line. Its
// first group, where it has one, names what is missing: then the source must not have it.
struct MissingName {
  std::regex message;
  std::string defined;  // what a line of source that has {name} looks like (ECMAScript); "": any with that word
};

// A sample of the language below the toolchain's folder, and what grading it must find.
struct SelfTest {
  std::string folder;
  std::map<std::string, std::string> cases;  // test id -> state
  std::map<std::string, Ratio> evidence;     // metric -> value
};

// A library that test files are written with. A group of tests is of the first one that a file of it includes, else of
// the toolchain's first.
struct Framework {
  std::string name;
  std::string include;                        // "gtest/gtest.h"
  std::map<std::string, std::string> values;  // what {framework.KEY} stands for in a rule
};

// What a copy of a hidden test is called; see grader/model/canaries.h.
struct CanaryName {
  std::regex of;                // whole test ids
  std::string copy;             // the id of its copy: $1 as in ECMAScript, {word}
  std::string together = "$&";  // tests for which it is the same are copied together: the cases of one over a table
};
struct CanaryRules {
  std::vector<std::string> words;  // to draw {word} from; empty: the toolchain makes no copies
  std::vector<CanaryName> names;   // the first that fits
  std::vector<std::string> probes;
  std::string plain;
};

struct Toolchain {
  std::string id;
  std::string title;
  std::filesystem::path folder;
  std::vector<std::string> detect;  // a repository with a file that matches is of this language
  std::vector<Tool> tools;
  std::map<std::string, Role> roles;
  std::vector<Rule> rules;
  std::string split_by;  // "module" or "header": the key of an interface that says what tests of mode split import or
                         // include; "": the toolchain has no such mode
  std::vector<std::string> configuration;  // files of the folder that an exercise's own may stand in for
  std::optional<Formatter> formatter;
  std::optional<Syntax> syntax;
  std::optional<Mutating> mutation;
  std::optional<Salt> salt;  // none: own tests are not held against versions of the work
  std::vector<MissingPackage> missing_packages;
  std::vector<MissingName> missing_names;
  SelfTest self_test;
  std::vector<SelfTest> more_self_tests;  // of further frameworks
  std::vector<Framework> frameworks;
  CanaryRules canaries;
  std::string hash;  // over the files of the folder; those in folders below it serve no grading
};

// A group of test files, apart from the others.
struct Group {
  std::string name;  // "own", "public" or "hidden"
  std::filesystem::path folder;
  std::vector<std::string> files;  // all that stand in /job/tests, relative
  Mode mode = Mode::kInProcess;    // of kIo no rule runs the group: its cases are
};

// One run of the learner's program: what its box sees of a case, and what it may leave.
struct Case {
  std::string group;  // "public" or "hidden"
  std::string id;
  std::vector<std::string> arguments;
  std::string input;
  std::map<std::string, std::string> files;  // path in the program's folder -> host path
  std::vector<std::string> outputs;          // paths in the program's folder
};

// Where the schemata of one file are on the host.
struct Schema {
  std::string text;
  std::string table;  // for toolchains/<id>/mutants.sh; "": there is none
};

// Mutants to be judged by the group "own". Their schemata stand in place of the files they were made from, in the steps
// of rules with `when` "mutants" alone, or are what those steps read.
struct Mutants {
  std::map<std::string, Schema> files;  // by the path of a file of the workspace
  std::size_t count = 0;                // numbers 1 to count; 0: none
  std::size_t functions = 0;            // whose guards have the numbers after those
  std::string channel_text;             // what the runner alone may know: the numbers of decoys, joined by ","
};

struct Request {
  std::vector<Group> groups;
  std::vector<std::string> program;  // what each case runs
  std::string interface;             // what tests of mode split may call
  std::vector<Case> cases;
  std::vector<std::string> build;    // empty: no build step
  std::vector<std::string> example;  // empty: no example step
  std::string example_input;
  Canaries canaries;  // of the hidden group
  Mutants mutants;
  std::filesystem::path style;  // a folder with files of `configuration`; "": none
  bool version = false;         // the work is not the one handed in: a faulty or an earlier one
  std::uint64_t test_cpu_ms = 2'000;
  std::uint64_t memory_mib = 1'024;
};

Result<Toolchain> read_toolchain(const std::filesystem::path& folder);

// Every toolchain of the project, by id.
Result<std::vector<Toolchain>> read_toolchains();

// The toolchain whose files a workspace has most of; "" when it has none.
std::string detect(const std::vector<Toolchain>& toolchains, const Workspace& workspace);

std::vector<std::string> files_of_role(const Toolchain& toolchain, const std::string& role,
                                       const std::vector<std::string>& files);

// Refuses a folder of style with a file that the toolchain does not let an exercise replace. Fails with kSetup.
Result<void> check_style(const Toolchain& toolchain, const std::filesystem::path& style);

// The steps, each after those it needs.
std::vector<Step> plan(const Toolchain& toolchain, const Workspace& workspace, const Request& request);

// The package that a message of a tool says is missing; "" when it says nothing of that kind.
std::string missing_package(const Toolchain& toolchain, const std::string& message, const std::string& source_line);

// Whether a test failed only since it asks for what the source it ran on does not have yet: a message says so, and
// `source` does not have the name in it.
bool asks_for_what_is_missing(const Toolchain& toolchain, const std::string& message, const std::string& source);

// The format that a step's stream or files are in; "" when they are of no interest.
std::string format_of(const Toolchain& toolchain, const Step& step, const std::string& stream);

}  // namespace grader::toolchain
