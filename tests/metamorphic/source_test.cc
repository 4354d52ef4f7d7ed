// The same of source: see metamorphic_test.cc.
#include <algorithm>
#include <regex>

#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/syntax/source.h"
#include "grader/toolchain/toolchain.h"
#include "tests/metamorphic/rule.h"

namespace grader {
namespace {

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

// Every place of one name, never another's: what the source is like stays.
TEST_P(SourceRule, RenamingAVariableChangesNamesAlone) {
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
    measure::measure_checks(tests, group, own, table);
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
