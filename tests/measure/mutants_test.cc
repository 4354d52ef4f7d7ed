#include "grader/measure/mutants.h"

#include <gmock/gmock.h>

#include "tests/support/mutant.h"

namespace grader::measure {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Mutant mutant(int number, const std::string& op, const std::string& original, const std::string& replacement) {
  return support::mutant("src/account.cc", number, op, original, replacement);
}

// One test that passes twice, and a verdict for each mutant.
MutantRun run_of(const std::vector<MutantState>& states) {
  MutantRun run{.baseline = {{.id = "Account.Pays", .state = TestState::kPassed, .again = TestState::kPassed}},
                .complete = true};
  for (const MutantState state : states) {
    run.verdicts.push_back({.state = state, .by = state == MutantState::kKilled ? "Account.Pays" : ""});
  }
  return run;
}

Survivor only_survivor(const Mutant& changed) {
  const Mutation mutation = judge_mutants({changed}, run_of({MutantState::kSurvived}), {});
  return mutation.told.size() == 1 ? mutation.told.front() : Survivor{};
}

TEST(Mutants, DecoysAndThoseThatDoNotCompileAreNotJudged) {
  std::vector<Mutant> mutants = {mutant(1, "ROR", "a < b", "a <= b"), mutant(2, "ROR", "a < b", "a < b"),
                                 mutant(3, "AOR", "a + b", "a - b")};
  mutants[1].decoy = true;
  const Mutation mutation =
      judge_mutants(mutants, run_of({MutantState::kKilled, MutantState::kSurvived, MutantState::kSurvived}), {3});
  ASSERT_EQ(mutation.mutants.size(), 1U);
  EXPECT_EQ(mutation.mutants.front().mutant.number, 1);
  EXPECT_EQ(mutation.dropped, 1U);
  EXPECT_THAT(mutation.told, IsEmpty());
}

TEST(Mutants, ARunThatIsNotCompleteJudgesNothing) {
  MutantRun run = run_of({MutantState::kKilled});
  run.complete = false;
  run.problem = "line 7 is no event";
  const Mutation mutation = judge_mutants({mutant(1, "ROR", "a < b", "a <= b")}, run, {});
  EXPECT_THAT(mutation.mutants, IsEmpty());
  EXPECT_EQ(mutation.problem, "line 7 is no event");
}

TEST(Mutants, TestsThatJudgeNothingAreNamedWithTheReason) {
  MutantRun run = run_of({MutantState::kSurvived});
  run.baseline.push_back({.id = "Account.Fails", .state = TestState::kFailed, .again = TestState::kFailed});
  run.baseline.push_back({.id = "Account.Flakes", .state = TestState::kPassed, .again = TestState::kFailed});
  run.baseline.push_back({.id = "Account.Guesses", .state = TestState::kPassed, .again = TestState::kPassed});
  run.baseline.push_back({.id = "Account.Asks", .state = TestState::kPassed, .again = TestState::kPassed});
  run.voided = {{.id = "Account.Guesses", .mutant = 2}, {.id = "Account.Asks"}};
  std::vector<Mutant> mutants = {mutant(1, "ROR", "a < b", "a <= b"), mutant(2, "ROR", "a < b", "a < b")};
  mutants[1].decoy = true;
  const Mutation mutation = judge_mutants(mutants, run, {});
  EXPECT_THAT(mutation.tests, ElementsAre("Account.Pays"));
  EXPECT_THAT(mutation.doubtful, IsEmpty());
  EXPECT_THAT(mutation.left_out,
              ElementsAre(HasSubstr("Account.Guesses: it fails although nothing changed"),
                          HasSubstr("Account.Asks: it asks which small change is on"), "Account.Fails: failed",
                          "Account.Flakes: its result changes from run to run"));
}

// Whether another test is left to judge or not.
TEST(Mutants, AreForATutorWhereATestFailedWithNothingChangedAfterItHadNoticedSome) {
  MutantRun run = run_of(std::vector<MutantState>(10, MutantState::kSurvived));
  std::vector<Mutant> mutants;
  for (int number = 1; number <= 10; ++number) mutants.push_back(mutant(number, "ROR", "a < b", "a <= b"));
  run.voided = {{.id = "Account.Pays", .mutant = 7}};
  for (const bool another : {false, true}) {
    if (another)
      run.baseline.push_back({.id = "Account.Adds", .state = TestState::kPassed, .again = TestState::kPassed});
    const Mutation mutation = judge_mutants(mutants, run, {});
    EXPECT_THAT(mutation.doubtful, ElementsAre("Account.Pays"));
    EXPECT_THAT(mutation.left_out, ElementsAre(HasSubstr("Account.Pays: it fails after some runs although nothing")));
    EvidenceTable table;
    measure_mutants(mutation, table);
    EXPECT_EQ(table.at("mutants.killed").missing, Reserve::kTutor);
    EXPECT_EQ(table.at("mutants.killed").why, "1 own test fails after some runs with nothing changed: Account.Pays");
  }
}

TEST(Mutants, WithoutATestThatPassesTwiceThereIsNoJudgement) {
  MutantRun run = run_of({MutantState::kSurvived});
  run.baseline.front().again = TestState::kFailed;
  EXPECT_EQ(judge_mutants({mutant(1, "ROR", "a < b", "a <= b")}, run, {}).problem,
            "no own test passes twice, and 1 own test has a result that changes from run to run");
  run.baseline.front().state = TestState::kFailed;
  EXPECT_EQ(judge_mutants({mutant(1, "ROR", "a < b", "a <= b")}, run, {}).problem, "no own test passes twice");
}

TEST(Mutants, EachSurvivorHasOneStep) {
  EXPECT_EQ(only_survivor(mutant(1, "ROR", "amount > 100", "amount >= 100")).next,
            "Add a test in which `amount` is exactly 100.");
  EXPECT_EQ(only_survivor(mutant(1, "ROR", "amount <= balance_", "amount < balance_")).next,
            "Add a test in which `amount` and `balance_` are equal.");
  EXPECT_EQ(only_survivor(mutant(1, "ROR", "a == b", "a != b")).next,
            "Add one test in which `a == b` holds and one in which it does not.");
  EXPECT_EQ(only_survivor(mutant(1, "COND", "a == b", "true")).next,
            "Add a test that compares the result when `a == b` does not hold.");
  EXPECT_EQ(only_survivor(mutant(1, "COND", "a == b", "False")).next,
            "Add a test that compares the result when `a == b` holds.");
  EXPECT_EQ(only_survivor(mutant(1, "LCR", "a && b", "a || b")).next,
            "Add a test in which only one side of `a && b` holds.");
  EXPECT_EQ(only_survivor(mutant(1, "AOR", "a + b", "a - b")).next,
            "Compare the result of `a + b` with a value worked out by hand.");
  EXPECT_EQ(only_survivor(mutant(1, "RET", "total", "0")).next,
            "Compare what `withdraw` returns here with the expected value.");
  EXPECT_EQ(only_survivor(mutant(1, "SDL", "log(a);", "")).text, "No own test notices when `log(a);` is left out.");
  EXPECT_EQ(only_survivor(mutant(1, "AOR", "a +\n    b", "a - b")).text,
            "No own test notices when `a + b` becomes `a - b`.");
}

// What stands on the two sides of the operator, in the whole of the condition and written as the work writes it.
TEST(Mutants, AStepAtABoundaryNamesTheSidesOfTheOperator) {
  const auto step = [](const std::string& original, const Mutant::Exchange& exchange) {
    Mutant changed = mutant(1, "ROR", original, "not read");
    changed.exchange = exchange;
    return only_survivor(changed).next;
  };
  const std::string chain = "1 <= month <= 12";
  EXPECT_EQ(step(chain, {.from = "<=", .to = "<", .left = "1", .right = "month"}),
            "Add a test in which `month` is exactly 1.");
  EXPECT_EQ(step(chain, {.from = "<=", .to = "<", .left = "month", .right = "12"}),
            "Add a test in which `month` is exactly 12.");
  EXPECT_EQ(step("x>-1", {.from = ">", .to = ">=", .left = "x", .right = "-1"}),
            "Add a test in which `x` is exactly -1.");
  EXPECT_EQ(step("a>-limit", {.from = ">", .to = ">=", .left = "a", .right = "-limit"}),
            "Add a test in which `a` and `-limit` are equal.");
  EXPECT_EQ(step("a < b", {.from = "<", .to = ">=", .left = "a", .right = "b"}),
            "Add one test in which `a < b` holds and one in which it does not.");
}

TEST(Mutants, ANegationIsNotToldBeforeABoundary) {
  const Mutation mutation = judge_mutants({mutant(1, "ROR", "a < b", "a >= b"), mutant(2, "ROR", "c >= d", "c > d")},
                                          run_of({MutantState::kSurvived, MutantState::kSurvived}), {});
  ASSERT_EQ(mutation.told.size(), 2U);
  EXPECT_EQ(mutation.told.front().next, "Add a test in which `c` and `d` are equal.");
}

TEST(Mutants, AtMostFiveAreToldOneALineAndTheMostInstructiveFirst) {
  std::vector<Mutant> mutants;
  for (int number = 1; number <= 8; ++number) mutants.push_back(mutant(number, "SDL", "f();", ""));
  mutants[6] = mutant(7, "ROR", "a < b", "a <= b");
  mutants[7].line = 1;
  const Mutation mutation = judge_mutants(mutants, run_of(std::vector(8, MutantState::kSurvived)), {});
  ASSERT_EQ(mutation.told.size(), kMostTold);
  EXPECT_EQ(mutation.mutants[mutation.told.front().index].mutant.number, 7);
  std::set<int> lines;
  for (const Survivor& survivor : mutation.told) lines.insert(mutation.mutants[survivor.index].mutant.line);
  EXPECT_EQ(lines.size(), kMostTold);
}

TEST(Mutants, WhatNoTestRunsIsNotTold) {
  EXPECT_THAT(judge_mutants({mutant(1, "ROR", "a < b", "a <= b")}, run_of({MutantState::kNotCovered}), {}).told,
              IsEmpty());
}

TEST(Mutants, TheScoreCountsKillsWithAndWithoutAnAssertion) {
  std::vector<Mutant> mutants;
  std::vector<MutantState> states;
  for (int number = 1; number <= 10; ++number) {
    mutants.push_back(mutant(number, "ROR", "a < b", "a <= b"));
    states.push_back(number <= 6   ? MutantState::kKilled
                     : number <= 8 ? MutantState::kSurvived
                                   : MutantState::kNotCovered);
  }
  MutantRun run = run_of(states);
  run.verdicts[0].how = KillBy::kCrash;
  EvidenceTable table;
  measure_mutants(judge_mutants(mutants, run, {}), table);
  const Evidence& row = table.at("mutants.killed");
  EXPECT_EQ(row.value, (Ratio{6, 10}));
  EXPECT_EQ(row.detail, "6 of 10 small changes (mutants) noticed, 1 of them without an assertion");
  EXPECT_THAT(row.places, ElementsAre("src/account.cc:7 `a < b` as `a <= b`", "src/account.cc:8 `a < b` as `a <= b`"));
  EXPECT_EQ(row.advice, "Add a test in which `a` and `b` are equal.");
}

TEST(Mutants, WithoutASurvivorTheStepIsToRunWhatNoTestRuns) {
  std::vector<Mutant> mutants;
  std::vector<MutantState> states;
  for (int number = 1; number <= 12; ++number) {
    mutants.push_back(mutant(number, "ROR", "a < b", "a <= b"));
    mutants.back().function = number <= 10 ? "withdraw" : "";
    states.push_back(number <= 4 ? MutantState::kKilled : MutantState::kNotCovered);
  }
  EvidenceTable table;
  measure_mutants(judge_mutants(mutants, run_of(states), {}), table);
  EXPECT_THAT(table.at("mutants.killed").places, ElementsAre("src/account.cc:5 `a < b` as `a <= b`, run by no test",
                                                             "src/account.cc:11 `a < b` as `a <= b`, run by no test"));
  EXPECT_EQ(table.at("mutants.killed").advice,
            "Add a test that runs `withdraw` (src/account.cc:5) and compares its result.");
  for (std::size_t i = 0; i < 10; ++i) states[i] = MutantState::kKilled;
  measure_mutants(judge_mutants(mutants, run_of(states), {}), table);
  EXPECT_EQ(table.at("mutants.killed").advice, "Add a test that runs src/account.cc:11 and compares its result.");
}

TEST(Mutants, FewAreTooLittleToJudgeAndNoneByAnyTestIsNoEvidence) {
  EvidenceTable table;
  measure_mutants(judge_mutants({mutant(1, "ROR", "a < b", "a <= b")}, run_of({MutantState::kKilled}), {}), table);
  EXPECT_EQ(table.at("mutants.killed").missing, Reserve::kTooLittle);
  measure_mutants({.problem = "no own test passes twice"}, table);
  EXPECT_EQ(table.at("mutants.killed").missing, Reserve::kNoEvidence);
  EXPECT_EQ(table.at("mutants.killed").why, "no own test passes twice");
}

}  // namespace
}  // namespace grader::measure
