#include "grader/pipeline/test_texts.h"

#include <algorithm>
#include <cctype>

#include "grader/base/hash.h"
#include "grader/base/text.h"

namespace grader::pipeline {
namespace {

// How often each word stands in some texts.
class Words {
 public:
  void add(const std::string& text) {
    const auto in_word = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c >= 0x80; };
    for (auto begin = text.begin(); (begin = std::find_if(begin, text.end(), in_word)) != text.end();) {
      const auto end = std::find_if_not(begin, text.end(), in_word);
      ++counts_[std::string(begin, end)];
      begin = end;
    }
  }
  std::size_t count(const std::string& word) const {
    const auto row = counts_.find(word);
    return row == counts_.end() ? 0 : row->second;
  }

 private:
  std::map<std::string, std::size_t> counts_;
};

// "Each.Adds" of "All/Each.Adds/0", of a test over values; "Desk.Lends" of "Desk/0.Lends" and of "All/Desk/0.Lends", of
// one over types.
std::vector<std::string> suites_in(const std::string& id) {
  std::vector<std::string> names = split(id, '/');
  if (const std::size_t dot = id.rfind('.'); names.size() > 1 && dot != std::string::npos)
    names.push_back(names[names.size() - 2] + id.substr(dot));
  return names;
}

}  // namespace

TestTexts::TestTexts(const SourceFacts& facts, const std::set<std::string>& files,
                     const std::vector<std::string>& others) {
  Words words;
  for (const std::string& text : others) words.add(text);
  Hasher around, all;
  for (const auto& [file, text] : facts.around_tests) {
    if (!files.contains(file)) continue;
    files_.insert(file);
    around.add(file).add(text);
    words.add(text);
  }
  std::vector<const TestFunction*> tests;
  std::map<std::string, std::size_t> defined;
  for (const TestFunction& test : facts.tests) {
    if (test.helper || !cover(test.file)) continue;
    tests.push_back(&test);
    words.add(test.text);
    ++defined[test.symbol];
  }
  for (const TestFunction* test : tests) {
    Text text{.place = test->file + " " + std::to_string(test->place), .text = test->text};
    all.add(text.place).add(text.text);
    const bool spoken_of = !test->symbol.empty() && (words.count(test->symbol) != defined[test->symbol] ||
                                                     (!test->group.empty() && words.count(test->group) != 1));
    if (spoken_of) {
      around.add(text.place).add(text.text);
      text.text.clear();
    }
    if (text.text.empty()) text.place.clear();
    const bool of_suite = test->symbol.empty() && !test->group.empty();
    if (of_suite) by_suite_.emplace(test->name, text);
    by_name_.emplace(test->symbol.empty() ? test->name : test->file + "::" + test->name, std::move(text));
  }
  around_ = around.hex();
  all_ = all.hex();
}

std::string TestTexts::of(const std::string& id) const {
  Hasher hasher;
  bool known = false;
  const auto add = [&](const std::multimap<std::string, Text>& texts, const std::string& name) {
    const auto [first, last] = texts.equal_range(name);
    known |= first != last;
    std::for_each(first, last, [&](const auto& row) { hasher.add(row.second.place).add(row.second.text); });
  };
  add(by_name_, id);
  if (known) return hasher.hex();
  if (const std::size_t values = id.find('['); values != std::string::npos) add(by_name_, id.substr(0, values));
  for (const std::string& name : suites_in(id)) add(by_suite_, name);
  return known ? hasher.hex() : all_;
}

}  // namespace grader::pipeline
