#include "grader/syntax/bounds.h"

#include "grader/syntax/spans.h"

namespace grader::syntax {

bool too_large(std::string_view source) {
  if (source.size() > kMostBytes) return true;
  std::uint32_t open = 0;
  for (const char c : source) {
    if (c == '(' || c == '[' || c == '{') ++open;
    if ((c == ')' || c == ']' || c == '}') && open > 0) --open;
    if (open > kDeepest) return true;
  }
  return false;
}

bool nested_too_deep(TSNode root) {
  Cursor cursor(root);
  std::uint32_t depth = 0;
  while (true) {
    if (ts_tree_cursor_goto_first_child(&cursor.at)) {
      if (++depth > kDeepest) return true;
      continue;
    }
    while (!ts_tree_cursor_goto_next_sibling(&cursor.at)) {
      if (!ts_tree_cursor_goto_parent(&cursor.at)) return false;
      --depth;
    }
  }
}

}  // namespace grader::syntax
