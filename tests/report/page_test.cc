// The report's page and the evidence sheet, from gradings made by hand.
#include <gmock/gmock.h>

#include <regex>
#include <set>

#include "grader/report/places.h"
#include "grader/report/report.h"

namespace grader::report {
namespace {

using testing::HasSubstr;
using testing::Not;

IndicatorResult indicator(const std::string& id, Level level) {
  return {.id = id,
          .title = "Title of " + id,
          .skill = id.substr(0, id.find('.')),
          .level = level,
          .observed = "observed " + id,
          .rule = "rule of " + id,
          .feedback = "feedback on " + id,
          .matters = "matters for " + id,
          .next = "Do this about " + id + ".",
          .next_rule = "rule above " + id,
          .places = {"src/a.cc:2 name", "R1", "abc1234 Subject", "src/a.cc"},
          .gap = "gap of " + id,
          .gap_places = {"src/a.cc:2"}};
}

// Something of everything.
Grading whole() {
  Grading made{.exercise = "exercise", .title = "Exercise", .language = "cpp", .commit = std::string(40, 'a')};
  made.open.skills = {{.id = "S1",
                       .text = "Write simple code",
                       .level = Level::kDeveloping,
                       .confidence = "Medium",
                       .why = "lower median of 2 indicators",
                       .by_machine = "direct",
                       .indicators = {indicator("S1.1", Level::kDeveloping), indicator("S1.2", Level::kStrong)}},
                      {.id = "S5",
                       .text = "Test simple code",
                       .reserve = Reserve::kNoEvidence,
                       .by_machine = "partial",
                       .indicators = {{.id = "S5.1", .title = "None", .reserve = Reserve::kNotMeasured}}}};
  made.open.requirements = {{.id = "R1", .level = "must", .text = "It adds", .state = RequirementState::kMet}};
  made.open.groups = {{.name = "own",
                       .cases = {{.id = "T.a", .state = TestState::kPassed},
                                 {.id = "T.b", .state = TestState::kFailed, .message = "1 != 2"}}}};
  made.open.evidence["coverage.line"] = {
      .metric = "coverage.line", .value = Ratio{1, 4}, .places = {"src/a.cc:2", "src/a.cc:4", "src/a.cc:6"}};
  made.open.findings = {{.file = "src/a.cc", .line = 1, .rule = "-Wx", .level = "warning", .message = "finding"}};
  made.open.seen = {{.id = "K1", .text = "Knows", .what = "loops", .places = {"src/a.cc:1"}},
                    {.id = "K2", .text = "Knows more"}};
  made.open.questions = {"src/a.cc:2: which test reaches this line?"};
  made.progress = {.since = 1, .improved = {{"S1", Level::kNotYet, Level::kDeveloping}}, .gone_tests = {"T.gone"}};
  made.signals = {{.what = "one commit holds all", .places = {"abc1234"}}};
  made.skipped = {{.path = "link", .why = "symbolic link"}};
  made.commands = {{.name = "compile", .line = "g++ {file}"}};
  made.sources = {{.path = "src/a.cc",
                   .text = "int a;\nint b;\n}\nint c;\nint d;\n  call();\n",
                   .own = {1, 2, 4},
                   .spans = {{0, 3, Token::kType}, {7, 10, Token::kType}, {18, 20, Token::kKeyword}}},
                  {.path = "README.md", .text = "words\n", .own = {1}}};
  return made;
}

const std::vector<std::string (*)(const Grading&, const Style&)> kPages = {html, portfolio_html};
const Style kTutor{.reader = Reader::kTutor};
const Style kCovered{.reader = Reader::kTutor, .levels = false};

std::vector<std::string> all_of(const std::string& page, const std::string& pattern) {
  const std::regex regex(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator at(page.begin(), page.end(), regex), end; at != end; ++at) found.push_back((*at)[1]);
  return found;
}

TEST(Page, HasEachIdOnceAndEachLinkLeadsToOne) {
  for (const auto page_of : kPages) {
    for (const Style& style : {Style{}, kTutor, kCovered}) {
      const std::string page = page_of(whole(), style);
      const std::vector<std::string> ids = all_of(page, " id=\"([^\"]*)\"");
      const std::set<std::string> once(ids.begin(), ids.end());
      EXPECT_EQ(ids.size(), once.size());
      const std::vector<std::string> links = all_of(page, " href=\"([^\"]*)\"");
      EXPECT_GT(links.size(), 3U);
      for (const std::string& link : links) EXPECT_TRUE(link.starts_with("#") && once.contains(link.substr(1))) << link;
      for (const std::string& name : all_of(page, "aria-labelledby=\"([^\"]*)\""))
        EXPECT_TRUE(once.contains(name)) << name;
    }
  }
}

TEST(Page, LoadsNothingRunsNothingAndIsTheSameTwice) {
  for (const auto page_of : kPages) {
    const std::string page = page_of(whole(), kTutor);
    for (const char* part :
         {"<script", "javascript:", "src=", "url(", "@import", "http:", "https:", "<link", "<iframe"})
      EXPECT_THAT(page, Not(HasSubstr(part)));
    EXPECT_EQ(page, page_of(whole(), kTutor));
  }
}

// Whatever a learner can name or write: names, messages, paths, source text, subjects of commits.
TEST(Page, ShowsForeignTextAsTextOnly) {
  const std::string evil = "<img onerror=x>\"'&\x1b[31m";
  Grading made = whole();
  made.title = made.exercise = made.tier = evil;
  made.open.skills[0].indicators[0].observed = made.open.skills[0].indicators[0].gap = evil;
  made.open.skills[0].indicators[0].places = {evil, evil + ":1", evil + ".cc:1 " + evil};
  made.open.requirements[0].id = made.open.requirements[0].text = evil;
  made.open.groups[0] = {.name = evil, .problem = evil, .cases = {{.id = evil, .message = evil}}};
  made.open.findings = {{.file = evil + ".cc", .line = 1, .rule = evil, .message = evil}};
  made.open.questions = made.progress.gone_tests = made.uncommitted = {evil};
  made.open.seen[0] = {.id = evil, .text = evil, .what = evil, .places = {evil}};
  made.progress.requirements =
      made.progress.tests = {.improved = {{evil, evil, evil}}, .slipped = {{evil, evil, evil}}};
  made.progress.not_compared = {evil};
  made.signals = {{.what = evil, .places = {evil}}};
  made.skipped = {{.path = evil, .why = evil}};
  made.sources = {{.path = evil + ".cc", .text = evil + "\n", .own = {1}, .spans = {{1, 4, Token::kType}}}};
  for (const auto page_of : kPages) {
    for (const Style& style : {Style{}, kTutor, kCovered}) {
      const std::string page = page_of(made, style);
      EXPECT_THAT(page, Not(HasSubstr("<img")));
      EXPECT_THAT(page, Not(HasSubstr("\x1b")));
      EXPECT_THAT(page, HasSubstr("&quot;&#39;&amp;"));
      for (const std::string& id : all_of(page, " id=\"([^\"]*)\"")) EXPECT_THAT(id, Not(HasSubstr(" ")));
    }
  }
}

// The same work with other levels gives the same bytes while levels are covered, in every format.
TEST(Covered, SaysNothingThatALevelDecides) {
  const Grading low = whole();
  Grading high = low;
  for (IndicatorResult& row : high.open.skills[0].indicators) {
    row.level = Level::kSecure;
    row.rule = row.feedback = row.next_rule = row.gap = "other";
    row.next = "";
    row.gap_places = {"src/a.cc:4"};
  }
  high.open.skills[0].level = Level::kStrong;
  high.open.skills[0].why += "; presence alone cannot make it Secure";
  high.open.skills[0].confidence = "High";
  high.progress.improved.clear();
  high.progress.slipped = {{"S1", Level::kStrong, Level::kNotYet}};
  high.progress.indicators.slipped = {{"S1.1", Level::kStrong, Level::kNotYet}};
  for (const auto render : {html, portfolio_html, portfolio, markdown, terminal, junit, sarif}) {
    EXPECT_EQ(render(low, kCovered), render(high, kCovered));
    for (const char* word : {"Not yet", "Developing", "Secure", "rule of", "rule above", "feedback on", "Do this"})
      EXPECT_THAT(render(low, kCovered), Not(HasSubstr(word)));
  }
  Style plain = kCovered;
  plain.plain = true;
  EXPECT_EQ(terminal(low, plain), terminal(high, plain));
  EXPECT_EQ(json(low, Reader::kTutor, false), json(high, Reader::kTutor, false));
  EXPECT_THAT(html(low, kCovered), HasSubstr("covered"));
  EXPECT_THAT(html(low, kTutor), HasSubstr("feedback on S1.1"));
}

TEST(Summary, NamesTheActionFirstThenWhatWhereAndWhy) {
  const std::string page = html(whole(), {});
  const std::size_t action = page.find("<strong>Do this about S1.1.</strong>");
  const std::size_t observed = page.find("gap of S1.1", action);
  const std::size_t link = page.find("href=\"#f1-L2\"", observed);
  const std::size_t matters = page.find("matters for S1.1", link);
  EXPECT_LT(matters, page.find("rule above S1.1", matters));
  EXPECT_NE(matters, std::string::npos);
}

TEST(Page, SetsWhatStandsBetweenBackticksAsCode) {
  Grading made = whole();
  made.open.questions = {"src/a.cc:2: what does `a < b` do, and ` alone?"};
  EXPECT_THAT(html(made, {}), HasSubstr(": what does <code>a &lt; b</code> do, and ` alone?"));
}

TEST(Skills, AreATableWithTheLevelBeforeAndAFilter) {
  const std::string page = html(whole(), {});
  EXPECT_THAT(page, HasSubstr("<th scope=\"col\">Before</th>"));
  EXPECT_THAT(page, HasSubstr("type=\"radio\" name=\"show\" id=\"show-can-rise\""));
  EXPECT_THAT(page, HasSubstr("<tr class=\"with-level can-rise\">"));
  EXPECT_THAT(page, HasSubstr("<tr class=\"no-level\">"));
  EXPECT_THAT(page, HasSubstr("Direct</td>"));
}

TEST(Skills, WithoutTextsOfTheRubricHaveNoEmptyRows) {
  Grading made = whole();
  for (IndicatorResult& row : made.open.skills[0].indicators) row.matters = row.feedback = row.next_rule = "";
  const std::string page = html(made, {});
  EXPECT_THAT(page, Not(HasSubstr("Why it matters")));
  EXPECT_THAT(page, Not(HasSubstr("<dd></dd>")));
  EXPECT_THAT(page, Not(HasSubstr("<p></p>")));
}

TEST(Signals, AreForTheTutorOnly) {
  EXPECT_THAT(html(whole(), {}), Not(HasSubstr("one commit holds all")));
  EXPECT_THAT(html(whole(), kTutor), HasSubstr("one commit holds all"));
}

TEST(Code, HasColoursOnOwnLinesAndNotesBesideThem) {
  const std::string page = html(whole(), {});
  EXPECT_THAT(page,
              HasSubstr("<li id=\"f1-L1\" class=\"own\"><span class=\"n\">1</span><span class=\"m\">+</span><code>"
                        "<span class=\"tt\">int</span> a;</code><div class=\"notes\"><p><strong>Finding</strong> "
                        "finding (-Wx)</p>"));
  EXPECT_THAT(page, HasSubstr("<strong>Not run</strong> lines 2 to 4</p>"))
      << "a bracket between them is no line of work";
  EXPECT_THAT(page, HasSubstr("<strong>Not run</strong> this line</p>"));
  EXPECT_THAT(page, HasSubstr("<a href=\"#step-1\">Next step 1</a>"));
  EXPECT_THAT(page,
              HasSubstr("<li id=\"f1-L5\"><span class=\"n\">5</span><span class=\"m\"></span><code>int d;</code>"));
}

TEST(Code, OfFiveMebibytesIsShownAndTheRestListed) {
  Grading made = whole();
  made.sources = {{.path = "a.txt", .text = std::string(kMostSource - 10, 'a'), .own = {1}},
                  {.path = "b.txt", .text = "too long by one", .own = {1}},
                  {.path = "c.txt", .text = "it fits\n", .own = {1}}};
  const Places places(made.sources);
  ASSERT_EQ(places.shown().size(), 2U);
  ASSERT_EQ(places.left_out().size(), 1U);
  EXPECT_EQ(places.id(places.find("b.txt:1")), "");
  EXPECT_EQ(places.id(places.find("c.txt:1")), "f2-L1");
  const std::string page = html(made, {});
  EXPECT_THAT(page, HasSubstr("<code>it fits</code>"));
  EXPECT_THAT(page, HasSubstr("<code>b.txt</code>, 15 bytes"));
  EXPECT_THAT(page, Not(HasSubstr("too long by one")));
}

TEST(Places, AreTakenApartWhateverAFileIsCalled) {
  const std::vector<SourceFile> sources = {{.path = "a:1.cc", .text = "x\ny\n"}, {.path = "b c.cc", .text = "x\n"}};
  const Places places(sources);
  EXPECT_EQ(places.id(places.find("a:1.cc:2 name")), "f1-L2");
  EXPECT_EQ(places.find("a:1.cc:2 name").rest, " name");
  EXPECT_EQ(places.id(places.find("b c.cc:1")), "f2-L1");
  EXPECT_EQ(places.id(places.find("b c.cc:99")), "f2-L1") << "the last line there is";
  EXPECT_EQ(places.id(places.find("b c.cc:99999999999999999999")), "f2-L1");
  EXPECT_EQ(places.id(places.find("b c.cc")), "f2");
  EXPECT_EQ(places.id(places.find("c.cc:1")), "");
  EXPECT_EQ(places.id(places.find("Suite::case:7")), "");
}

TEST(Sheet, HasWordingValuesCitedLinesAndPromptsButNoLevel) {
  const std::string sheet = portfolio_html(whole(), {});
  EXPECT_THAT(sheet, HasSubstr("Self-check."));
  EXPECT_THAT(sheet, HasSubstr("Write simple code"));
  EXPECT_THAT(sheet, HasSubstr("<li id=\"f1-L2\" class=\"own\">"));
  EXPECT_THAT(sheet, Not(HasSubstr("<li id=\"f1-L5\""))) << "nothing leads there";
  EXPECT_THAT(sheet, HasSubstr("Why this way: I chose it because"));
  EXPECT_THAT(sheet, HasSubstr("I can explain it as"));
  EXPECT_THAT(sheet, Not(HasSubstr("Developing")));
}

}  // namespace
}  // namespace grader::report
