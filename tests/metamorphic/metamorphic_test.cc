// Relations that must hold between the verdict on some work and on the same work after one edit. 16 rules, 100 seeded
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

INSTANTIATE_TEST_SUITE_P(Each, SourceRule, testing::Values("cpp", "python"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace grader
