#include "grader/syntax/units.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "grader/base/text.h"

namespace grader::syntax {
namespace {

Stretch stretch_of(TSNode node) {
  return {.begin = ts_node_start_byte(node), .end = ts_node_end_byte(node)};
}

class Cutting {
 public:
  Cutting(const Patterns& patterns, const std::string& path, std::string_view source, const Captures& captures,
          const Walk& walk)
      : patterns_(patterns),
        path_(path),
        source_(source),
        captures_(captures),
        walk_(walk),
        groups_(captures["group"]),
        group_names_(groups_.size()) {
    for (const TSNode& name : captures["group.name"]) {
      const auto at = groups_.innermost(name);
      if (at && group_names_[*at].empty()) group_names_[*at] = to_utf8(bytes_of(source, name));
    }
  }

  std::vector<Unit> units() const {
    std::vector<Unit> all;
    for (const WalkedFunction& function : walk_.functions)
      all.push_back({.where = stretch_of(function.node), .node = function.node});
    std::set<const void*> around;  // heads of blocks that only hold tests
    add_blocks(all, around);
    std::sort(all.begin(), all.end(), [](const Unit& a, const Unit& b) {
      return std::tie(a.where.begin, b.where.end) < std::tie(b.where.begin, a.where.end);
    });
    std::vector<Unit> outer;
    for (Unit& unit : all) {
      if (outer.empty() || unit.where.begin >= outer.back().where.end) outer.push_back(std::move(unit));
    }
    take_heads(outer, around);
    for (Unit& unit : outer) describe(unit);
    return outer;
  }

 private:
  // Of the blocks that look like a test, those whose head is one of a test: a suite holds the tests that stand in it.
  void add_blocks(std::vector<Unit>& units, std::set<const void*>& around) const {
    std::set<const void*> functions;
    for (const WalkedFunction& function : walk_.functions) functions.insert(function.node.id);
    const std::vector<TSNode>& heads = captures_["test.head"];
    for (const TSNode& node : captures_["test"]) {
      if (functions.contains(node.id)) continue;
      const auto after =
          std::lower_bound(heads.begin(), heads.end(), ts_node_start_byte(node),
                           [](TSNode head, std::uint32_t place) { return ts_node_start_byte(head) < place; });
      if (after == heads.begin()) continue;
      const TSNode head = *std::prev(after);
      const auto kinds = within(captures_["test.kind"], stretch_of(head));
      if (!kinds.empty() && begins_with(bytes_of(source_, kinds.front()), patterns_.test_name))
        units.push_back({.where = stretch_of(node), .node = node});
      else
        around.insert(head.id);
    }
  }

  // A head belongs to what begins next.
  void take_heads(std::vector<Unit>& units, const std::set<const void*>& around) const {
    for (const TSNode& head : captures_["test.head"]) {
      if (around.contains(head.id)) continue;
      const std::uint32_t place = ts_node_start_byte(head);
      const auto unit = std::lower_bound(units.begin(), units.end(), place, [](const Unit& row, std::uint32_t at) {
        return ts_node_start_byte(row.node) < at;
      });
      if (unit == units.end()) continue;
      const bool apart = unit == units.begin() || std::prev(unit)->where.end <= place;
      if (apart) unit->where.begin = std::min(unit->where.begin, place);
    }
  }

  void describe(Unit& unit) const {
    const TSNode body = field(unit.node, "body");
    unit.head = {.begin = unit.where.begin, .end = ts_node_start_byte(ts_node_is_null(body) ? unit.node : body)};
    TestFunction& facts = unit.facts;
    facts.file = path_;
    facts.line = line_of(ts_node_start_point(unit.node));
    const auto kinds = within(captures_["test.kind"], unit.head);
    facts.helper = kinds.empty() || !begins_with(bytes_of(source_, kinds.front()), patterns_.test_name);
    if (!kinds.empty()) facts.line = line_of(ts_node_start_point(kinds.front()));
    const auto group = groups_.innermost(unit.node);
    if (group) facts.group = group_names_[*group];
    if (facts.helper) {
      const auto names = within(captures_["name"], unit.head);
      if (!names.empty()) facts.name = to_utf8(std::string(last_part(bytes_of(source_, names.front()))));
      facts.around = begins_with(facts.name, patterns_.test_around);
    } else {
      name_test(unit, kinds.front());
    }
    const auto error =
        std::lower_bound(walk_.errors.begin(), walk_.errors.end(), unit.where.begin,
                         [](TSNode node, std::uint32_t place) { return ts_node_start_byte(node) < place; });
    facts.readable = error == walk_.errors.end() || ts_node_start_byte(*error) >= unit.where.end;
  }

  // `kind`: what makes it a test case; where that is a name of the language's own, other code may call it.
  void name_test(Unit& unit, TSNode kind) const {
    TestFunction& facts = unit.facts;
    std::vector<std::string> parts;
    for (const TSNode& part : within(captures_["test.part"], unit.head)) {
      parts.push_back(to_utf8(bytes_of(source_, part)));
      if (ts_node_eq(part, kind)) facts.symbol = parts.back();
    }
    if (facts.group.empty() && parts.size() > 1)
      facts.group = parts.front();
    else if (!facts.group.empty())
      facts.name = facts.group + "::";
    facts.name += join(parts, ".");
  }

  const Patterns& patterns_;
  const std::string& path_;
  std::string_view source_;
  const Captures& captures_;
  const Walk& walk_;
  Spans groups_;
  std::vector<std::string> group_names_;
};

}  // namespace

std::vector<TSNode> within(const std::vector<TSNode>& nodes, Stretch where) {
  const auto before = [](TSNode node, std::uint32_t place) { return ts_node_start_byte(node) < place; };
  const auto first = std::lower_bound(nodes.begin(), nodes.end(), where.begin, before);
  const auto last = std::lower_bound(first, nodes.end(), where.end, before);
  return {first, last};
}

std::vector<Unit> units_of(const Patterns& patterns, const std::string& path, std::string_view source,
                           const Captures& captures, const Walk& walk) {
  return Cutting(patterns, path, source, captures, walk).units();
}

}  // namespace grader::syntax
