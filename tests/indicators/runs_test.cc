// Each indicator that comes from runs of build, tests and tools, from results that must get each of its levels and a
// reserve state.
#include "grader/measure/corrections.h"
#include "grader/measure/faults.h"
#include "grader/measure/mutants.h"
#include "tests/indicators/work.h"
#include "tests/support/mutant.h"

namespace grader {
namespace {

RunResult ended(int code, const std::string& out = "") {
  return {.outcome = Outcome::kExited, .value = code, .out = out};
}

TEST(FromRuns, S1_1Build) {
  const auto level = [](int build, const std::string& output, int warnings, const std::string& missing = "") {
    const RunResult built = ended(build);
    const RunResult example = ended(0, output);
    std::vector<Finding> findings;
    for (int i = 0; i < warnings; ++i) findings.push_back({.file = "a.cc", .line = 1, .message = "unused"});
    EvidenceTable table;
    measure::measure_build(&built, &example, "42\n", missing, table);
    measure::measure_warnings(findings, {{"a.cc", {1}}}, table);
    return verdict("S1.1", table);
  };
  EXPECT_EQ(level(0, "42\n", 0), "Strong");
  EXPECT_EQ(level(0, "42\n", 1), "Secure");
  EXPECT_EQ(level(0, "41\n", 0), "Developing");
  EXPECT_EQ(level(2, "", 0), "Not yet");
  EXPECT_EQ(level(2, "", 0, "boost"), "Could not run");
}

std::vector<RequirementResult> requirements(int met, int all, RequirementState other = RequirementState::kNotMet) {
  std::vector<RequirementResult> rows;
  for (int i = 0; i < all; ++i)
    rows.push_back(
        {.id = "R" + std::to_string(i), .level = "should", .state = i < met ? RequirementState::kMet : other});
  return rows;
}

TEST(FromRuns, S1_2Requirements) {
  const auto level = [](std::vector<RequirementResult> rows, const std::string& first = "must") {
    rows.front().level = first;
    EvidenceTable table;
    measure::measure_requirements(rows, table);
    return verdict("S1.2", table);
  };
  EXPECT_EQ(level(requirements(10, 10)), "Strong");
  EXPECT_EQ(level(requirements(8, 10)), "Secure");
  EXPECT_EQ(level(requirements(5, 10)), "Developing");
  EXPECT_EQ(level(requirements(4, 10)), "Not yet");
  EXPECT_EQ(level(requirements(0, 2, RequirementState::kCouldNotRun)), "Could not run");
}

GroupResult tests(int passed, int all) {
  GroupResult group{.name = "own", .built = all > 0, .problem = all > 0 ? "" : "no test file"};
  for (int i = 0; i < all; ++i)
    group.cases.push_back(
        {.id = "test_a.py::t" + std::to_string(i), .state = i < passed ? TestState::kPassed : TestState::kFailed});
  return group;
}

TEST(FromRuns, S5_1OwnTestsPassAndS16_3AreIndependent) {
  const auto level = [](const std::string& id, const GroupResult& first, const GroupResult& again) {
    EvidenceTable table;
    measure::measure_own_tests(first, again.cases, table);
    measure::measure_independence(first, again.cases, table);
    return verdict(id, table);
  };
  EXPECT_EQ(level("S5.1", tests(10, 10), tests(10, 10)), "Strong");
  EXPECT_EQ(level("S5.1", tests(10, 10), tests(9, 10)), "Secure");
  EXPECT_EQ(level("S5.1", tests(9, 10), tests(9, 10)), "Developing");
  EXPECT_EQ(level("S5.1", tests(0, 0), tests(0, 0)), "Not yet");
  EXPECT_EQ(level("S16.3", tests(10, 10), tests(10, 10)), "Strong");
  EXPECT_EQ(level("S16.3", tests(10, 10), tests(9, 10)), "Secure");
  EXPECT_EQ(level("S16.3", tests(10, 10), tests(7, 10)), "Developing");
  EXPECT_EQ(level("S16.3", tests(10, 10), tests(6, 10)), "Not yet");
  EXPECT_EQ(level("S16.3", tests(0, 0), tests(0, 0)), "No evidence here");
  GroupResult unrun = tests(1, 1);
  unrun.could_not_run = true;
  EXPECT_EQ(level("S5.1", unrun, unrun), "Could not run");
}

TEST(FromRuns, S5_2Coverage) {
  const auto level = [](int lines, int branches) {
    Coverage coverage;
    OwnLines own;
    for (int line = 1; line <= 100; ++line) {
      own["a.cc"].insert(line);
      coverage["a.cc"].lines[line] = line <= lines ? 1 : 0;
    }
    coverage["a.cc"].branches[1] = {static_cast<std::uint64_t>(branches), 100};
    EvidenceTable table;
    measure::measure_coverage(&coverage, own, {"a.cc"}, table);
    return verdict("S5.2", table);
  };
  EXPECT_EQ(level(90, 80), "Strong");
  EXPECT_EQ(level(70, 60), "Secure");
  EXPECT_EQ(level(70, 59), "Developing");
  EXPECT_EQ(level(39, 99), "Not yet");
  EvidenceTable none;
  measure::measure_coverage(nullptr, {}, {}, none);
  EXPECT_EQ(verdict("S5.2", none), "No evidence here");
}

TEST(FromRuns, S5_3MutationScore) {
  const auto level = [](int killed, int all) {
    Mutation mutation;
    for (int i = 1; i <= all; ++i) {
      const auto state = i <= killed ? MutantState::kKilled : MutantState::kSurvived;
      mutation.mutants.push_back(
          {.mutant = support::mutant("a.cc", i, "ROR", "a < b", "a <= b"), .verdict = {.state = state, .by = "T.a"}});
    }
    EvidenceTable table;
    measure::measure_mutants(mutation, table);
    return verdict("S5.3", table);
  };
  EXPECT_EQ(level(75, 100), "Strong");
  EXPECT_EQ(level(74, 100), "Secure");
  EXPECT_EQ(level(54, 100), "Developing");
  EXPECT_EQ(level(29, 100), "Not yet");
  EXPECT_EQ(level(9, 9), "Too little to judge");
  EvidenceTable none;
  measure::measure_mutants({.problem = "not run", .could_not_run = true}, none);
  EXPECT_EQ(verdict("S5.3", none), "Could not run");
}

TEST(FromRuns, S5_4SeededFaults) {
  const auto level = [](int caught, int all) {
    Faults faults{.tests = {"T.a"}};
    for (int i = 0; i < all; ++i) faults.faults.push_back({.breaks = {"R1"}, .by = i < caught ? "T.a" : ""});
    EvidenceTable table;
    measure::measure_faults(faults, table);
    return verdict("S5.4", table);
  };
  EXPECT_EQ(level(8, 10), "Strong");
  EXPECT_EQ(level(5, 10), "Secure");
  EXPECT_EQ(level(3, 10), "Developing");
  EXPECT_EQ(level(2, 10), "Not yet");
  EXPECT_EQ(level(2, 2), "Too little to judge");
  EvidenceTable open;
  measure::without_faults(open);
  EXPECT_EQ(verdict("S5.4", open), "No evidence here");
}

// Commits with a test that failed before and passes after, and such whose test passed before too.
TriedChanges tried(int corrected, int unnoticed, int tests = 9) {
  TriedChanges tried;
  for (int i = 0; i < corrected + unnoticed; ++i) {
    TestCase test{.id = "T.t" + std::to_string(i % tests), .state = TestState::kPassed};
    TriedChange change{.commit = std::string(40, static_cast<char>('a' + i)), .edits = true, .after = {test}};
    test.state = i < corrected ? TestState::kFailed : TestState::kPassed;
    change.before = {test};
    tried.changes.push_back(std::move(change));
  }
  return tried;
}

TEST(FromRuns, S5_5ErrorsFoundAndS7_2FixesWithATest) {
  const auto level = [](const std::string& id, const TriedChanges& changes) {
    EvidenceTable table;
    measure::measure_corrections(changes, table);
    return verdict(id, table);
  };
  EXPECT_EQ(level("S5.5", tried(3, 0)), "Strong");
  EXPECT_EQ(level("S5.5", tried(3, 0, 1)), "Secure");
  EXPECT_EQ(level("S5.5", tried(1, 7)), "Secure");
  EXPECT_EQ(level("S5.5", tried(0, 8)), "No evidence here");
  EXPECT_EQ(level("S7.2", tried(3, 0)), "Strong");
  EXPECT_EQ(level("S7.2", tried(7, 1)), "Secure");
  EXPECT_EQ(level("S7.2", tried(4, 4)), "Secure");
  EXPECT_EQ(level("S7.2", tried(3, 5)), "Developing");
  EXPECT_EQ(level("S7.2", tried(0, 3)), "Not yet");
  EXPECT_EQ(level("S7.2", tried(2, 0)), "Too little to judge");
  EXPECT_EQ(level("S7.2", tried(0, 0)), "No evidence here");
  const TriedChanges late{.problem = "no time", .could_not_run = true};
  EXPECT_EQ(level("S5.5", late), "Could not run");
  EXPECT_EQ(level("S7.2", late), "Could not run");
}

TEST(FromRuns, WhatThisVersionDoesNotMeasureSaysSo) {
  for (const char* id : {"S6.2", "S6.3"}) {
    EXPECT_EQ(verdict(id, {}), "Not measured by this version") << id;
    EXPECT_THAT(row_of(id, {}).observed, testing::HasSubstr("which no exercise names")) << id;
  }
  for (const char* id : {"S25.2", "S25.3", "S30.1", "S30.3"}) EXPECT_EQ(verdict(id, {}), "No evidence here") << id;
}

TEST(FromRuns, S8_1Format) {
  const auto level = [](int unformatted, int all) {
    std::vector<std::string> files;
    std::vector<std::string> changed;
    OwnLines own;
    for (int i = 0; i < all; ++i) {
      files.push_back("f" + std::to_string(i) + ".py");
      own[files.back()] = {1};
      if (i < unformatted) changed.push_back(files.back());
    }
    EvidenceTable table;
    measure::measure_format(files, changed, own, table);
    return verdict("S8.1", table);
  };
  EXPECT_EQ(level(0, 10), "Strong");
  EXPECT_EQ(level(1, 10), "Secure");
  EXPECT_EQ(level(5, 10), "Developing");
  EXPECT_EQ(level(6, 10), "Not yet");
  EXPECT_EQ(level(0, 0), "No evidence here");
}

TEST(FromRuns, S8_2Lint) {
  const auto level = [](int findings, std::size_t lines) {
    std::vector<Finding> lint;
    for (int i = 0; i < findings; ++i)
      lint.push_back({.file = "a.py", .line = i + 1, .rule = "F401", .message = "unused"});
    OwnLines own;
    for (int line = 1; line <= 100; ++line) own["a.py"].insert(line);
    EvidenceTable table;
    measure::measure_lint(lint, {}, lines, own, table);
    return verdict("S8.2", table);
  };
  EXPECT_EQ(level(0, 100), "Strong");
  EXPECT_EQ(level(5, 100), "Secure");
  EXPECT_EQ(level(10, 100), "Developing");
  EXPECT_EQ(level(11, 100), "Not yet");
  EXPECT_EQ(level(0, 29), "Too little to judge");
}

TEST(FromRuns, S16_1Collection) {
  const auto level = [](int collected, int files) {
    GroupResult group{.name = "own", .built = true};
    std::vector<std::string> names;
    for (int i = 0; i < files; ++i) {
      names.push_back("tests/test_" + std::to_string(i) + ".py");
      if (i < collected) group.cases.push_back({.id = names.back() + "::t", .state = TestState::kPassed});
    }
    EvidenceTable table;
    measure::measure_collection(names, group, table);
    return verdict("S16.1", table);
  };
  EXPECT_EQ(level(5, 5), "Strong");
  EXPECT_EQ(level(4, 5), "Secure");
  EXPECT_EQ(level(1, 5), "Developing");
  EXPECT_EQ(level(0, 5), "Not yet");
  EXPECT_EQ(level(0, 0), "No evidence here");
}

}  // namespace
}  // namespace grader
