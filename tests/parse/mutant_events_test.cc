#include <gmock/gmock.h>

#include "grader/base/text.h"
#include "grader/parse/parse.h"

namespace grader::parse {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// One run of two tests against two mutants, line by line.
std::vector<std::string> whole_run() {
  return {R"("event":"collected","id":"a")",
          R"("event":"collected","id":"b")",
          R"("event":"collected","id":"c")",
          R"("event":"baseline","id":"a","state":"passed","again":"passed","steps":7)",
          R"("event":"baseline","id":"b","state":"passed","again":"failed","steps":0)",
          R"("event":"baseline","id":"c","state":"passed","again":"passed","steps":1)",
          R"("event":"void","id":"c","mutant":2)",
          R"("event":"mutant","mutant":1,"state":"killed","by":"a","how":"steps")",
          R"("event":"mutant","mutant":2,"state":"survived")",
          R"("event":"mutant","mutant":3,"state":"not covered")",
          R"("event":"done")"};
}

std::string bytes_of(const std::vector<std::string>& lines, const std::string& nonce = "N") {
  std::string bytes;
  for (std::size_t i = 0; i < lines.size(); ++i)
    bytes += R"({"n":")" + nonce + R"(","seq":)" + std::to_string(i) + "," + lines[i] + "}\n";
  return bytes;
}

MutantRun read(const std::vector<std::string>& lines) {
  return mutant_events(bytes_of(lines), "N", 3);
}

TEST(MutantEvents, ReadsAWholeRun) {
  const MutantRun run = read(whole_run());
  EXPECT_TRUE(run.complete);
  EXPECT_EQ(run.problem, "");
  ASSERT_THAT(run.baseline, SizeIs(3));
  EXPECT_EQ(run.baseline[0],
            (MutantBaseline{.id = "a", .state = TestState::kPassed, .again = TestState::kPassed, .steps = 7}));
  EXPECT_TRUE(run.baseline[0].judges());
  EXPECT_FALSE(run.baseline[1].judges());
  EXPECT_THAT(run.voided, ElementsAre(VoidTest{.id = "c", .mutant = 2}));
  EXPECT_THAT(run.verdicts, ElementsAre(MutantVerdict{.state = MutantState::kKilled, .by = "a", .how = KillBy::kSteps},
                                        MutantVerdict{.state = MutantState::kSurvived}, MutantVerdict{}));
}

TEST(MutantEvents, TakesATestForVoidThatAskedWithoutAMutant) {
  std::vector<std::string> lines = whole_run();
  lines[6] = R"("event":"void","id":"c","mutant":0)";
  const MutantRun run = read(lines);
  EXPECT_TRUE(run.complete) << run.problem;
  EXPECT_THAT(run.voided, ElementsAre(VoidTest{.id = "c"}));
}

const std::string kTried = R"("event":"tried","mutant":1,"id":"a","killed":true,"steps":9,"entered":[2,5])";

TEST(MutantEvents, ReadsWhatWasTried) {
  std::vector<std::string> lines = whole_run();
  lines.insert(lines.begin() + 7, kTried);
  const MutantRun run = read(lines);
  EXPECT_TRUE(run.complete) << run.problem;
  EXPECT_THAT(run.tried, ElementsAre(MutantTry{.mutant = 1, .id = "a", .killed = true, .steps = 9, .entered = {2, 5}}));
}

// Of what a test tried nothing is kept that failed with nothing changed afterwards, and it judges nothing.
TEST(MutantEvents, TakesATestForVoidThatHadNoticedAMutant) {
  std::vector<std::string> lines = whole_run();
  lines.insert(lines.begin() + 7, {kTried, R"("event":"void","id":"a","mutant":1)"});
  EXPECT_FALSE(read(lines).complete) << "it has a verdict";
  EXPECT_THAT(read(lines).tried, IsEmpty());
  lines[9] = R"("event":"mutant","mutant":1,"state":"survived")";
  const MutantRun run = read(lines);
  EXPECT_TRUE(run.complete) << run.problem;
  EXPECT_THAT(run.voided, ElementsAre(VoidTest{.id = "c", .mutant = 2}, VoidTest{.id = "a", .mutant = 1}));
  EXPECT_THAT(run.tried, IsEmpty());
}

// Of no mutant, by a test that judges nothing, of a function that there cannot be.
TEST(MutantEvents, BelievesNothingWhenATryIsOutOfPlace) {
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{{"\"mutant\":1", "\"mutant\":0"},
                                                                                 {"\"mutant\":1", "\"mutant\":4"},
                                                                                 {"\"a\"", "\"b\""},
                                                                                 {"true", "1"},
                                                                                 {"[2,5]", "[0]"},
                                                                                 {"[2,5]", "[9999999]"},
                                                                                 {"[2,5]", "[-1]"},
                                                                                 {"[2,5]", "2"},
                                                                                 {"9", "\"9\""}}) {
    std::vector<std::string> lines = whole_run();
    lines.insert(lines.begin() + 7, replace_all(kTried, from, to));
    const MutantRun run = read(lines);
    EXPECT_FALSE(run.complete) << from << " as " << to;
    EXPECT_THAT(run.tried, IsEmpty()) << from << " as " << to;
    EXPECT_THAT(run.verdicts, IsEmpty()) << from << " as " << to;
  }
}

struct Change {
  std::string name;
  std::size_t at;       // of the line that is left out
  std::string instead;  // "": nothing
};

struct MutantEventsBroken : testing::TestWithParam<Change> {};

TEST_P(MutantEventsBroken, TakeEveryVerdictAlong) {
  std::vector<std::string> lines = whole_run();
  const Change& change = GetParam();
  if (change.instead.empty())
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(change.at));
  else
    lines[change.at] = change.instead;
  const MutantRun run = read(lines);
  EXPECT_FALSE(run.complete);
  EXPECT_THAT(run.verdicts, IsEmpty());
  EXPECT_EQ(run.problem, "the report does not hold together");
}

INSTANTIATE_TEST_SUITE_P(
    Lines, MutantEventsBroken,
    testing::Values(
        Change{"MissingCollected", 0, ""}, Change{"MissingBaseline", 3, ""}, Change{"MissingMutant", 8, ""},
        Change{"DuplicateCollected", 1, R"("event":"collected","id":"a")"},
        Change{"CollectedWithoutId", 1, R"("event":"collected")"},
        Change{"DuplicateBaseline", 4, R"("event":"baseline","id":"a","state":"passed","again":"passed","steps":7)"},
        Change{"UnknownTest", 4, R"("event":"baseline","id":"d","state":"passed","again":"passed","steps":7)"},
        Change{"UnknownTestState", 4, R"("event":"baseline","id":"b","state":"superb","again":"passed","steps":7)"},
        Change{"NegativeSteps", 4, R"("event":"baseline","id":"b","state":"passed","again":"passed","steps":-1)"},
        Change{"VoidThatDoesNotJudge", 6, R"("event":"void","id":"b","mutant":2)"},
        Change{"VoidByNoMutant", 6, R"("event":"void","id":"c","mutant":4)"},
        Change{"KilledByAnExcludedTest", 7, R"("event":"mutant","mutant":1,"state":"killed","by":"b","how":"steps")"},
        Change{"KilledByAVoidTest", 7, R"("event":"mutant","mutant":1,"state":"killed","by":"c","how":"steps")"},
        Change{"KilledByNobody", 7, R"("event":"mutant","mutant":1,"state":"killed","how":"steps")"},
        Change{"KilledInNoWay", 7, R"("event":"mutant","mutant":1,"state":"killed","by":"a")"},
        Change{"SurvivedByATest", 8, R"("event":"mutant","mutant":2,"state":"survived","by":"a")"},
        Change{"UnknownMutantState", 8, R"("event":"mutant","mutant":2,"state":"lost")"},
        Change{"DuplicateMutant", 8, R"("event":"mutant","mutant":1,"state":"survived")"},
        Change{"MutantOutOfOrder", 8, R"("event":"mutant","mutant":3,"state":"survived")"},
        Change{"MutantBeyondCount", 10, R"("event":"mutant","mutant":4,"state":"survived")"},
        Change{"LateVoid", 8, R"("event":"void","id":"a","mutant":2)"},
        Change{"LateTry", 8, R"("event":"tried","mutant":2,"id":"a","killed":true,"steps":9,"entered":[])"},
        Change{"LateCollected", 8, R"("event":"collected","id":"e")"}, Change{"EarlyDone", 9, R"("event":"done")"},
        Change{"UnknownEvent", 9, R"("event":"end","id":"a")"}),
    [](const auto& info) { return info.param.name; });

TEST(MutantEvents, TrustNoOtherNonceOrNumber) {
  const std::vector<std::string> lines = whole_run();
  for (const std::string& bytes :
       {bytes_of(lines, "X"), bytes_of(lines) + bytes_of(lines), bytes_of(lines) + "junk\n", "[]\n" + bytes_of(lines),
        bytes_of(lines) + R"({"n":"N","seq":11,"event":"done"})" + "\n"}) {
    const MutantRun run = mutant_events(bytes, "N", 3);
    EXPECT_FALSE(run.complete) << bytes;
    EXPECT_THAT(run.verdicts, IsEmpty()) << bytes;
  }
}

// A run that was ended keeps what it had judged, and half a line is no forgery.
TEST(MutantEvents, KeepTheFirstVerdictsOfARunThatEndedEarly) {
  const std::string bytes = bytes_of(whole_run());
  const MutantRun cut = mutant_events(bytes.substr(0, bytes.find(R"("mutant":3)")), "N", 3);
  EXPECT_FALSE(cut.complete);
  EXPECT_THAT(cut.verdicts, SizeIs(2));
  EXPECT_EQ(cut.problem, "the run ended before every mutant was judged");
  std::vector<std::string> lines = whole_run();
  lines.back() = R"("event":"problem","message":"no more processes are left to this box")";
  EXPECT_EQ(read(lines).problem, "no more processes are left to this box");
  EXPECT_FALSE(read(lines).complete);
  EXPECT_FALSE(mutant_events("", "N", 0).complete);
}

}  // namespace
}  // namespace grader::parse
