#include "grader/syntax/apart.h"

#include "grader/syntax/uncommented.h"

namespace grader::syntax {
namespace {

// Whether the grammar had to think of something that is not there, such as the end of a block. A macro with a block has
// no semicolon for it, and does no harm.
bool lacks_something(TSNode node) {
  if (!ts_node_has_error(node)) return false;
  Cursor cursor(node);
  while (true) {
    const TSNode at = ts_tree_cursor_current_node(&cursor.at);
    if (ts_node_is_missing(at) && ts_node_type(at) != std::string_view(";")) return true;
    if (ts_node_has_error(at) && ts_tree_cursor_goto_first_child(&cursor.at)) continue;
    while (!ts_tree_cursor_goto_next_sibling(&cursor.at))
      if (!ts_tree_cursor_goto_parent(&cursor.at)) return false;
  }
}

bool stands_apart(const Unit& unit, const Walk& walk, const Captures& captures) {
  return !unit.facts.helper && unit.facts.readable && !walk.in_error(unit.node) && !lacks_something(unit.node) &&
         within(captures["test.bound"], unit.where).empty() && within(captures["test.loaded"], unit.head).empty();
}

// Of the line, where nothing but blanks stands before a place.
std::uint32_t indented_begin(std::string_view source, std::uint32_t place) {
  const std::size_t before = source.substr(0, place).find_last_not_of(" \t");
  if (before == std::string_view::npos) return 0;
  return source[before] == '\n' ? static_cast<std::uint32_t>(before + 1) : place;
}

}  // namespace

std::string cut_apart(const Walk& walk, std::string_view source, const Captures& captures, std::vector<Unit>& units) {
  const Uncommented uncommented(walk.root, source);
  std::string around;
  std::uint32_t at = 0;
  // In pieces that end with each unit, so that it does not matter beside which of them a test case is put in.
  const auto keep_up_to = [&](std::uint32_t end) {
    const std::string text = uncommented.text(at, end);
    const std::string piece = before_cut(at == 0 ? text : after_cut(text));
    if (piece.find_first_not_of(" \t\r\n;") != std::string::npos) around += piece + '\0';
    at = end;
  };
  for (Unit& unit : units) {
    keep_up_to(indented_begin(source, unit.where.begin));
    if (!stands_apart(unit, walk, captures)) {
      keep_up_to(unit.where.end);
      continue;
    }
    unit.facts.text = before_cut(uncommented.text(unit.where.begin, unit.where.end));
    unit.facts.place = around.size();
    at = unit.where.end;
  }
  keep_up_to(static_cast<std::uint32_t>(source.size()));
  return around;
}

}  // namespace grader::syntax
