// What changed since the attempt before, in every format that says so.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "grader/report/report.h"

namespace grader::report {
namespace {

using testing::HasSubstr;
using testing::Not;

Grading graded(int skills) {
  Grading made{.title = "Exercise", .commit = std::string(40, 'a')};
  for (int i = 1; i <= skills; ++i) {
    const std::string id = "S" + std::to_string(i);
    made.open.skills.push_back({.id = id,
                                .level = Level::kSecure,
                                .indicators = {{.id = id + ".1",
                                                .title = "Title",
                                                .skill = id,
                                                .level = Level::kSecure,
                                                .observed = "observed",
                                                .next = "Do this.",
                                                .gap = "gap"}}});
  }
  return made;
}

TEST(Progress, IsSaidInWordsOnScreenAndPage) {
  Grading made = graded(1);
  EXPECT_THAT(terminal(made, {}), Not(HasSubstr("SINCE")));
  made.progress = {.since = 2,
                   .improved = {{"S1", Level::kDeveloping, Level::kSecure}},
                   .slipped = {{"S5", Level::kStrong, Level::kNotYet}},
                   .unchanged = {"S8"},
                   .gone_tests = {"test_a.py::test_x"}};
  const std::string screen = terminal(made, {});
  EXPECT_THAT(screen, HasSubstr("Improved: S1 (Developing to Secure)"));
  EXPECT_THAT(screen, HasSubstr("Slipped back: S5 (Strong to Not yet)"));
  EXPECT_THAT(screen, HasSubstr("Unchanged: S8"));
  EXPECT_THAT(screen, HasSubstr("Own tests that are gone: test_a.py::test_x"));
  const std::string page = html(made, {});
  EXPECT_THAT(page, HasSubstr("<strong>Improved</strong>: S1, Developing to Secure"));
  EXPECT_THAT(page, HasSubstr("<strong>Slipped back</strong>: S5, Strong to Not yet"));
  EXPECT_THAT(page, HasSubstr("<li>test_a.py::test_x</li>"));
  EXPECT_THAT(json(made, Reader::kApprentice, true), HasSubstr("\"gone_tests\":[\"test_a.py::test_x\"]"));
}

TEST(Progress, OverSeveralAttemptsIsATableWithALine) {
  Grading made = graded(2);
  made.progress = {.since = 2, .attempts = {{1, {{"S1", Level::kNotYet}}}, {2, {{"S1", Level::kDeveloping}}}}};
  EXPECT_THAT(html(made, {}), Not(HasSubstr("Levels attempt by attempt"))) << "two are told as then and now";
  made.progress.attempts.push_back({4, {{"S1", Level::kSecure}, {"S2", Level::kSecure}}});
  const std::string page = html(made, {});
  EXPECT_THAT(page, HasSubstr("Levels attempt by attempt"));
  EXPECT_THAT(page, HasSubstr("<polyline points=\"4,22 18,16 32,10 \"/>")) << "upwards, a step an attempt";
  EXPECT_THAT(page, HasSubstr("<td data-label=\"Attempt 1\">no level</td>"));
  EXPECT_THAT(html(made, {.levels = false}), Not(HasSubstr("polyline")));
  for (int number = 5; number < 9; ++number) made.progress.attempts.push_back({number, {{"S1", Level::kSecure}}});
  const std::string longer = html(made, {});
  EXPECT_THAT(longer, Not(HasSubstr("Attempt 1\""))) << "the latest ones";
  EXPECT_THAT(longer, HasSubstr("Attempt 8\""));
  const auto told = nlohmann::json::parse(json(made, Reader::kApprentice, true))["circumstances"]["progress"];
  EXPECT_EQ(told["attempts"][0].dump(), R"({"number":1,"skills":{"S1":"Not yet"}})");
  const auto covered = nlohmann::json::parse(json(made, Reader::kTutor, false))["circumstances"]["progress"];
  EXPECT_TRUE(covered["attempts"].empty());
}

TEST(Progress, TheDayOfTheCommitStandsInTheHeader) {
  Grading made = graded(1);
  EXPECT_THAT(html(made, {}), Not(HasSubstr("Committed")));
  made.committed = "2026-03-05";
  EXPECT_THAT(html(made, {}), HasSubstr("<dt>Committed</dt>\n<dd>5 March 2026</dd>"));
  EXPECT_THAT(markdown(made, {}), HasSubstr("` of 5 March 2026, rubric"));
  EXPECT_EQ(nlohmann::json::parse(json(made, Reader::kApprentice, true))["public"]["committed"], "2026-03-05");
}

// Beside levels of skills: requirements, indicators and tests, each way.
TEST(Progress, NamesRequirementsIndicatorsAndTestsThatMoved) {
  Grading made = graded(1);
  made.progress = {.since = 1,
                   .unchanged = {"S5"},
                   .indicators = {.improved = {{"S5.2", Level::kSecure, Level::kStrong}},
                                  .slipped = {{"S5.1", Level::kStrong, Level::kSecure}}},
                   .requirements = {.slipped = {{"R6", "met", "not met"}}},
                   .tests = {.slipped = {{"T.a", "passed", "failed"}}},
                   .not_compared = {"public tests"}};
  const std::string slips = "Slipped back: R6 (met to not met), S5.1 (Strong to Secure), T.a (passed to failed)\n";
  for (const bool plain : {false, true}) {
    const std::string text = terminal(made, {.plain = plain});
    EXPECT_THAT(text, HasSubstr("Improved: S5.2 (Secure to Strong)\n"));
    EXPECT_THAT(
        text, HasSubstr(plain ? slips : "  Slipped back: R6 (met to not met), S5.1 (Strong to Secure), and 1 more\n"));
    EXPECT_THAT(text, HasSubstr("Not compared (a result on one side only): public tests\n"));
    EXPECT_THAT(text, HasSubstr("Unchanged: S5\n"));
  }
  const std::string page = html(made, {});
  EXPECT_THAT(page, HasSubstr("<strong>Slipped back</strong>: R6, met to not met"));
  EXPECT_THAT(page, HasSubstr("<strong>Slipped back</strong>: T.a, passed to failed"));
  EXPECT_THAT(page, HasSubstr("<th scope=\"row\">R6</th>\n<td data-label=\"Change\">Slipped back</td>"));
  EXPECT_THAT(page, HasSubstr("(a result on one side only): public tests."));
  const std::string text = markdown(made, {});
  EXPECT_THAT(text, HasSubstr("## Since attempt 1\n\n- **Improved**: S5.2"));
  EXPECT_THAT(text, HasSubstr("R6 (met to not met)"));
  const auto told = nlohmann::json::parse(json(made, Reader::kApprentice, true))["circumstances"]["progress"];
  EXPECT_EQ(told["requirements"]["slipped"].dump(), R"([{"before":"met","id":"R6","now":"not met"}])");
  EXPECT_EQ(told["tests"]["slipped"].dump(), R"([{"before":"passed","id":"T.a","now":"failed"}])");
  EXPECT_EQ(told["indicators"]["improved"].dump(), R"([{"before":"Secure","id":"S5.2","now":"Strong"}])");
  EXPECT_EQ(told["not_compared"].dump(), R"(["public tests"])");
}

// However little room there is, a heading stands over something; and what has no room is counted.
TEST(Progress, HasNoHeadingWithoutLinesAndCountsWhatHasNoRoom) {
  Grading made = graded(12);
  made.progress = {.since = 1, .unchanged = {"S1", "S2"}};
  EXPECT_THAT(terminal(made, {}), HasSubstr("SINCE ATTEMPT 1\n  Unchanged: S1, S2\n"));
  for (int i = 10; i < 40; ++i)
    made.progress.tests.slipped.push_back({"tests/test_tasks.py::test_" + std::to_string(i), "passed", "failed"});
  EXPECT_THAT(terminal(made, {}), HasSubstr("SINCE ATTEMPT 1\n  Slipped back: tests/test_tasks.py::test_10 (passed to "
                                            "failed), and 29 more\n"));
  EXPECT_THAT(html(made, {}), HasSubstr("<strong>Slipped back</strong>: 24 more, under Attempts"));
  made.progress = {.since = 1};
  EXPECT_THAT(terminal(made, {}), Not(HasSubstr("SINCE")));
}

}  // namespace
}  // namespace grader::report
