// Which commits are tried, and by which steps, without a box.
#include "grader/pipeline/pairs.h"
#include "grader/pipeline/subplan.h"

#include <gmock/gmock.h>

#include <optional>

#include "grader/base/files.h"
#include "tests/support/shell.h"

namespace grader::pipeline {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct PairsTest : testing::Test {
  toolchain::Toolchain cpp = *toolchain::read_toolchain(data_folder() / "toolchains" / "cpp");
  toolchain::Toolchain python = *toolchain::read_toolchain(data_folder() / "toolchains" / "python");
  support::Folder folder;
  Material material{.history = History{}};

  void commit(const std::string& id, std::vector<Change> changes) {
    material.history->commits.push_back(
        {.id = id, .parents = {id + "^"}, .author = "a1", .changes = std::move(changes)});
  }
  std::vector<std::string> chosen() const {
    std::vector<std::string> ids;
    for (const Pair& pair : choose_pairs(cpp, material).pairs) ids.push_back(pair.commit);
    return ids;
  }
  Workspace workspace(const std::string& name, const std::map<std::string, std::string>& files) const {
    Workspace made{.root = folder / name};
    for (const auto& [path, text] : files) {
      support::spit(folder / name / path, text);
      made.files.push_back(path);
    }
    return made;
  }
  static std::vector<std::string> kinds(const std::vector<Step>& steps) {
    std::vector<std::string> kinds;
    for (const Step& step : steps) kinds.push_back(step.kind);
    return kinds;
  }
};

const Change kTest{.path = "tests/fee_test.cc", .added = 3};
const Change kSource{.path = "src/fee.cc", .added = 1, .removed = 1};

TEST_F(PairsTest, AreCommitsThatAddTestsAndChangeSource) {
  commit("both", {kTest, kSource});
  commit("tests", {kTest});
  commit("source", {kSource});
  commit("words", {kTest, {.path = "README.md", .added = 1}});
  commit("fewer tests", {{.path = "tests/fee_test.cc", .removed = 3}, kSource});
  commit("outside", {{.path = "src/fee_test.cc", .added = 3}, kSource});
  EXPECT_THAT(chosen(), ElementsAre("both"));
  EXPECT_EQ(choose_pairs(cpp, material).pairs[0].parent, "both^");
}

// As the brief of a debugging exercise asks: a test of its own commit that shows the fault, then the fix.
TEST_F(PairsTest, AreFixesRightBehindACommitOfTestsToo) {
  commit("fix", {kSource});
  commit("fix^", {kTest});
  commit("both", {kTest, kSource});
  commit("later", {kSource});
  commit("more", {kSource});
  commit("more^", {kTest, kSource});
  EXPECT_THAT(chosen(), ElementsAre("both", "more^")) << "nobody asked for it";
  material.exercise = Exercise{.requirements = {{.id = "R1", .bug = true}}};
  EXPECT_THAT(chosen(), ElementsAre("both", "more^", "fix"));
  const Pair fix = choose_pairs(cpp, material).pairs.back();
  EXPECT_TRUE(fix.test_first);
  EXPECT_FALSE(fix.edits) << "whether it is a fix, its test alone can tell";
  material.history->commits[1].author = "a2";
  material.history->learner = "a1";
  EXPECT_THAT(chosen(), ElementsAre("both", "more^")) << "somebody else's test";
}

TEST_F(PairsTest, AreNoMergesRevertsRootsOrCommitsThatAreNotReadWhole) {
  for (const char* id : {"merge", "revert", "root", "bounded"}) commit(id, {kTest, kSource});
  auto& commits = material.history->commits;
  commits[0].parents.push_back("other");
  commits[1].reverts = "older";
  commits[2].parents.clear();
  commits[3].bounded = true;
  EXPECT_THAT(chosen(), IsEmpty());
  material.history.reset();
  EXPECT_THAT(chosen(), IsEmpty());
}

TEST_F(PairsTest, AreTheLearnersInATeam) {
  for (const char* id : {"mine", "theirs", "ours"}) commit(id, {kTest, kSource});
  auto& commits = material.history->commits;
  commits[1].author = commits[2].author = "a2";
  commits[2].co_authors = {"a1"};
  material.history->learner = "a1";
  EXPECT_THAT(chosen(), ElementsAre("mine", "ours"));
}

TEST_F(PairsTest, AreTheNewestEight) {
  for (int i = 0; i < 11; ++i) commit(std::to_string(i), {kTest, kSource});
  const Pairs pairs = choose_pairs(cpp, material);
  EXPECT_THAT(pairs.pairs, SizeIs(8));
  EXPECT_EQ(pairs.pairs.front().commit, "0");
  EXPECT_EQ(pairs.beyond, 3U);
}

TEST_F(PairsTest, SayWhetherLinesThatWereThereAreEdited) {
  commit("edits", {kTest, kSource});
  commit("adds", {kTest, {.path = "src/fee.cc", .added = 2}});
  commit("edits tests", {{.path = "tests/fee_test.cc", .added = 3, .removed = 1}, {.path = "src/fee.cc", .added = 2}});
  std::vector<bool> edits;
  for (const Pair& pair : choose_pairs(cpp, material).pairs) edits.push_back(pair.edits);
  EXPECT_THAT(edits, ElementsAre(true, false, false));
}

TEST_F(PairsTest, AreTriedByTheStepsThatLeadToOneRun) {
  const Workspace tests =
      workspace("after", {{"src/fee.cc", "int fee;\n"}, {"tests/fee_test.cc", "#include <doctest/doctest.h>\n"}});
  const Workspace source = workspace("before", {{"src/fee.cc", "int free;\n"}, {"tests/old_test.cc", "\n"}});
  const auto steps = steps_of_pair(cpp, material, tests, source, {.memory_mib = 77});
  EXPECT_THAT(kinds(steps), testing::UnorderedElementsAre("framework header", "runner", "compile", "compile tests",
                                                          "link", "run own on version"));
  EXPECT_EQ(steps.back().kind, "run own on version");
  EXPECT_EQ(steps.back().limits.memory_mib, 77U);
  std::map<std::string, std::string> hosts;
  for (const Step& step : steps) {
    if (!step.inputs.empty()) hosts[step.kind] = step.inputs.front().host;
  }
  EXPECT_EQ(hosts["compile"], source.root + "/src/fee.cc");
  EXPECT_EQ(hosts["compile tests"], tests.root + "/tests/fee_test.cc");
  EXPECT_EQ(steps.front().name, "framework header doctest");
  EXPECT_THAT(kinds(steps_of_pair(python, material, workspace("p", {{"tests/test_a.py", "\n"}}), source, {})),
              ElementsAre("run own again"));
  EXPECT_THAT(steps_of_pair(cpp, material, workspace("none", {{"tests/notes.txt", "\n"}}), source, {}), IsEmpty());
}

TEST_F(PairsTest, ShareTheStepsThatDoTheSame) {
  const std::string test = "#include <gtest/gtest.h>\n";
  const Workspace old = workspace("old", {{"src/a.cc", "int a;\n"}, {"src/b.cc", "int b;\n"}});
  const Workspace mid =
      workspace("mid", {{"src/a.cc", "int a;\n"}, {"src/b.cc", "int c;\n"}, {"tests/a_test.cc", test}});
  const Workspace now =
      workspace("now", {{"src/a.cc", "int a;\n"}, {"src/b.cc", "int d;\n"}, {"tests/a_test.cc", test}});
  Merged joined;
  const auto add = [&](const std::string& prefix, const Workspace& tests, const Workspace& source) {
    auto run = joined.add(steps_of_pair(cpp, material, tests, source, {}), prefix);
    EXPECT_TRUE(run) << message(run.error());
    return *run;
  };
  const auto first = add("1 ", mid, mid);
  EXPECT_THAT(joined.added(), SizeIs(7));
  const auto second = add("2 ", now, now);
  EXPECT_THAT(joined.added(), SizeIs(10)) << "compile src/b.cc, link and run";
  EXPECT_NE(second, first);
  EXPECT_EQ(add("3 ", now, mid), first) << "the same tests on the same source";
  add("4 ", mid, old);
  std::set<std::string> names;
  for (const Step& step : joined.added()) {
    for (const Need& need : step.needs) EXPECT_TRUE(names.contains(need.step)) << step.name << " before " << need.step;
    EXPECT_TRUE(names.insert(step.name).second) << step.name;
  }
}

TEST_F(PairsTest, SayNothingWithoutAHistoryOrWithoutOwnTestsThatRun) {
  const auto tried = [&](const GroupResult& own) { return judge_pairs(cpp, material, {}, own, {}); };
  EXPECT_EQ(tried({.built = true}).problem, "there is no history");
  const auto repository = support::shell("git init -q '" + (folder / "git").string() + "'");
  auto opened = acquire::Repository::open(folder / "git");
  ASSERT_TRUE(opened);
  material.repository = &*opened;
  EXPECT_EQ(tried({}).problem, "no own test was run");
  EXPECT_EQ(tried({.problem = "not built: link own"}).problem, "not built: link own");
  EXPECT_TRUE(tried({.problem = "no boost", .could_not_run = true}).could_not_run);
  EXPECT_EQ(tried({.built = true}), TriedChanges{}) << "no commit to try";
}

// A history of one commit with source and a test on a commit with source alone.
struct PlannedPairsTest : PairsTest {
  void SetUp() override {
    support::shell(
        "cd '" + folder.path().string() +
        "' && git init -q git && cd git && mkdir src tests && echo 'int a = 1;' > src/a.cc && git add . && " + commit +
        " && echo 'int a = 2;' > src/a.cc && echo '#include <gtest/gtest.h>' > tests/a_test.cc && "
        "git add . && " +
        commit);
    opened.emplace(std::move(*acquire::Repository::open(folder / "git")));
    material.repository = &*opened;
    const auto lines = support::shell("git -C '" + (folder / "git").string() + "' log --format=%H");
    pair = {.parent = lines.out.substr(41, 40), .commit = lines.out.substr(0, 40)};
  }

  PlannedPairs plan() {
    material.history->commits = {
        {.id = pair.commit, .parents = {pair.parent}, .author = "a1", .changes = {kTest, kSource}}};
    material.workspace.commit = pair.commit;
    auto planned = plan_pairs(cpp, material, {}, beside, folder / "scratch");
    EXPECT_TRUE(planned) << message(planned.error());
    return *planned;
  }

  const std::string commit = "git -c user.name=a -c user.email=a@example.org commit -qm x";
  std::optional<acquire::Repository> opened;
  Pair pair;
  Merged beside;
};

TEST_F(PlannedPairsTest, RunTheTestsOnBothSidesAndShareWhatIsTheSame) {
  material.workspace =
      workspace("now", {{"src/a.cc", "int a = 2;\n"}, {"tests/a_test.cc", "#include <gtest/gtest.h>\n"}});
  const PlannedPairs planned = plan();
  ASSERT_THAT(planned.pairs, SizeIs(1));
  std::map<std::string, int> kinds;
  std::set<std::string> names;
  for (const Step& step : beside.added()) {
    ++kinds[step.kind];
    names.insert(step.name);
  }
  EXPECT_EQ(kinds["compile"], 2) << "the source of both sides";
  EXPECT_EQ(kinds["compile tests"], 1) << "the tests are the same";
  EXPECT_TRUE(names.contains(planned.pairs[0].at));
  EXPECT_TRUE(names.contains(planned.pairs[0].before));
  EXPECT_NE(planned.pairs[0].at, planned.pairs[0].before);
  EXPECT_EQ(planned.pairs[0].source_before, "src/a.cc\nint a = 1;\n\n");
}

TEST_F(PlannedPairsTest, AreNotTriedWhereGitDoesNotHaveTheParent) {
  material.workspace =
      workspace("now", {{"src/a.cc", "int a = 2;\n"}, {"tests/a_test.cc", "#include <gtest/gtest.h>\n"}});
  pair.parent = std::string(40, '1');
  const PlannedPairs planned = plan();
  ASSERT_THAT(planned.pairs, SizeIs(1));
  EXPECT_EQ(planned.pairs[0].at + planned.pairs[0].before, "");
  EXPECT_THAT(beside.added(), IsEmpty());
  const TriedChanges tried = judge_pairs(cpp, material, planned, {.built = true}, {});
  ASSERT_THAT(tried.changes, SizeIs(1)) << "it was looked at";
  EXPECT_THAT(tried.changes[0].before, IsEmpty());
}

TEST_F(PlannedPairsTest, SayNothingOfASideThatIsNotBuiltAndNothingAtAllOutOfTime) {
  const PlannedPairs planned{.pairs = {{.pair = pair, .at = "at", .before = "before"}}};
  const RunResult blocked{.step = "before", .outcome = Outcome::kBlocked, .why = "compile"};
  const RunResult late{.step = "at", .outcome = Outcome::kOutOfTime};
  const TriedChanges half = judge_pairs(cpp, material, planned, {.built = true}, {{"before", &blocked}});
  EXPECT_EQ(half, (TriedChanges{.changes = {{.commit = pair.commit}}}));
  const TriedChanges none = judge_pairs(cpp, material, planned, {.built = true}, {{"before", &blocked}, {"at", &late}});
  EXPECT_TRUE(none.could_not_run);
  EXPECT_THAT(none.changes, IsEmpty());
}

struct MissingNames : PairsTest {
  bool missing(const std::string& line, const std::string& source) const {
    return toolchain::asks_for_what_is_missing(python, "    tasks.late()\nE   " + line + "\n\ntests/test_a.py:3: Error",
                                               source);
  }
};

TEST_F(MissingNames, AreThoseThatTheSourceDoesNotHold) {
  const std::string source = "shop/till.py\ndef add(self, price):\n    self.total += price\n";
  EXPECT_TRUE(missing("AttributeError: 'Till' object has no attribute 'late'", source));
  EXPECT_TRUE(missing("AttributeError: module 'shop.till' has no attribute 'tot'", source)) << "a part of a word";
  EXPECT_TRUE(missing("ImportError: cannot import name 'late' from 'shop.till' (/job/src/shop/till.py)", source));
  EXPECT_TRUE(missing("ModuleNotFoundError: No module named 'shop.report'", source));
  EXPECT_TRUE(missing("NameError: name 'late' is not defined", source));
  EXPECT_TRUE(missing("TypeError: Till.add() got an unexpected keyword argument 'date'", source));
  EXPECT_TRUE(missing("TypeError: Till.add() takes 2 positional arguments but 3 were given", source));
  EXPECT_TRUE(missing("TypeError: Till.add() missing 1 required positional argument: 'date'", source));
}

// What calls a name or has a parameter of it does not define it.
TEST_F(MissingNames, AreThoseThatTheSourceOnlyMentions) {
  const std::string source =
      "shop/stack.py\nimport bisect\nclass Stack:\n    kind: str\n    def take(self, due):\n"
      "        self.items, self.last = [], None\n        return self.items.pop(due)\nLEAST, MOST = 1, 2\n";
  EXPECT_TRUE(missing("AttributeError: 'Stack' object has no attribute 'pop'", source));
  EXPECT_TRUE(missing("AttributeError: type object 'Stack' has no attribute 'pop'. Did you mean: 'top'?", source));
  EXPECT_TRUE(missing("AttributeError: module 'shop.stack' has no attribute 'due'", source));
  EXPECT_TRUE(missing("ImportError: cannot import name 'pop' from 'shop.stack' (/job/src/shop/stack.py)", source));
  EXPECT_TRUE(missing("TypeError: Stack.__init__() got an unexpected keyword argument 'due'", source));
  for (const char* name : {"take", "last", "kind"})
    EXPECT_FALSE(missing("AttributeError: 'Stack' object has no attribute '" + std::string(name) + "'", source))
        << name;
  for (const char* name : {"Stack", "bisect", "LEAST", "MOST"})
    EXPECT_FALSE(missing("ImportError: cannot import name '" + std::string(name) + "' from 'shop'", source)) << name;
  EXPECT_FALSE(missing("AttributeError: 'list' object has no attribute 'due'", source)) << "the source asked for it";
}

TEST_F(MissingNames, AreNoErrorsOfTheSource) {
  const std::string source = "shop/till.py\ndef add(self, price):\n    self.total += price\n";
  EXPECT_FALSE(missing("AttributeError: 'NoneType' object has no attribute 'total'", source));
  EXPECT_FALSE(missing("NameError: name 'price' is not defined", source));
  EXPECT_FALSE(missing("TypeError: unsupported operand type(s) for +: 'int' and 'str'", source));
  EXPECT_FALSE(missing("AssertionError: assert \"name 'late' is not defined\" == 3", source));
  EXPECT_FALSE(missing("assert 1 == 2", source));
  EXPECT_FALSE(toolchain::asks_for_what_is_missing(python, "late: has no attribute 'late'", source)) << "not pytest's";
  EXPECT_FALSE(toolchain::asks_for_what_is_missing(cpp, "E   NameError: name 'late' is not defined", source));
}

}  // namespace
}  // namespace grader::pipeline
