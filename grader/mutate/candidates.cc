#include "grader/mutate/candidates.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "grader/base/text.h"
#include "grader/mutate/places.h"
#include "grader/syntax/bounds.h"

namespace grader::mutate {
namespace {

constexpr std::size_t kMostAround = 16;    // changed places: each adds brackets, and Python reads 200 of them
constexpr std::uint32_t kLongest = 2'000;  // bytes: the texts of a nest of longer ones would grow with its depth

// Whether a node's text can stand on one line once comments are out of it: no line ends inside of a token.
bool fits_one_line(TSNode node, std::string_view source) {
  syntax::Cursor cursor(node);
  while (true) {
    const TSNode at = ts_tree_cursor_current_node(&cursor.at);
    const bool between =
        syntax::is_comment(at) || (ts_node_is_extra(at) && syntax::bytes_of(source, at).starts_with('\\'));
    if (ts_node_is_extra(at) && !between) return false;
    if (ts_tree_cursor_goto_first_child(&cursor.at)) continue;
    if (!between && ts_node_start_point(at).row != ts_node_end_point(at).row) return false;
    while (!ts_tree_cursor_goto_next_sibling(&cursor.at))
      if (!ts_tree_cursor_goto_parent(&cursor.at)) return true;
  }
}

// The text with ends of lines in place of comments: everything else stands where it stood.
std::string without_comments(TSNode root, std::string_view source) {
  std::string text(source);
  syntax::Cursor cursor(root);
  while (true) {
    const TSNode at = ts_tree_cursor_current_node(&cursor.at);
    const std::uint32_t begin = ts_node_start_byte(at);
    if (syntax::is_comment(at)) std::fill(text.begin() + begin, text.begin() + ts_node_end_byte(at), '\n');
    if (ts_tree_cursor_goto_first_child(&cursor.at)) continue;
    while (!ts_tree_cursor_goto_next_sibling(&cursor.at))
      if (!ts_tree_cursor_goto_parent(&cursor.at)) return text;
  }
}

// White space around the ends of lines, and a backslash before one, become one space.
std::string one_line(std::string_view text) {
  std::string line;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = text.find_first_of("\r\n", at);
    std::string_view part = text.substr(at, end - at);
    at = end == std::string_view::npos ? text.size() : end + 1;
    if (end != std::string_view::npos && part.ends_with('\\')) part.remove_suffix(1);
    const std::string trimmed = trim(part);
    if (!line.empty() && !trimmed.empty()) line += ' ';
    line += trimmed;
  }
  return line;
}

using Tokens = std::map<std::string, std::vector<std::string>>;

// Whether another node, around this one or in it, binds like it.
bool same_operation(TSNode node, TSNode other, const Tokens& tokens) {
  if (ts_node_symbol(other) != ts_node_symbol(node)) return false;
  for (std::uint32_t i = 0; i < ts_node_child_count(other); ++i)
    if (tokens.contains(ts_node_type(ts_node_child(other, i)))) return true;
  return false;
}

// A node's text with something else in place of one of its tokens; written where the node stands, it is that operation
// still. `source` has no comments.
std::string replaced(TSNode node, TSNode token, const std::string& with, const MutationRule& rule,
                     std::string_view source) {
  std::string text;
  std::uint32_t at = ts_node_start_byte(node);
  const auto copy_to = [&](std::uint32_t place) {
    text += source.substr(at, place - at);
    at = place;
  };
  std::set<std::pair<std::uint32_t, std::uint32_t>> groups;
  for (std::uint32_t i = 0; rule.grouped && i < ts_node_child_count(node); ++i) {
    const TSNode child = ts_node_child(node, i);
    if (same_operation(node, child, rule.tokens)) groups.emplace(ts_node_start_byte(child), ts_node_end_byte(child));
  }
  groups.emplace(ts_node_start_byte(token), ts_node_end_byte(token));
  for (const auto& [begin, end] : groups) {
    copy_to(begin);
    const bool is_token = begin == ts_node_start_byte(token);
    text += is_token ? with : "(" + std::string(source.substr(begin, end - begin)) + ")";
    at = end;
  }
  copy_to(ts_node_end_byte(node));
  const bool operand = rule.grouped && same_operation(node, ts_node_parent(node), rule.tokens);
  return operand ? "(" + one_line(text) + ")" : one_line(text);
}

// Whether nothing but white space and a comment shares a statement's lines.
bool alone(TSNode root, TSNode node, std::string_view source) {
  const std::uint32_t begin = ts_node_start_byte(node);
  std::uint32_t at = ts_node_end_byte(node);
  const std::uint32_t column = ts_node_start_point(node).column;
  if (!trim(source.substr(begin - column, column)).empty()) return false;
  while (at < source.size() && (source[at] == ' ' || source[at] == '\t')) ++at;
  if (at == source.size() || source[at] == '\n' || source[at] == '\r') return true;
  return ts_node_is_extra(ts_node_descendant_for_byte_range(root, at, at + 1));
}

class Finder {
 public:
  Finder(const Compiled& compiled, TSNode root, std::string_view source)
      : rules_(compiled.rules),
        root_(root),
        source_(source),
        bare_(without_comments(root, source)),
        places_(compiled, root, source) {}

  Found run() {
    for (const Captured& captured : places_.captured()) {
      if (!places_.open(captured.node)) continue;
      for (const MutationRule& rule : rules_.rules)
        if ((rule.name == captured.name || rule.name.starts_with(captured.name + ".")) &&
            !places_.closed(captured.node, rule.name))
          add(rule, captured);
    }
    std::stable_sort(found_.begin(), found_.end(), [](const Candidate& a, const Candidate& b) {
      return std::tie(a.begin, b.end, a.form) < std::tie(b.begin, a.end, b.form);
    });
    drop_deepest();
    const syntax::Uncommented uncommented(root_, source_);
    Functions functions = functions_of(places_, uncommented, source_);
    place_in(functions, uncommented);
    return {.candidates = std::move(found_), .functions = std::move(functions)};
  }

 private:
  // By the function that each is in and how much stands there before it. Candidates and bodies are in order.
  void place_in(const Functions& functions, const syntax::Uncommented& uncommented) {
    std::size_t function = 0;
    std::uint32_t at = 0;
    std::size_t place = 0;
    for (Candidate& candidate : found_) {
      while (function < functions.bodies.size() && functions.bodies[function].end <= candidate.begin) ++function;
      if (function == functions.bodies.size()) return;
      const Body& body = functions.bodies[function];
      if (candidate.begin < body.begin || candidate.end > body.end) continue;
      if (at < body.begin) at = body.begin, place = 0;
      place += uncommented.text(at, candidate.begin).size();
      at = candidate.begin;
      candidate.function = function;
      candidate.place = place;
    }
  }

  void drop_deepest() {
    std::vector<const Candidate*> around;  // the first of each place
    std::vector<Candidate> kept;
    kept.reserve(found_.size());  // pointers into it stay
    for (Candidate& candidate : found_) {
      while (!around.empty() && around.back()->end <= candidate.begin) around.pop_back();
      const bool same = !around.empty() && around.back()->begin == candidate.begin &&
                        around.back()->end == candidate.end && around.back()->form == candidate.form;
      if (!same && around.size() >= kMostAround) continue;
      kept.push_back(std::move(candidate));
      if (!same) around.push_back(&kept.back());
    }
    found_ = std::move(kept);
  }

  void add(const MutationRule& rule, const Captured& captured) {
    Candidate candidate{
        .form = form_of(rule), .begin = ts_node_start_byte(captured.node), .end = ts_node_end_byte(captured.node)};
    if (rules_.forms[candidate.form].alone && !alone(root_, captured.node, source_)) return;
    const TSNode stated = captured.stated.value_or(captured.node);
    if (ts_node_end_byte(stated) - ts_node_start_byte(stated) > kLongest) return;
    const bool plain = fits_one_line(captured.node, source_);
    if (plain) candidate.plain = one_line(syntax::bytes_of(bare_, captured.node));
    candidate.own_line = syntax::line_of(ts_node_start_point(captured.token.value_or(captured.node)));
    Mutant& mutant = candidate.mutant;
    mutant.op = rule.name.substr(0, rule.name.find('.'));
    mutant.function = places_.function(captured.node, rules_.separator);
    place(stated, mutant);
    if (rule.tokens.empty()) {
      for (const std::string& whole : rule.whole) keep(candidate, rule, whole, "");
      return;
    }
    if (!captured.token || !plain || !fits_one_line(stated, source_)) return;
    const auto token = rule.tokens.find(ts_node_type(*captured.token));
    if (token == rule.tokens.end()) return;
    mutant.exchange = sides_of(stated, *captured.token);
    for (const std::string& with : token->second) {
      mutant.exchange.to = with;
      keep(candidate, rule, replaced(stated, *captured.token, with, rule, bare_), candidate.plain);
    }
  }

  // A token and its neighbours among a node's children.
  Mutant::Exchange sides_of(TSNode node, TSNode token) const {
    const auto text = [&](TSNode of) { return one_line(syntax::bytes_of(bare_, of)); };
    Mutant::Exchange sides{.from = text(token)};
    TSNode before{};
    bool after = false;
    syntax::Cursor cursor(node);
    for (bool more = ts_tree_cursor_goto_first_child(&cursor.at); more;
         more = ts_tree_cursor_goto_next_sibling(&cursor.at)) {
      const TSNode child = ts_tree_cursor_current_node(&cursor.at);
      if (ts_node_eq(child, token)) {
        after = true;
        if (!ts_node_is_null(before)) sides.left = text(before);
      } else if (ts_node_is_named(child) && !ts_node_is_extra(child)) {
        before = child;
        if (!after) continue;
        sides.right = text(child);
        break;
      }
    }
    return sides;
  }

  void place(TSNode node, Mutant& mutant) const {
    const TSPoint begin = ts_node_start_point(node);
    const TSPoint end = ts_node_end_point(node);
    mutant.line = syntax::line_of(begin);
    mutant.column = static_cast<int>(begin.column) + 1;
    mutant.end_line = syntax::line_of(end);
    mutant.end_column = static_cast<int>(end.column) + 1;
    mutant.original = one_line(syntax::bytes_of(bare_, node));
  }

  void keep(Candidate candidate, const MutationRule& rule, const std::string& replacement, const std::string& node) {
    candidate.mutant.replacement = replacement;
    candidate.alternative = rule.written.empty()
                                ? replacement
                                : replace_all(replace_all(rule.written, "{node}", node), "{replacement}", replacement);
    if (replacement == candidate.mutant.original) return;
    if (written_.emplace(candidate.begin, candidate.end, replacement).second) found_.push_back(std::move(candidate));
  }

  std::size_t form_of(const MutationRule& rule) const {
    const auto form = std::find_if(rules_.forms.begin(), rules_.forms.end(),
                                   [&](const GuardForm& row) { return row.name == rule.form; });
    return static_cast<std::size_t>(form - rules_.forms.begin());
  }

  const MutationRules& rules_;
  TSNode root_;
  std::string_view source_;
  std::string bare_;  // the same without comments
  Places places_;
  std::vector<Candidate> found_;
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::string>> written_;
};

}  // namespace

Found find(const Compiled& compiled, std::string_view source) {
  if (syntax::too_large(source) || to_utf8(source) != source) return {};
  const auto tree = syntax::parse(compiled.query.language, source);
  const TSNode root = ts_tree_root_node(tree.get());
  if (syntax::nested_too_deep(root)) return {};
  return Finder(compiled, root, source).run();
}

}  // namespace grader::mutate
