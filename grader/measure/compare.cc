#include "grader/measure/compare.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>
#include <vector>

#include "grader/base/text.h"

namespace grader::measure {
namespace {

constexpr std::size_t kMostShown = 120;  // bytes of a line

bool is_part_of_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
}

struct Number {
  std::size_t length = 0;  // 0: none begins here
  double value = 0;
};

// The number that begins at a place and stands alone.
Number number_at(std::string_view text, std::size_t at) {
  const bool after_word = at > 0 && is_part_of_word(text[at - 1]);
  std::size_t from = at;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++from;
  if (after_word || from >= text.size() || std::isdigit(static_cast<unsigned char>(text[from])) == 0) return {};
  Number number;
  const char* const last = text.data() + text.size();
  const auto [past, error] = std::from_chars(text.data() + from, last, number.value);
  if (error != std::errc{} || !std::isfinite(number.value)) return {};
  // A full stop that ends a sentence belongs to no number and to no word.
  const char* const end = past[-1] == '.' ? past - 1 : past;
  const bool stop = end != last && *end == '.' && (end + 1 == last || !is_part_of_word(end[1]));
  if (end != last && is_part_of_word(*end) && !stop) return {};
  if (text[at] == '-') number.value = -number.value;
  number.length = static_cast<std::size_t>(end - (text.data() + at));
  return number;
}

bool near(const Check& check, double expected, double found) {
  const double off = std::abs(expected - found);
  return off <= check.absolute || off <= check.relative * std::abs(expected);
}

bool same_line(const Check& check, std::string_view expected, std::string_view found) {
  if (expected == found) return true;
  if (check.kind == Check::Kind::kExact || (check.absolute == 0 && check.relative == 0)) return false;
  std::size_t e = 0;
  std::size_t f = 0;
  while (e < expected.size() && f < found.size()) {
    const Number wanted = number_at(expected, e);
    const Number given = number_at(found, f);
    if (wanted.length > 0 && given.length > 0) {
      if (!near(check, wanted.value, given.value)) return false;
      e += wanted.length;
      f += given.length;
    } else if (expected[e++] != found[f++]) {
      return false;
    }
  }
  return e == expected.size() && f == found.size();
}

std::vector<std::string> lines_for(const Check& check, const std::string& text) {
  if (check.kind == Check::Kind::kExact) {
    std::vector<std::string> lines = split(text, '\n');
    if (lines.back().empty()) lines.pop_back();
    return lines;
  }
  std::vector<std::string> lines = lines_of(text);
  for (std::string& line : lines) line.erase(line.find_last_not_of(" \t\r\f\v") + 1);
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

std::string shown(const std::vector<std::string>& lines, std::size_t line) {
  if (line >= lines.size()) return "the end";
  const std::string& text = lines[line];
  return "\"" + printable(text.substr(0, kMostShown)) + "\"" + (text.size() > kMostShown ? " ..." : "");
}

}  // namespace

std::optional<std::string> difference(const Check& check, const std::string& where, const std::string& expected,
                                      const std::string& found) {
  if (expected == found) return std::nullopt;
  const std::vector<std::string> wanted = lines_for(check, expected);
  const std::vector<std::string> given = lines_for(check, found);
  for (std::size_t i = 0; i < std::max(wanted.size(), given.size()); ++i) {
    if (i < wanted.size() && i < given.size() && same_line(check, wanted[i], given[i])) continue;
    return "line " + std::to_string(i + 1) + " of " + where + ": expected " + shown(wanted, i) + ", found " +
           shown(given, i);
  }
  if (check.kind == Check::Kind::kTolerant) return std::nullopt;
  return where + (found.ends_with('\n') ? " ends with a line feed that is not expected" : " ends without a line feed");
}

}  // namespace grader::measure
