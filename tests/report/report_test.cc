// What people read of a grading, from gradings made by hand.
#include "grader/report/report.h"

#include <gmock/gmock.h>

#include "grader/base/text.h"

namespace grader::report {
namespace {

using testing::HasSubstr;
using testing::Not;

IndicatorResult indicator(const std::string& id, Level level, const std::string& gap) {
  return {.id = id,
          .title = "Title of " + id,
          .skill = id.substr(0, id.find('.')),
          .level = level,
          .observed = "observed",
          .next = "Do this about " + id + ".",
          .gap = gap,
          .gap_places = {"src/a.cc:1"}};
}

Grading grading(const std::vector<IndicatorResult>& indicators) {
  Grading made{.title = "Exercise", .commit = std::string(40, 'a')};
  for (const char* id : {"S1", "S5"}) {
    SkillResult skill{.id = id, .level = Level::kDeveloping};
    for (const IndicatorResult& row : indicators) {
      if (row.skill == id) skill.indicators.push_back(row);
    }
    made.open.skills.push_back(skill);
  }
  return made;
}

std::size_t widest(const std::string& text) {
  std::size_t most = 0;
  for (const std::string& line : lines_of(text)) most = std::max(most, line.size());
  return most;
}

TEST(NextSteps, AreAtMostThreeTheWeakestFirst) {
  const Grading made = grading({indicator("S1.1", Level::kSecure, "a"), indicator("S1.2", Level::kNotYet, "b"),
                                indicator("S5.1", Level::kDeveloping, "c"), indicator("S5.2", Level::kNotYet, "d")});
  std::size_t all = 0;
  const auto steps = next_steps(made.open, 3, &all);
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(all, 4U);
  EXPECT_EQ(steps[0].what, "Title of S1.2: b");
  EXPECT_EQ(steps[1].what, "Title of S5.2: d");
  EXPECT_EQ(steps[2].what, "Title of S5.1: c");
  EXPECT_EQ(steps[0].where, "src/a.cc:1");
}

// Cut between clauses, else between words; never within one.
TEST(Terminal, CutsLongTextBetweenClausesOrWords) {
  const std::string clause = "fourteen of fifty own lines";
  Grading made = grading({indicator("S1.1", Level::kNotYet, clause + "; " + clause + "; " + clause)});
  std::string screen = terminal(made, {});
  EXPECT_THAT(screen, HasSubstr("Title of S1.1: " + clause + "; " + clause + "\n"));
  std::string words;
  for (int i = 0; i < 30; ++i) words += "words ";
  made = grading({indicator("S1.1", Level::kNotYet, words)});
  screen = terminal(made, {});
  EXPECT_THAT(screen, HasSubstr("words words ...\n"));
  EXPECT_LE(widest(screen), 80U);
}

// However many skills there are, the screen has at most 24 lines and keeps its three next steps.
TEST(Terminal, FitsWithAnyNumberOfSkills) {
  std::string words;
  for (int i = 0; i < 60; ++i) words += "words ";
  for (int skills = 0; skills <= 32; ++skills) {
    Grading made{.title = "Exercise", .commit = std::string(40, 'a'), .uncommitted = {"a"}};
    for (int i = 1; i <= skills; ++i) {
      const std::string id = "S" + std::to_string(i);
      SkillResult skill{.id = id, .level = Level::kSecure};
      skill.indicators = {indicator(id + ".1", Level::kSecure, words)};
      skill.indicators[0].observed = words;
      skill.indicators[0].next = words;
      made.open.skills.push_back(skill);
    }
    const std::string screen = terminal(made, {.report_path = "report.html"});
    EXPECT_LE(lines_of(screen).size(), 24U) << skills;
    EXPECT_LE(widest(screen), 80U) << skills;
    if (skills >= 3) {
      EXPECT_THAT(screen, HasSubstr("NEXT (3 of "));
    }
  }
}

TEST(Html, ShowsWhatALearnerWroteAsTextOnly) {
  Grading made = grading({});
  made.title = "<script>alert(1)</script>";
  made.open.groups = {{.name = "own", .cases = {{.id = "<b>", .message = "\"'&\x1b[31m"}}}};
  const std::string page = html(made, {});
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, HasSubstr("&lt;b&gt;"));
  EXPECT_THAT(page, HasSubstr("&quot;&#39;&amp;"));
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
}

TEST(Json, TheApprenticesEditionHasNoMarking) {
  Grading made = grading({});
  made.marking = made.open;
  made.marking->groups = {{.name = "hidden", .cases = {{.id = "Secret.Test"}}}};
  EXPECT_THAT(json(made, Reader::kTutor, true), HasSubstr("Secret.Test"));
  EXPECT_THAT(json(made, Reader::kApprentice, true), Not(HasSubstr("Secret.Test")));
  EXPECT_THAT(html(made, {.reader = Reader::kApprentice}), Not(HasSubstr("Secret.Test")));
  EXPECT_THAT(terminal(made, {.plain = true}), Not(HasSubstr("Secret.Test")));
}

}  // namespace
}  // namespace grader::report
