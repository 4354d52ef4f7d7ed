#pragma once
// Where the test cases and helpers of a file of tests stand; for the files of this room only.

#include <string>
#include <string_view>
#include <vector>

#include "grader/syntax/reading.h"

namespace grader::syntax {

// Bytes of a text, the end not included.
struct Stretch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool holds(TSNode node) const { return ts_node_start_byte(node) >= begin && ts_node_end_byte(node) <= end; }
};

// The captured nodes that begin in a stretch; they stand in the order in which they begin.
std::vector<TSNode> within(const std::vector<TSNode>& nodes, Stretch where);

// "deposit" of "account.deposit", "sum" of "std::sum<int>"
inline std::string_view last_part(std::string_view name) {
  name = name.substr(0, name.find('<'));
  const std::size_t mark = name.find_last_of(".:>");
  return mark == std::string_view::npos ? name : name.substr(mark + 1);
}

// One function of a file of tests, with its head; never in another one.
struct Unit {
  Stretch where;
  Stretch head;  // up to its body
  TSNode node{};
  TestFunction facts;
};

// In the order in which they begin, with names, groups and lines.
std::vector<Unit> units_of(const Patterns& patterns, const std::string& path, std::string_view source,
                           const Captures& captures, const Walk& walk);

}  // namespace grader::syntax
