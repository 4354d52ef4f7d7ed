// What apprentices read of the rubric, held to its voice: about the code, one step at a time, neutral.
#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "grader/assess/assess.h"
#include "grader/base/text.h"

namespace grader::assess {
namespace {

constexpr std::size_t kMostInMatters = 16;  // words
constexpr std::size_t kMostInFeedback = 18;
constexpr std::size_t kMostInNext = 25;
constexpr std::size_t kMostTogether = 60;
constexpr std::size_t kScreen = 80;  // columns

const std::set<std::string>& forbidden() {
  static const std::set<std::string> words = {
      "you",  "your",  "yours", "yourself", "just", "simply",   "easy", "easily", "obviously", "wrong",   "bad",
      "good", "great", "nice",  "clever",   "lazy", "careless", "poor", "poorly", "excellent", "perfect", "mistake"};
  return words;
}

// What a next step may begin with. Not in it: add the verb, if it is one and a look or a command can tell it was done.
const std::set<std::string>& imperatives() {
  static const std::set<std::string> verbs = {
      "Add",      "Break",  "Declare", "Agree",    "Ask",    "Begin",  "Bring",   "Catch",   "Change",    "Check",
      "Clear",    "Commit", "Compare", "Complete", "Cover",  "Cut",    "Debug",   "Define",  "Delete",    "Describe",
      "Document", "Fill",   "Fix",     "Format",   "Give",   "Keep",   "Let",     "Link",    "List",      "Make",
      "Meet",     "Mend",   "Merge",   "Move",     "Name",   "Note",   "Open",    "Pass",    "Pull",      "Push",
      "Put",      "Read",   "Record",  "Remove",   "Rename", "Repair", "Repeat",  "Replace", "Reproduce", "Resolve",
      "Revert",   "Review", "Reword",  "Run",      "Save",   "Set",    "Show",    "Split",   "Start",     "State",
      "Store",    "Tag",    "Take",    "Test",     "Trace",  "Try",    "Untrack", "Use",     "Write"};
  return verbs;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words = split(text, ' ');
  std::erase(words, "");
  return words;
}

// In lower case, without the marks around them.
std::vector<std::string> bare_words_of(const std::string& text) {
  std::vector<std::string> words(1);
  for (const unsigned char c : text) {
    if (std::isalpha(c) != 0)
      words.back() += static_cast<char>(std::tolower(c));
    else if (!words.back().empty())
      words.emplace_back();
  }
  return words;
}

// A reserve state or a later version takes the place of a level in every other row.
bool gives_levels(const Indicator& indicator) {
  return indicator.measured && indicator.needs.empty() && !indicator.levels.empty();
}

std::set<Level> levels_of(const Indicator& indicator) {
  std::set<Level> levels;
  if (indicator.otherwise != Level::kNone) levels.insert(indicator.otherwise);
  for (const LevelRule& rule : indicator.levels) levels.insert(rule.level);
  return levels;
}

void expect_voice(const std::string& text) {
  for (const std::string& word : bare_words_of(text)) EXPECT_FALSE(forbidden().contains(word)) << word;
  EXPECT_EQ(text.find_first_of("!?"), std::string::npos);
  EXPECT_EQ(text, trim(text));
  EXPECT_EQ(text.find("  "), std::string::npos);
}

// One sentence: a capital, a full stop at its end, and no other stop with a capital behind it. A semicolon may be in
// it.
void expect_sentence(const std::string& text, std::size_t most_words) {
  ASSERT_FALSE(text.empty());
  expect_voice(text);
  EXPECT_TRUE(std::isupper(static_cast<unsigned char>(text.front())) != 0);
  EXPECT_TRUE(text.ends_with('.'));
  EXPECT_LE(words_of(text).size(), most_words);
  for (std::size_t at = text.find(". "); at != std::string::npos; at = text.find(". ", at + 1))
    EXPECT_FALSE(std::isupper(static_cast<unsigned char>(text[at + 2])) != 0) << "a second sentence";
  EXPECT_LE(std::count(text.begin(), text.end(), ';'), 1);
  EXPECT_EQ(std::count(text.begin(), text.end(), '`') % 2, 0) << "a command without its end";
}

std::string at(const std::map<Level, std::string>& texts, Level level) {
  const auto row = texts.find(level);
  return row == texts.end() ? std::string() : row->second;
}

struct Wording : testing::Test {
  Rubric rubric = *read_rubric();

  template <typename Check>
  void each_row(const Check& check) const {
    for (const Indicator& indicator : rubric.indicators) {
      SCOPED_TRACE(indicator.id);
      if (gives_levels(indicator)) check(indicator);
    }
  }
  template <typename Check>
  void each_level(const Check& check) const {
    each_row([&](const Indicator& indicator) {
      for (const Level level : levels_of(indicator)) {
        SCOPED_TRACE(name_of(level));
        check(indicator, level);
      }
    });
  }
};

TEST_F(Wording, TitlesAndNeedsAreNeutralAndShort) {
  for (const Indicator& indicator : rubric.indicators) {
    SCOPED_TRACE(indicator.id);
    expect_voice(indicator.title);
    expect_voice(indicator.needs);
    EXPECT_TRUE(std::isupper(static_cast<unsigned char>(indicator.title.front())) != 0);
    EXPECT_FALSE(indicator.title.ends_with('.'));
    EXPECT_LE(words_of(indicator.title).size(), 8U);
    EXPECT_FALSE(indicator.needs.ends_with('.'));  // it is put into a sentence
  }
}

TEST_F(Wording, EveryRowSaysInOneSentenceWhyAnybodyCares) {
  each_row([](const Indicator& indicator) { expect_sentence(indicator.matters, kMostInMatters); });
}

TEST_F(Wording, EveryLevelThatCanBeReachedSaysOneSentenceOfTheWork) {
  each_level([](const Indicator& indicator, Level level) {
    const std::string text = at(indicator.feedback, level);
    expect_sentence(text, kMostInFeedback);
    EXPECT_TRUE(std::none_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; }))
        << "what was observed gives the numbers";
  });
}

TEST_F(Wording, EveryLevelBelowStrongHasOneActionThatBeginsWithItsVerb) {
  each_level([](const Indicator& indicator, Level level) {
    if (level == Level::kStrong) return;
    const std::string text = at(indicator.next, level);
    expect_sentence(text, kMostInNext);
    EXPECT_TRUE(imperatives().contains(text.substr(0, text.find(' ')))) << text;
  });
}

TEST_F(Wording, NoTextIsForALevelThatCannotBeReached) {
  each_row([](const Indicator& indicator) {
    const std::set<Level> levels = levels_of(indicator);
    for (const auto* texts : {&indicator.feedback, &indicator.next}) {
      for (const auto& [level, text] : *texts) EXPECT_TRUE(levels.contains(level)) << text;
    }
    EXPECT_FALSE(indicator.next.contains(Level::kStrong));
  });
}

TEST_F(Wording, OneItemHasAtMostSixtyWords) {
  each_level([](const Indicator& indicator, Level level) {
    const std::size_t words = words_of(at(indicator.feedback, level)).size() +
                              words_of(at(indicator.next, level)).size() + words_of(indicator.matters).size();
    EXPECT_LE(words, kMostTogether);
  });
}

// The first screen gives an action two lines, eight columns in.
TEST_F(Wording, AnActionIsWholeOnTheFirstScreen) {
  each_level([](const Indicator& indicator, Level level) {
    const std::string text = at(indicator.next, level);
    EXPECT_LE(wrap("Next: " + text, kScreen - 8).size(), 2U) << text;
  });
}

// Two levels may share a step where their situation differs little; three of them, or feedback, may not.
TEST_F(Wording, TheTextsOfARowDiffer) {
  each_row([](const Indicator& indicator) {
    std::set<std::string> steps;
    for (const auto& [level, text] : indicator.next) steps.insert(text);
    EXPECT_TRUE(indicator.next.size() < 3 || steps.size() > 1) << *steps.begin();
    std::set<std::string> feedback;
    for (const auto& [level, text] : indicator.feedback) feedback.insert(text);
    EXPECT_EQ(feedback.size(), indicator.feedback.size());
  });
}

// A number as a rule writes it: a share of a hundred as a percentage, any other as it is.
std::string written(const Ratio& value) {
  return value.d == 1 ? std::to_string(value.n) : std::to_string(100 * value.n / value.d) + " %";
}

std::string percent_or_number(const std::string& words, std::size_t at) {
  const std::size_t end = words.find_first_not_of("0123456789", at);
  const std::string number = words.substr(at, end == std::string::npos ? end : end - at);
  return end != std::string::npos && words.substr(end, 2) == " %" ? number + " %" : number;
}

// "50 to 150 %" and "30 %, 30 lines" alike: every number of the words, with its percent sign where it has one.
std::set<std::string> numbers_of(const std::string& words) {
  std::set<std::string> numbers;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool digit = std::isdigit(static_cast<unsigned char>(words[i])) != 0;
    const bool begins = i == 0 || std::isalnum(static_cast<unsigned char>(words[i - 1])) == 0;
    if (digit && begins) numbers.insert(percent_or_number(words, i));
  }
  return numbers;
}

// "no", "a", "all" and "half" say a threshold as well as its number does.
TEST_F(Wording, RulesStateTheThresholdsOfTheirConditions) {
  each_row([](const Indicator& indicator) {
    for (const LevelRule& rule : indicator.levels) {
      SCOPED_TRACE(rule.words);
      expect_voice(rule.words);
      EXPECT_FALSE(rule.words.ends_with('.'));  // it may be put into a sentence
      const std::set<std::string> numbers = numbers_of(rule.words);
      for (const Condition& condition : rule.all) {
        const std::string threshold = written(condition.value);
        const std::string bare = threshold.substr(0, threshold.find(' '));
        if (threshold == "0" || threshold == "1" || threshold == "1 %" || threshold == "100 %") continue;
        if (threshold == "50 %" && rule.words.find(" half ") != std::string::npos) continue;
        EXPECT_TRUE(numbers.contains(threshold) || numbers.contains(bare)) << condition.metric << " " << threshold;
      }
    }
  });
}

TEST_F(Wording, EveryTextWrapsToAScreenOfEightyColumns) {
  each_level([](const Indicator& indicator, Level level) {
    for (const std::string& text : {indicator.matters, at(indicator.feedback, level), at(indicator.next, level)}) {
      const std::vector<std::string> lines = wrap(text, kScreen);
      EXPECT_EQ(join(lines, " "), text);
      for (const std::string& line : lines) EXPECT_LE(line.size(), kScreen);
    }
  });
  EXPECT_EQ(wrap("a bc def", 4), (std::vector<std::string>{"a bc", "def"}));
  EXPECT_EQ(wrap("caf\u00e9 au", 7), (std::vector<std::string>{"caf\u00e9 au"}));
  EXPECT_EQ(wrap("longest of all", 3), (std::vector<std::string>{"longest", "of", "all"}));
  EXPECT_EQ(wrap("run `a b c` now", 9), (std::vector<std::string>{"run", "`a b c`", "now"}));
  EXPECT_TRUE(wrap("", 3).empty());
}

}  // namespace
}  // namespace grader::assess
