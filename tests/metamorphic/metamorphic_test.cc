// Relations that must hold between the verdict on some work and on the same work after one edit. 19 rules, 100 seeded
// edits each; a violation names its seed.
#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <regex>

#include "grader/assess/assess.h"
#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/measure/history.h"
#include "grader/measure/measure.h"
#include "grader/syntax/source.h"
#include "grader/toolchain/toolchain.h"

namespace grader {
namespace {

constexpr unsigned kEdits = 100;
const std::set<std::string> kCode = {"a.cc"};

class Rule : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    rubric = new assess::Rubric(*assess::read_rubric());
    standard = new Standard(*read_standard());
  }
  static void TearDownTestSuite() {
    delete rubric;
    delete standard;
  }

  template <typename Check>
  void each_seed(Check check) {
    for (unsigned seed = 0; seed < kEdits; ++seed) {
      SCOPED_TRACE("seed " + std::to_string(seed));
      random.seed(seed);
      check();
    }
  }
  int upto(int most) { return std::uniform_int_distribution<int>(0, most)(random); }

  static Level level(const std::string& indicator, const EvidenceTable& table) {
    const std::string skill = indicator.substr(0, indicator.find('.'));
    for (const SkillResult& row : assess::assess(*rubric, *standard, {skill}, table, 100)) {
      for (const IndicatorResult& result : row.indicators) {
        if (result.id == indicator) return result.level;
      }
    }
    return Level::kNone;
  }

  GroupResult some_tests() {
    GroupResult group{.name = "own", .built = true};
    const int count = 1 + upto(9);
    for (int i = 0; i < count; ++i)
      group.cases.push_back(
          {.id = "t" + std::to_string(i), .state = upto(2) == 0 ? TestState::kFailed : TestState::kPassed});
    return group;
  }
  static EvidenceTable of_tests(const GroupResult& group) {
    EvidenceTable table;
    measure::measure_own_tests(group, group.cases, table);
    measure::measure_independence(group, group.cases, table);
    return table;
  }

  History some_history() {
    static const std::vector<std::string> kSubjects = {"wip", "Refuse amounts of zero", "update", "Print newest first",
                                                       "Test the overdraft limit"};
    History history;
    const int count = 2 + upto(10);
    for (int i = 0; i < count; ++i) {
      history.commits.push_back({.id = std::string(40, static_cast<char>('a' + i % 6)),
                                 .parents = {"p"},
                                 .author = "a" + std::to_string(1 + upto(2)),
                                 .subject = kSubjects[static_cast<std::size_t>(upto(4))],
                                 .changes = {{.path = "a.cc", .added = 2 + upto(80), .removed = upto(9)}}});
    }
    return history;
  }
  static EvidenceTable of_history(const History& history) {
    EvidenceTable table;
    measure::measure_steadiness(history, kCode, table);
    measure::measure_messages(history, table);
    measure::measure_hygiene(history, {}, true, table);
    return table;
  }
  std::size_t any_of(const History& history) {
    return static_cast<std::size_t>(upto(static_cast<int>(history.commits.size()) - 1));
  }

  std::mt19937 random;
  static inline assess::Rubric* rubric = nullptr;
  static inline Standard* standard = nullptr;
};

TEST_F(Rule, ATestThatBeginsToPassNeverLowersS5OrS16) {
  each_seed([&] {
    GroupResult group = some_tests();
    const EvidenceTable before = of_tests(group);
    group.cases[static_cast<std::size_t>(upto(static_cast<int>(group.cases.size()) - 1))].state = TestState::kPassed;
    EXPECT_GE(level("S5.1", of_tests(group)), level("S5.1", before));
    EXPECT_GE(level("S16.3", of_tests(group)), level("S16.3", before));
  });
}

TEST_F(Rule, AnotherPassingTestNeverLowersS5OrS16) {
  each_seed([&] {
    GroupResult group = some_tests();
    const EvidenceTable before = of_tests(group);
    group.cases.push_back({.id = "new", .state = TestState::kPassed});
    EXPECT_GE(level("S5.1", of_tests(group)), level("S5.1", before));
    EXPECT_GE(level("S16.3", of_tests(group)), level("S16.3", before));
  });
}

TEST_F(Rule, TheOrderOfTestsChangesNothing) {
  each_seed([&] {
    TestReport report{.cases = some_tests().cases};
    for (const TestCase& test : report.cases) report.collected.push_back(test.id);
    const auto before = measure::judge_tests({}, report);
    std::shuffle(report.cases.begin(), report.cases.end(), random);
    std::shuffle(report.collected.begin(), report.collected.end(), random);
    EXPECT_EQ(measure::judge_tests({}, report), before);
  });
}

TEST_F(Rule, OneMoreCoveredLineNeverLowersS5) {
  each_seed([&] {
    Coverage coverage;
    OwnLines own;
    FileCoverage& file = coverage["a.cc"];
    const int lines = 1 + upto(60);
    for (int line = 1; line <= lines; ++line) {
      own["a.cc"].insert(line);
      file.lines[line] = static_cast<std::uint64_t>(upto(1));
      if (upto(3) == 0) file.branches[line] = {static_cast<std::uint64_t>(upto(2)), 2};
    }
    EvidenceTable before;
    measure::measure_coverage(&coverage, own, {"a.cc"}, before);
    file.lines[1 + upto(lines - 1)] = 1;
    EvidenceTable after;
    measure::measure_coverage(&coverage, own, {"a.cc"}, after);
    EXPECT_GE(level("S5.2", after), level("S5.2", before));
  });
}

TEST_F(Rule, OneMoreRequirementMetNeverLowersS1) {
  each_seed([&] {
    std::vector<RequirementResult> requirements;
    const int count = 1 + upto(9);
    for (int i = 0; i < count; ++i) {
      requirements.push_back({.id = "R" + std::to_string(i),
                              .level = upto(1) == 0 ? "must" : "should",
                              .state = upto(1) == 0 ? RequirementState::kMet : RequirementState::kNotMet,
                              .tests = 1});
    }
    EvidenceTable before;
    measure::measure_requirements(requirements, before);
    requirements[static_cast<std::size_t>(upto(count - 1))].state = RequirementState::kMet;
    EvidenceTable after;
    measure::measure_requirements(requirements, after);
    EXPECT_GE(level("S1.2", after), level("S1.2", before));
  });
}

TEST_F(Rule, AnInformativeMessageNeverLowersS17) {
  each_seed([&] {
    History history = some_history();
    const EvidenceTable before = of_history(history);
    history.commits[any_of(history)].subject = "Read amounts with up to two decimals";
    EXPECT_GE(level("S17.2", of_history(history)), level("S17.2", before));
    EXPECT_EQ(level("S17.1", of_history(history)), level("S17.1", before));
  });
}

TEST_F(Rule, ACommitMadeInTwoStepsNeverLowersS17) {
  each_seed([&] {
    History history = some_history();
    const EvidenceTable before = of_history(history);
    Commit& commit = history.commits[any_of(history)];
    Commit second = commit;
    second.changes[0].added = commit.changes[0].added / 2;
    commit.changes[0].added -= second.changes[0].added;
    history.commits.push_back(second);
    EXPECT_GE(level("S17.1", of_history(history)), level("S17.1", before));
  });
}

TEST_F(Rule, AFileThatOughtToBeIgnoredNeverRaisesS17) {
  each_seed([&] {
    History history = some_history();
    const EvidenceTable before = of_history(history);
    static const std::vector<std::string> kFiles = {"build/a.o", "node_modules/x.js", ".env", "__pycache__/a.pyc"};
    const std::string file = kFiles[static_cast<std::size_t>(upto(3))];
    history.commits[any_of(history)].present.push_back(file);
    EvidenceTable after = of_history(history);
    EXPECT_LE(level("S17.3", after), level("S17.3", before));
    measure::measure_hygiene(history, {file}, true, after);
    EXPECT_LE(level("S17.3", after), level("S17.3", of_history(history)));
  });
}

TEST_F(Rule, RenamingPeopleOrPathsOutsideTheCodeNeverChangesS17) {
  each_seed([&] {
    History history = some_history();
    const EvidenceTable before = of_history(history);
    for (Commit& commit : history.commits) {
      commit.author = "a" + std::to_string(10 + upto(5));
      commit.changes.push_back({.path = "notes" + std::to_string(upto(9)) + ".md", .added = upto(500)});
    }
    EXPECT_EQ(of_history(history), before);
  });
}

// A comment moves what stands below it by one line: coverage and own lines move with it, and S5 stays.
TEST_F(Rule, ACommentNeverChangesS5) {
  each_seed([&] {
    const int lines = 5 + upto(40);
    const int at = 1 + upto(lines);
    Coverage before;
    Coverage after;
    OwnLines own_before;
    OwnLines own_after;
    for (int line = 1; line <= lines; ++line) {
      const int moved = line < at ? line : line + 1;
      const auto count = static_cast<std::uint64_t>(upto(2));
      before["a.cc"].lines[line] = after["a.cc"].lines[moved] = count;
      if (upto(3) == 0) before["a.cc"].branches[line] = after["a.cc"].branches[moved] = {count > 0 ? 1U : 0U, 2U};
      own_before["a.cc"].insert(line);
      own_after["a.cc"].insert(moved);
    }
    own_after["a.cc"].insert(at);
    EvidenceTable first;
    EvidenceTable second;
    measure::measure_coverage(&before, own_before, {"a.cc"}, first);
    measure::measure_coverage(&after, own_after, {"a.cc"}, second);
    EXPECT_EQ(first["coverage.line"].value, second["coverage.line"].value);
    EXPECT_EQ(first["coverage.branch"].value, second["coverage.branch"].value);
    EXPECT_EQ(level("S5.2", first), level("S5.2", second));
  });
}

TEST_F(Rule, AnotherResolvedConflictNeverLowersS30) {
  each_seed([&] {
    History history = some_history();
    for (Commit& commit : history.commits) {
      if (upto(1) == 0) continue;
      commit.conflicts = {"a.cc"};
      if (upto(2) == 0) commit.markers = {"a.cc"};
    }
    EvidenceTable before;
    measure::measure_conflicts(history, before);
    history.commits.push_back({.id = "new", .parents = {"p", "q"}, .author = "a1", .conflicts = {"a.cc"}});
    EvidenceTable after;
    measure::measure_conflicts(history, after);
    EXPECT_GE(level("S30.2", after), level("S30.2", before));
  });
}

// Source of the bundled samples, edited.
class SourceRule : public Rule, public testing::WithParamInterface<std::string> {
 protected:
  SourceRule() {
    tools = *toolchain::read_toolchain(data_folder() / "toolchains" / GetParam());
    query = std::make_unique<syntax::SourceQuery>(std::move(*syntax::SourceQuery::compile(tools.syntax->rules)));
    const bool python = GetParam() == "python";
    text = *read_file(data_folder() / (python ? "exercises/task-list/reference/tasklist/tasks.py"
                                              : "exercises/bank-statement/reference/src/account.cc"));
    mark = python ? "# " : "// ";
  }
  SourceFacts read(const std::string& source) const { return query->read("a", source); }

  // A line put between two lines of the text.
  std::string with_line(const std::string& line) {
    std::vector<std::string> lines = lines_of(text);
    lines.insert(lines.begin() + upto(static_cast<int>(lines.size())), line);
    return join(lines, "\n") + "\n";
  }
  static std::vector<std::pair<std::string, int>> shapes(const SourceFacts& facts) {
    std::vector<std::pair<std::string, int>> all;
    for (const Function& function : facts.functions) all.emplace_back(function.name, function.complexity);
    for (const Identifier& name : facts.identifiers) all.emplace_back(name.name, name.fits ? 1 : 0);
    return all;
  }

  toolchain::Toolchain tools;
  std::unique_ptr<syntax::SourceQuery> query;
  std::string text, mark;
};

TEST_P(SourceRule, ACommentChangesNeitherFunctionsNorNamesNorLeftovers) {
  const SourceFacts before = read(text);
  each_seed([&] {
    const SourceFacts after =
        read(with_line(mark + "Amounts are kept in pennies, newest last " + std::to_string(upto(99))));
    EXPECT_EQ(shapes(after), shapes(before));
    EXPECT_EQ(after.leftovers.size(), before.leftovers.size());
  });
}

TEST_P(SourceRule, CommentedOutCodeIsAlwaysFound) {
  const SourceFacts before = read(text);
  each_seed([&] {
    const std::string code = GetParam() == "python" ? "total = total + " : "total += ";
    const SourceFacts after =
        read(with_line(mark + code + std::to_string(upto(99)) + (GetParam() == "cpp" ? ";" : "")));
    EXPECT_EQ(after.leftovers.size(), before.leftovers.size() + 1);
    EXPECT_EQ(shapes(after), shapes(before));
  });
}

// Every place of one name, never another's: what the source is like stays, and nothing of S17 is made of source.
TEST_P(SourceRule, RenamingAVariableChangesNamesAloneAndNothingOfS17) {
  const SourceFacts before = read(text);
  std::vector<std::string> names;
  for (const Identifier& identifier : before.identifiers) {
    if (identifier.name != "self") names.push_back(identifier.name);
  }
  each_seed([&] {
    const std::string name = names[static_cast<std::size_t>(upto(static_cast<int>(names.size()) - 1))];
    const std::regex whole("\\b" + name + "\\b");
    const SourceFacts after = read(std::regex_replace(text, whole, name + "_" + std::to_string(upto(99))));
    ASSERT_EQ(after.functions.size(), before.functions.size());
    for (std::size_t i = 0; i < after.functions.size(); ++i) {
      EXPECT_EQ(after.functions[i].complexity, before.functions[i].complexity);
      EXPECT_EQ(after.functions[i].cognitive, before.functions[i].cognitive);
      EXPECT_EQ(after.functions[i].nesting, before.functions[i].nesting);
      EXPECT_EQ(after.functions[i].parameters, before.functions[i].parameters);
    }
    EvidenceTable table;
    measure::measure_functions(after.functions, {}, table);
    measure::measure_naming(after.identifiers, {}, table);
    for (const auto& [metric, evidence] : table) {
      for (const char* of_s17 : {"history.", "messages.", "hygiene.", "ci.", "branches."})
        EXPECT_FALSE(metric.starts_with(of_s17)) << metric;
    }
  });
}

TEST_P(SourceRule, AStatementAfterAReturnIsAlwaysFound) {
  const SourceFacts before = read(text);
  const std::vector<std::string> lines = lines_of(text);
  std::vector<std::size_t> returns;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string line = trim(lines[i]);
    const bool whole = GetParam() == "cpp" ? line.ends_with(";") : !line.ends_with(",") && !line.ends_with("(");
    if (line.starts_with("return ") && whole && line.find('[') == std::string::npos) returns.push_back(i);
  }
  ASSERT_FALSE(returns.empty());
  each_seed([&] {
    std::vector<std::string> edited = lines;
    const std::size_t at = returns[static_cast<std::size_t>(upto(static_cast<int>(returns.size()) - 1))];
    const std::string indent = lines[at].substr(0, lines[at].find('r'));
    edited.insert(edited.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                  indent + "late(" + std::to_string(upto(99)) + ")" + (GetParam() == "cpp" ? ";" : ""));
    EXPECT_EQ(read(join(edited, "\n") + "\n").leftovers.size(), before.leftovers.size() + 1) << lines[at];
  });
}

TEST_P(SourceRule, ABlankLineMovesLinesAndChangesNothingElse) {
  const SourceFacts before = read(text);
  each_seed([&] {
    const SourceFacts after = read(with_line(""));
    EXPECT_EQ(shapes(after), shapes(before));
    EXPECT_EQ(after.public_functions.size(), before.public_functions.size());
  });
}

// Tests of the bundled references, edited.
class TestsRule : public SourceRule {
 protected:
  TestsRule() {
    const bool python = GetParam() == "python";
    const std::string exercise = python ? "exercises/task-list/reference/" : "exercises/bank-statement/reference/";
    const std::vector<std::string> files = python ? std::vector<std::string>{"tasklist/tasks.py"}
                                                  : std::vector<std::string>{"src/account.cc", "src/money.cc"};
    for (const std::string& file : files) add_work(exercise + file);
    text = *read_file(data_folder() / (python ? "exercises/task-list/reference/tests/test_tasks.py"
                                              : "exercises/bank-statement/reference/tests/account_test.cc"));
    for (const TestFunction& row : read_tests(text)) names.push_back(row.name.substr(row.name.find('.') + 1));
  }
  void add_work(const std::string& file) {
    const SourceFacts read = query->read(file, *read_file(data_folder() / file));
    work.functions.insert(work.functions.end(), read.functions.begin(), read.functions.end());
    work.identifiers.insert(work.identifiers.end(), read.identifiers.begin(), read.identifiers.end());
  }
  std::vector<TestFunction> read_tests(const std::string& source) const {
    return measure::with_helpers(query->read("a", source, syntax::FileOf::kTests).tests);
  }
  EvidenceTable of_source(const std::string& source) const {
    OwnLines own;
    for (std::size_t line = 1; line <= lines_of(source).size(); ++line) own["a"].insert(static_cast<int>(line));
    const std::vector<TestFunction> tests = read_tests(source);
    GroupResult group{.name = "own", .built = true};
    for (const TestFunction& row : tests) group.cases.push_back({.id = row.name, .state = TestState::kPassed});
    EvidenceTable table;
    measure::measure_checks(tests, own, table);
    measure::measure_types(tests, work, group, own, table);
    return table;
  }
  std::vector<std::size_t> lines_with(const std::string& what) const {
    std::vector<std::size_t> found;
    const std::vector<std::string> lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].find(what) != std::string::npos) found.push_back(i);
    }
    return found;
  }
  // The text with a line put in below one that begins a test, after some of its assertions were taken out.
  std::string weaker() {
    std::vector<std::string> lines;
    for (const std::string& line : lines_of(text)) {
      const bool asserts = line.find(GetParam() == "python" ? " assert " : "EXPECT_EQ(") != std::string::npos;
      const bool whole = GetParam() == "python" || trim(line).ends_with(";");
      if (asserts && whole && upto(1) == 0)
        lines.push_back(line.substr(0, line.find_first_not_of(' ')) + (GetParam() == "python" ? "pass" : ";"));
      else
        lines.push_back(line);
    }
    return join(lines, "\n") + "\n";
  }

  SourceFacts work;
  std::vector<std::string> names;  // of the tests
};

TEST_P(TestsRule, AnotherAssertionNeverLowersS16OrS6) {
  const bool python = GetParam() == "python";
  const std::vector<std::size_t> heads = lines_with(python ? "def test_" : "TEST(");
  ASSERT_FALSE(heads.empty());
  each_seed([&] {
    const std::string before = weaker();
    std::vector<std::string> lines = lines_of(before);
    const std::size_t at = heads[static_cast<std::size_t>(upto(static_cast<int>(heads.size()) - 1))];
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                 python ? "    assert size(1) == " + std::to_string(upto(9))
                        : "  EXPECT_EQ(size(1), " + std::to_string(upto(9)) + ");");
    const EvidenceTable first = of_source(before);
    const EvidenceTable second = of_source(join(lines, "\n") + "\n");
    EXPECT_GE(second.at("tests.checking").value->n, first.at("tests.checking").value->n);
    EXPECT_GE(level("S16.2", second), level("S16.2", first));
    EXPECT_GE(level("S6.1", second), level("S6.1", first));
  });
}

TEST_P(TestsRule, RenamingATestChangesNothingOfS6OrS16) {
  const EvidenceTable before = of_source(text);
  ASSERT_GT(before.at("tests.types").value->n, 1);
  static const std::vector<std::string> kLabels = {"performance", "Security", "unit", "end_to_end", "boundary"};
  each_seed([&] {
    const std::string name = names[static_cast<std::size_t>(upto(static_cast<int>(names.size()) - 1))];
    const std::string renamed = (GetParam() == "python" ? "test_" : "") + kLabels[static_cast<std::size_t>(upto(4))] +
                                "_" + std::to_string(upto(99));
    const EvidenceTable after = of_source(std::regex_replace(text, std::regex("\\b" + name + "\\b"), renamed));
    EXPECT_EQ(after.at("tests.types").detail, before.at("tests.types").detail) << name;
    EXPECT_EQ(after.at("tests.non_functional").value, before.at("tests.non_functional").value);
    EXPECT_EQ(after.at("tests.checking").value, before.at("tests.checking").value);
  });
}

// The trick that coverage does not see: every assertion holds whatever the code does.
TEST_P(TestsRule, AssertionsOfConstantsNeverRaiseS16OrS6) {
  each_seed([&] {
    const std::string before = weaker();
    const bool python = GetParam() == "python";
    const std::string after = std::regex_replace(before, std::regex(python ? " pass\n" : " ;\n"),
                                                 python ? " assert True\n" : " EXPECT_TRUE(true);\n");
    EXPECT_EQ(of_source(after).at("tests.checking"), of_source(before).at("tests.checking"));
    EXPECT_EQ(of_source(after).at("tests.types"), of_source(before).at("tests.types"));
  });
}

INSTANTIATE_TEST_SUITE_P(Each, TestsRule, testing::Values("cpp", "python"),
                         [](const auto& info) { return info.param; });
INSTANTIATE_TEST_SUITE_P(Each, SourceRule, testing::Values("cpp", "python"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace grader
