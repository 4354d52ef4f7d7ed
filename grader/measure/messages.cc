// What the subjects of commits say: whether one would fit other commits too.
#include <algorithm>
#include <array>
#include <cctype>
#include <regex>
#include <string_view>

#include "grader/base/text.h"
#include "grader/measure/commits.h"
#include "grader/measure/history.h"

namespace grader::measure {
namespace {

using WordSet = std::set<std::string, std::less<>>;

constexpr std::ptrdiff_t kShortSubject = 10;  // characters
constexpr std::size_t kMostSubject = 200;     // bytes that are looked at
constexpr int kUsesBefore = 2;                // of a subject, until one more says nothing new

// What fits any commit, as words between spaces. Left out is what is often a name in some project ("task", "function",
// "save"): a subject has the benefit of the doubt.
//
// Verbs, of which every form counts.
constexpr const char* kVerbs =
    "add adjust alter change clean cleanup commit continue correct debug edit finish fix hotfix implement improve "
    "modify optimise optimize push refactor resolve revise rework solve test tweak update work";
// Nouns, in singular and plural.
constexpr const char* kNouns =
    "adjustment bugfix correction functionality improvement modification refactoring submission thing tweak work";
// Nouns too, but where a path of the work has that name.
constexpr const char* kThings = "app bug feature file program progress project solution source version";
// What was wrong, likewise, beside a verb that mends.
constexpr const char* kFaults = "error issue mistake problem";
constexpr const char* kMends = "correct debug fix hotfix resolve solve";
// Numerals, beside a noun of those above or a verb that stands for one ("second update").
constexpr const char* kNumerals =
    "fifth first fourth init initial last latest next one previous second third three two";
constexpr const char* kFillers =
    "a again all almost also an and another any anything are as at be been better big bunch by code coding completed "
    "did different do does doing done everything extra few final finally for from further general good had has have "
    "hopefully i im in is it its just little m made major make making many maybe minor misc miscellaneous more my "
    "nearly new newer newest nice no not now of ok okay old on only or other our out please quick really s several "
    "small so some something still stuff temporary that the these this those tidied tidy tmp to too tried try trying "
    "up various very via was we wip with yes yet your";
// Work that comes again and is called the same each time.
constexpr const char* kRoutine =
    "bump changelog dependencies dependency lockfile reapply release requirements revert submodule translations";

void add_forms(const std::string& verb, WordSet& forms) {
  const std::string stem = verb.substr(0, verb.size() - 1);
  forms.insert({verb, verb + "s"});
  if (verb.back() == 'e') {
    forms.insert({verb + "d", stem + "ing"});
  } else if (verb.back() == 'y') {
    forms.insert({stem + "ies", stem + "ied", verb + "ing"});
  } else {
    for (const std::string& base : {verb, verb + verb.back()}) forms.insert({base + "ed", base + "ing"});
    forms.insert(verb + "es");
  }
}

// Runs of letters and digits, in lower case; what is no ASCII is a letter.
std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || byte >= 0x80U)
      words.back() += static_cast<char>(std::tolower(byte));
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

WordSet table_of(const char* table) {
  const std::vector<std::string> words = words_in(table);
  return {words.begin(), words.end()};
}
WordSet verbs_of(const char* table) {
  WordSet forms;
  for (const std::string& verb : words_in(table)) add_forms(verb, forms);
  return forms;
}
WordSet nouns_of(const char* table) {
  WordSet forms;
  for (const std::string& noun : words_in(table)) forms.insert({noun, noun + "s"});
  return forms;
}

// "2", "v2", "2nd"
bool is_numeral(const std::string& word) {
  static const std::regex pattern("v?\\d+(st|nd|rd|th)?");
  return std::regex_match(word, pattern);
}

bool all_of_row(const std::string& word, std::string_view row) {
  return word.find_first_not_of(row) == std::string::npos;
}

// Letters that a hand on the keyboard leaves: eight or more of its middle row, an end of its upper one, eight or more
// without a vowel, or a piece of at most four letters three times over.
bool is_mash(const std::string& word) {
  if (word.size() < 8) return false;
  if (all_of_row(word, "asdfghjkl") || all_of_row(word, "bcdfghjklmnpqrstvwxz")) return true;
  if (word.starts_with("qwert") && all_of_row(word, "qwertyuiop")) return true;
  for (std::size_t piece = 1; piece <= 4; ++piece) {
    const bool same = std::equal(word.begin() + static_cast<std::ptrdiff_t>(piece), word.end(), word.begin());
    if (same && word.size() >= 3 * piece) return true;
  }
  return false;
}

// "#12", "issue 12", "1.2" and pieces of code are names, though no word of them may be.
bool names_something(const std::string& subject) {
  static const std::regex pattern("#\\d|(issue|bug) \\d|\\d\\.\\d|[<>=`\"_]|::|\\(\\)", std::regex::icase);
  return std::regex_search(subject, pattern);
}

// As a forge calls a change made on its page: "Update README.md".
bool is_of_a_page(const std::string& subject) {
  static const std::regex pattern(
      "add files via upload|(add(ed)?|(create|delete|update)d?|edit(ed)?) (the )?[^ ]+\\.[a-z][a-z0-9]*",
      std::regex::icase);
  return std::regex_match(subject, pattern);
}

// The words of one subject, held against the tables.
class Subject {
 public:
  Subject(const std::string& subject, const WordSet& names) : words_(words_in(subject)), names_(names) {
    static const WordSet mends = verbs_of(kMends);
    mending_ = std::any_of(words_.begin(), words_.end(), [&](const auto& word) { return mends.contains(word); });
    for (std::size_t i = 0; i < words_.size(); ++i) {
      counting_ = counting_ || is_noun(words_[i]) || (i > 0 && is_verb(words_[i])) || words_[i] == "code";
    }
  }
  // Not a word that names something.
  bool is_empty() const {
    return std::all_of(words_.begin(), words_.end(), [&](const std::string& word) { return says_nothing(word); });
  }
  // "test test test", or no letter at all.
  bool is_noise() const {
    const auto same = [&](const std::string& word) { return words_.size() > 1 && word == words_.front(); };
    const auto digits = [](const std::string& word) { return word.find_first_not_of("0123456789") == word.npos; };
    return std::all_of(words_.begin(), words_.end(), same) || std::all_of(words_.begin(), words_.end(), digits);
  }

 private:
  static bool is_verb(const std::string& word) {
    static const WordSet verbs = verbs_of(kVerbs);
    return verbs.contains(word);
  }
  bool is_name(const std::string& word) const {
    return names_.contains(word) || names_.contains(word + "s") || names_.contains(word.substr(0, word.size() - 1));
  }
  bool is_noun(const std::string& word) const {
    static const WordSet nouns = nouns_of(kNouns);
    static const WordSet things = nouns_of(kThings);
    static const WordSet faults = nouns_of(kFaults);
    if (nouns.contains(word)) return true;
    return (things.contains(word) || (mending_ && faults.contains(word))) && !is_name(word);
  }
  bool says_nothing(const std::string& word) const {
    static const WordSet fillers = table_of(kFillers);
    static const WordSet numerals = table_of(kNumerals);
    if (numerals.contains(word) || is_numeral(word)) return counting_;
    return fillers.contains(word) || is_verb(word) || is_noun(word) || is_mash(word);
  }

  std::vector<std::string> words_;
  const WordSet& names_;
  bool mending_ = false;
  bool counting_ = false;  // there is something of which numerals count more
};

// Nothing is left of it that names something of the work. `names`: words of its paths.
bool is_of_any_commit(const std::string& text, const WordSet& names) {
  static const std::regex kind("^(feat|chore): ", std::regex::icase);
  const Subject subject(std::regex_replace(text, kind, ""), names);
  return subject.is_noise() || is_of_a_page(text) || (!names_something(text) && subject.is_empty());
}

std::string bare(const std::string& subject) {
  std::string text = trim(subject).substr(0, kMostSubject);
  while (!text.empty() && (text.back() == '.' || text.back() == '!')) text.pop_back();
  return text;
}

bool is_short(const std::string& text) {
  return std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0U) != 0x80U; }) < kShortSubject;
}

// Words of the paths of the work.
WordSet names_of(const History& history) {
  WordSet names;
  for (const Commit& commit : history.commits) {
    for (const Change& change : commit.changes) {
      for (std::string& word : words_in(change.path)) names.insert(std::move(word));
    }
  }
  return names;
}

// How often each author used a subject, whatever its capitals and marks.
class Uses {
 public:
  // Whether one more use says nothing new. Routine work and reverts are called the same for good reasons.
  bool again(const Commit& commit) {
    const std::vector<std::string> words = words_in(commit.subject);
    const bool same = ++count_[{commit.author, join(words, " ")}] > kUsesBefore;
    static const WordSet routine = table_of(kRoutine);
    const bool usual = std::any_of(words.begin(), words.end(), [](const auto& word) { return routine.contains(word); });
    return same && !usual && commit.reverts.empty();
  }

 private:
  std::map<std::pair<std::string, std::string>, int> count_;
};

}  // namespace

bool is_generic(const std::string& subject, const std::set<std::string, std::less<>>& names) {
  const std::string text = bare(subject);
  return is_short(text) || is_of_any_commit(text, names);
}

void measure_messages(const History& history, EvidenceTable& table) {
  const std::string metric = "messages.generic";
  if (const std::string why = not_whole(history); !why.empty()) return none(table, {metric}, why);
  const WordSet names = names_of(history);
  Uses uses;
  std::int64_t all = 0;
  std::int64_t brief = 0;
  std::int64_t generic = 0;
  std::int64_t repeated = 0;
  std::vector<std::string> places;  // oldest first
  for (auto commit = history.commits.rbegin(); commit != history.commits.rend(); ++commit) {
    if (!is_work(*commit)) continue;
    ++all;
    const std::string text = bare(commit->subject);
    const bool again = uses.again(*commit);
    std::int64_t* kind = is_short(text)                  ? &brief
                         : is_of_any_commit(text, names) ? &generic
                         : again                         ? &repeated
                                                         : nullptr;
    if (kind == nullptr) continue;
    ++*kind;
    places.push_back(short_id(*commit) + " " + commit->subject);
  }
  if (all == 0) return none(table, {metric}, "no commit of own work");
  std::reverse(places.begin(), places.end());
  std::vector<std::string> kinds;
  if (generic > 0) kinds.push_back(std::to_string(generic) + " without a name of anything in the work");
  if (brief > 0) kinds.push_back(std::to_string(brief) + " of fewer than 10 characters");
  if (repeated > 0) kinds.push_back(std::to_string(repeated) + " used at least twice before");
  const std::int64_t some = generic + brief + repeated;
  put(table, metric, {some, all},
      std::to_string(some) + " of " + counted(all, "subject") + " would fit other commits too" +
          (kinds.empty() ? "" : ": " + join(kinds, ", ")),
      first_of(std::move(places)));
}

}  // namespace grader::measure
