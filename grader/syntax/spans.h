#pragma once
// Tree-sitter's objects with owners, a node's bytes, and the questions what is below a node and which node is the
// innermost around another.

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grader/syntax/grammars.h"

namespace grader::syntax {

struct Cursor {
  explicit Cursor(TSNode root) : at(ts_tree_cursor_new(root)) {}
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;
  ~Cursor() { ts_tree_cursor_delete(&at); }
  TSTreeCursor at;
};

// Whether a node, or anything below it, is so.
template <typename Is>
bool any_below(TSNode node, const Is& is) {
  Cursor cursor(node);
  int depth = 0;
  while (true) {
    if (is(ts_tree_cursor_current_node(&cursor.at))) return true;
    if (ts_tree_cursor_goto_first_child(&cursor.at)) {
      ++depth;
      continue;
    }
    while (depth > 0 && !ts_tree_cursor_goto_next_sibling(&cursor.at)) {
      ts_tree_cursor_goto_parent(&cursor.at);
      --depth;
    }
    if (depth == 0) return false;
  }
}

struct Free {
  void operator()(TSQuery* query) const { ts_query_delete(query); }
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
  void operator()(TSTree* tree) const { ts_tree_delete(tree); }
  void operator()(TSQueryCursor* cursor) const { ts_query_cursor_delete(cursor); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

inline int line_of(TSPoint point) {
  return static_cast<int>(point.row) + 1;
}

inline std::string_view bytes_of(std::string_view source, TSNode node) {
  const std::uint32_t begin = ts_node_start_byte(node);
  return source.substr(begin, ts_node_end_byte(node) - begin);
}

// Nodes of one kind, in the order in which they begin.
class Spans {
 public:
  explicit Spans(std::vector<TSNode> nodes) : nodes_(std::move(nodes)) {
    std::stable_sort(nodes_.begin(), nodes_.end(),
                     [](const TSNode& a, const TSNode& b) { return ts_node_start_byte(a) < ts_node_start_byte(b); });
    nodes_.erase(
        std::unique(nodes_.begin(), nodes_.end(), [](const TSNode& a, const TSNode& b) { return ts_node_eq(a, b); }),
        nodes_.end());
    for (std::size_t i = 0; i < nodes_.size(); ++i) parents_.push_back(around(i, ts_node_start_byte(nodes_[i])));
  }
  std::size_t size() const { return nodes_.size(); }
  TSNode operator[](std::size_t i) const { return nodes_[i]; }
  bool nested(std::size_t i) const { return parents_[i].has_value(); }
  std::optional<std::size_t> parent(std::size_t i) const { return parents_[i]; }

  // The node that begins last before another and has not ended there.
  std::optional<std::size_t> innermost(TSNode node) const {
    const std::uint32_t place = ts_node_start_byte(node);
    const auto after = std::upper_bound(nodes_.begin(), nodes_.end(), place, [](std::uint32_t at, const TSNode& row) {
      return at < ts_node_start_byte(row);
    });
    return around(static_cast<std::size_t>(after - nodes_.begin()), place);
  }

 private:
  // The last of the first `count` nodes that holds a place; parents of nodes that do not are tried next.
  std::optional<std::size_t> around(std::size_t count, std::uint32_t place) const {
    std::optional<std::size_t> at = count == 0 ? std::nullopt : std::optional(count - 1);
    while (at && place >= ts_node_end_byte(nodes_[*at])) at = parents_[*at];
    return at;
  }

  std::vector<TSNode> nodes_;
  std::vector<std::optional<std::size_t>> parents_;  // of each node, the one around it
};

}  // namespace grader::syntax
