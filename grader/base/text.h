#pragma once
// Text: splitting, joining, safe display of foreign bytes, path patterns, the nearest spelling.

#include <concepts>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

// The parts between separators; "a,,b" gives three parts, "" gives one empty part.
std::vector<std::string> split(std::string_view text, char separator);

// The lines without their line feeds (and without a carriage return before it). A last line without line feed counts;
// an empty text has no lines.
std::vector<std::string> lines_of(std::string_view text);

std::string join(std::span<const std::string> parts, std::string_view separator);
std::string trim(std::string_view text);

// "1 line", "2 lines", "0 lines".
template <std::integral Count>
std::string counted(Count count, const std::string& one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

// Lines of whole words, each of at most `width` columns; a word that is longer has a line of its own. A command between
// backticks is one word. An empty text has no lines.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

std::string replace_all(std::string text, std::string_view from, std::string_view to);

// Valid UTF-8 made of any bytes: each invalid byte becomes U+FFFD followed by its two hex digits in brackets, as in
// "caf\uFFFD<e9>". Valid text comes back unchanged. Deterministic, and different bytes give different texts.
std::string to_utf8(std::string_view bytes);

// How many bytes at the beginning are valid UTF-8: all of them, or those before the first byte that is not.
std::size_t valid_utf8(std::string_view bytes);

// Code points in valid UTF-8.
std::size_t characters(std::string_view text);

// to_utf8, and every control character (except line feed and tab when `keep_lines`), bidirectional override and escape
// shown as <U+XXXX>, so that foreign text cannot steer a terminal.
enum class Lines { kKeep, kEscape };
std::string printable(std::string_view bytes, Lines lines = Lines::kEscape);

// Whether a relative path with '/' matches a pattern: '?' one character but '/', '*' any but '/', '**' any at all
// ("**/" also matches nothing, so "**/*.cc" matches "a.cc"). Everything else is literal.
bool matches(std::string_view pattern, std::string_view path);
bool matches_any(std::span<const std::string> patterns, std::string_view path);

// The candidate with the smallest edit distance to `word`, or "" when none is within a third of its length (at least
// 1).
std::string nearest(std::string_view word, std::span<const std::string> candidates);

// What to write instead of a name that is not known: the nearest one, else any of them.
std::string known_instead(std::string_view word, std::span<const std::string> known);

}  // namespace grader
