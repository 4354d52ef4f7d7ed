#include "grader/syntax/walk.h"

#include <algorithm>
#include <string_view>

namespace grader::syntax {

const std::map<std::string, Role>& role_names() {
  static const std::map<std::string, Role> names = {
      {"function", Role::kFunction},   {"decision", Role::kDecision},
      {"structure", Role::kStructure}, {"alternative", Role::kAlternative},
      {"nest", Role::kNest},           {"logical", Role::kLogical},
      {"operator", Role::kOperator},   {"jump", Role::kJump},
      {"block", Role::kBlock},         {"end", Role::kEnd},
      {"code", Role::kCode},           {"comment", Role::kComment},
      {"statement", Role::kStatement}, {"call", Role::kCall},
      {"assertion", Role::kAssertion}, {"comparison", Role::kComparison},
      {"size", Role::kSize},           {"number", Role::kNumber},
      {"always", Role::kAlways},       {"use", Role::kUse}};
  return names;
}

Kinds::Kinds(const TSLanguage* language, const std::map<std::string, std::vector<std::string>>& kinds,
             std::string& unknown) {
  roles_.resize(ts_language_symbol_count(language));
  for (const auto& [name, members] : kinds) {
    const auto role = role_names().find(name);
    if (role == role_names().end()) {
      unknown = name;
      return;
    }
    for (const std::string& kind : members) {
      bool found = false;
      for (std::uint32_t symbol = 0; symbol < roles_.size(); ++symbol) {
        if (kind != ts_language_symbol_name(language, static_cast<TSSymbol>(symbol))) continue;
        roles_[symbol] |= 1U << static_cast<unsigned>(role->second);
        found = true;
      }
      if (!found) {
        unknown = kind;
        return;
      }
    }
  }
}

bool Walk::in_error(TSNode node) const {
  if (errors.empty()) return false;
  const std::uint32_t place = ts_node_start_byte(node);
  const auto after = std::upper_bound(errors.begin(), errors.end(), place,
                                      [](std::uint32_t at, const TSNode& row) { return at < ts_node_start_byte(row); });
  return after != errors.begin() && place < ts_node_end_byte(*std::prev(after));
}

namespace {

constexpr TSSymbol kError = 65'535;  // tree-sitter's symbol for what it could not read

// What is known of one node on the way down to another.
struct Frame {
  TSNode node{};
  TSSymbol symbol = 0;
  std::optional<std::size_t> function;
  int nest = 0;        // of what stands in it
  bool ended = false;  // of a block: an end was seen
};

class Walker {
 public:
  explicit Walker(const Kinds& kinds) : kinds_(kinds) {}

  Walk run(TSNode root, std::uint32_t deepest) {
    walk_.root = root;
    Cursor cursor(root);
    enter(ts_tree_cursor_current_node(&cursor.at));
    while (true) {
      if (ts_tree_cursor_goto_first_child(&cursor.at)) {
        if (frames_.size() > deepest) return {.too_deep = true};
        enter(ts_tree_cursor_current_node(&cursor.at));
        continue;
      }
      while (true) {
        frames_.pop_back();
        if (ts_tree_cursor_goto_next_sibling(&cursor.at)) break;
        if (!ts_tree_cursor_goto_parent(&cursor.at)) return std::move(walk_);
      }
      enter(ts_tree_cursor_current_node(&cursor.at));
    }
  }

 private:
  const Frame* parent(std::size_t up = 1) const {
    return frames_.size() >= up ? &frames_[frames_.size() - up] : nullptr;
  }
  bool is(const Frame* frame, Role role) const { return frame != nullptr && kinds_.is(frame->symbol, role); }

  void enter(TSNode node) {
    Frame frame{.node = node, .symbol = ts_node_symbol(node)};
    if (const Frame* above = parent()) {
      frame.function = above->function;
      frame.nest = above->nest;
    }
    if (frame.symbol == kError) note_error(node);
    if (kinds_.has_any(frame.symbol))
      note(frame);
    else if (!frames_.empty() && frames_.back().ended && ts_node_is_named(node))
      frames_.back().ended = false;  // such as a label: there is another way to what follows
    frames_.push_back(frame);
  }

  void note_error(TSNode node) {
    if (walk_.in_error(node)) return;
    walk_.errors.push_back(node);
    walk_.error_bytes += ts_node_end_byte(node) - ts_node_start_byte(node);
  }

  void note(Frame& frame) {
    const auto has = [&](Role role) { return kinds_.is(frame.symbol, role); };
    note_reach(frame);
    if (has(Role::kFunction)) {
      frame.function = walk_.functions.size();
      frame.nest = 0;
      walk_.functions.push_back({.node = frame.node});
    }
    note_decision(frame);
    const Placed placed{.node = frame.node, .function = frame.function, .nested = frame.nest > 0};
    if (has(Role::kCall)) walk_.calls.push_back(placed);
    if (has(Role::kStatement)) walk_.statements.push_back(placed);
    if (has(Role::kAssertion)) walk_.assertions.push_back(placed);
    if (has(Role::kUse)) walk_.uses.push_back(placed);
    if (has(Role::kComment)) walk_.comments.push_back(frame.node);
    if (has(Role::kSize) && is(parent(), Role::kComparison) && !seen_last(walk_.comparisons, parent()->node))
      walk_.comparisons.push_back({.node = parent()->node, .function = frame.function});
  }

  // "1 < x < 9" holds two operators and is one comparison.
  static bool seen_last(const std::vector<Placed>& rows, TSNode node) {
    return !rows.empty() && ts_node_eq(rows.back().node, node);
  }

  // Nothing after an end of its block is reached; the first statement there is named.
  void note_reach(const Frame& frame) {
    if (frames_.empty() || !kinds_.is(frames_.back().symbol, Role::kBlock)) return;
    Frame& block = frames_.back();
    if (block.ended && kinds_.is(frame.symbol, Role::kCode)) {
      walk_.unreached.push_back(frame.node);
      block.ended = false;
    } else if (kinds_.is(frame.symbol, Role::kEnd)) {
      block.ended = true;
    } else if (!kinds_.is(frame.symbol, Role::kComment)) {
      block.ended = false;
    }
  }

  void note_decision(Frame& frame) {
    const auto has = [&](Role role) { return kinds_.is(frame.symbol, role); };
    if (!frame.function) {
      if (has(Role::kStructure)) ++frame.nest;
      return;
    }
    WalkedFunction& function = walk_.functions[*frame.function];
    if (has(Role::kDecision)) ++function.decisions;
    if (has(Role::kJump)) ++function.cognitive;
    if (has(Role::kNest)) ++frame.nest;
    if (has(Role::kAlternative)) ++function.cognitive;
    if (has(Role::kStructure) && !is(parent(), Role::kAlternative)) {
      function.cognitive += 1 + frame.nest;
      ++frame.nest;
      function.nesting = std::max(function.nesting, frame.nest);
    }
    if (has(Role::kOperator) && is(parent(), Role::kLogical)) {
      ++function.decisions;
      if (!is(parent(2), Role::kLogical) || operator_of(parent(2)->node) != frame.symbol) ++function.cognitive;
    }
  }

  static TSSymbol operator_of(TSNode node) {
    static constexpr std::string_view kField = "operator";
    return ts_node_symbol(ts_node_child_by_field_name(node, kField.data(), kField.size()));
  }

  const Kinds& kinds_;
  std::vector<Frame> frames_;
  Walk walk_;
};

}  // namespace

Walk walk(TSNode root, const Kinds& kinds, std::uint32_t deepest) {
  return Walker(kinds).run(root, deepest);
}

}  // namespace grader::syntax
