#include "grader/syntax/uncommented.h"

#include <algorithm>

#include "grader/syntax/spans.h"

namespace grader::syntax {
namespace {

using Range = std::pair<std::uint32_t, std::uint32_t>;

constexpr std::string_view kBlank = " \t";
constexpr std::string_view kWhite = " \t\r\n";
constexpr std::uint32_t kFirstLines = 2;  // of a Python file may name its encoding

// Of a macro, where what looks like a comment may stand in a string.
bool in_directive(TSNode comment) {
  const std::string_view around = ts_node_type(ts_node_parent(comment));
  return around == "preproc_def" || around == "preproc_function_def" || around == "preproc_call";
}

// Of a comment, with the blanks before it; of one that has its line to itself, the whole line.
Range range_of(TSNode comment, std::string_view source) {
  const std::size_t before = source.substr(0, ts_node_start_byte(comment)).find_last_not_of(kBlank);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  std::size_t end = ts_node_end_byte(comment);
  const bool alone = begin == 0 || source[begin - 1] == '\n';
  if (alone && end < source.size() && source[end] == '\r') ++end;
  if (alone && end < source.size() && source[end] == '\n') ++end;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

bool is_comment(TSNode node) {
  return ts_node_is_extra(node) && ts_node_type(node) == std::string_view("comment");
}

Uncommented::Uncommented(TSNode root, std::string_view source) : source_(source) {
  Cursor cursor(root);
  while (true) {
    const TSNode at = ts_tree_cursor_current_node(&cursor.at);
    if (is_comment(at) && ts_node_start_point(at).row >= kFirstLines && !in_directive(at))
      comments_.push_back(range_of(at, source));
    if (ts_tree_cursor_goto_first_child(&cursor.at)) continue;
    while (!ts_tree_cursor_goto_next_sibling(&cursor.at))
      if (!ts_tree_cursor_goto_parent(&cursor.at)) return;
  }
}

std::string Uncommented::text(std::uint32_t begin, std::uint32_t end) const {
  std::string text;
  auto comment = std::ranges::upper_bound(comments_, begin, {}, &Range::second);
  for (; comment != comments_.end() && comment->first < end; ++comment) {
    if (comment->first > begin) text += source_.substr(begin, comment->first - begin);
    begin = std::min(end, comment->second);
    const std::string_view after = source_.substr(begin, 2);
    const bool ends_line = after.empty() || after.starts_with('\n') || after == "\r\n" || source_[begin - 1] == '\n';
    if (!ends_line) text += ' ';
  }
  return text += source_.substr(begin, end - begin);
}

std::string before_cut(const std::string& text) {
  return text.substr(0, text.find_last_not_of(kWhite) + 1);
}

std::string after_cut(const std::string& text) {
  const std::size_t begin = std::min(text.find_first_not_of(kWhite), text.size());
  const std::size_t line = text.substr(0, begin).rfind('\n');
  return line == std::string::npos ? text : text.substr(line + 1);
}

}  // namespace grader::syntax
