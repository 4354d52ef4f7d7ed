// Relations that must hold between the verdict on some work and on the same work after one edit: 22 rules in this
// folder, 100 seeded edits each; a violation names its seed. Here those of runs and history.
#include "tests/metamorphic/rule.h"

namespace grader {
namespace {

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
    measure::measure_hygiene(history, {.paths = {file}}, true, after);
    EXPECT_LE(level("S17.3", after), level("S17.3", of_history(history)));
  });
}

TEST_F(Rule, RenamingPeopleOrPathsOutsideTheCodeNeverChangesS17) {
  each_seed([&] {
    History history = some_history();
    const EvidenceTable before = of_history(history);
    const std::string other = "b" + std::to_string(upto(9));
    for (Commit& commit : history.commits) {
      commit.author = other + commit.author;
      commit.changes.push_back({.path = "notes" + std::to_string(upto(9)) + ".md", .added = upto(500)});
    }
    EXPECT_EQ(of_history(history), before);
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

}  // namespace
}  // namespace grader
