#include "grader/mutate/places.h"

#include <algorithm>

#include "grader/syntax/uncommented.h"

namespace grader::mutate {
namespace {

// The first of the spans around a node, from the inside, that holds all of it.
std::optional<std::size_t> around(const syntax::Spans& spans, TSNode node) {
  auto at = spans.innermost(node);
  while (at && ts_node_end_byte(spans[*at]) < ts_node_end_byte(node)) at = spans.parent(*at);
  return at;
}

// "ROR" stands for "ROR.boundary" too.
bool stands_for(const std::string& name, const std::string& rule) {
  return name.empty() || name == rule || (rule.starts_with(name) && rule[name.size()] == '.');
}

}  // namespace

void Places::note_entry(TSNode node) {
  while (!ts_node_is_null(node) && syntax::is_comment(node)) node = ts_node_next_named_sibling(node);
  if (!ts_node_is_null(node)) entry_nodes_.push_back(node);
}

Places::Places(const Compiled& compiled, TSNode root, std::string_view source) {
  const syntax::Owned<TSQueryCursor> cursor(ts_query_cursor_new());
  ts_query_cursor_exec(cursor.get(), compiled.query.query.get(), root);
  TSQueryMatch match;
  while (ts_query_cursor_next_match(cursor.get(), &match))
    if (compiled.predicates.hold(match, source)) note(compiled, match, source);
  scopes_.emplace(std::move(scope_nodes_));
  none_.emplace(std::move(none_nodes_));
  functions_.emplace(std::move(function_nodes_));
  for (auto& [name, nodes] : none_named_nodes_) none_named_.emplace(name, syntax::Spans(std::move(nodes)));
}

void Places::note(const Compiled& compiled, const TSQueryMatch& match, std::string_view source) {
  std::optional<TSNode> token, stated, function, name;
  const std::size_t before = captured_.size();
  for (std::uint16_t i = 0; i < match.capture_count; ++i) {
    const TSNode node = match.captures[i].node;
    const std::string& capture = compiled.query.names[match.captures[i].index];
    if (capture == "operator") token = node;
    if (capture == "stated") stated = node;
    if (capture == "function") function = node;
    if (capture == "name") name = node;
    if (capture == "scope") scope_nodes_.push_back(node);
    if (capture == "entry") note_entry(node);
    if (capture == "frame") frame_nodes_.push_back(node);
    if (capture == "none") none_nodes_.push_back(node);
    if (capture.starts_with("none.")) none_named_nodes_[capture.substr(5)].push_back(node);
    if (capture == "skip") skipped_.emplace(node.id, "");
    if (capture.starts_with("skip.")) skipped_.emplace(node.id, capture.substr(5));
    if (capture[0] >= 'A' && capture[0] <= 'Z') captured_.push_back({.name = capture, .node = node});
  }
  for (std::size_t i = before; i < captured_.size(); ++i) {
    captured_[i].token = token;
    captured_[i].stated = stated;
  }
  if (function && name) {
    function_nodes_.push_back(*function);
    names_.emplace(function->id, syntax::bytes_of(source, *name));
  }
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> Places::bodies() const {
  const syntax::Spans frames(frame_nodes_);
  std::set<std::uint32_t> begins;
  for (const TSNode& frame : frame_nodes_) begins.insert(ts_node_start_byte(frame));
  std::map<std::uint32_t, std::uint32_t> entries;  // end of a scope -> its last entry
  for (const TSNode& entry : entry_nodes_) {
    const auto scope = around(*scopes_, entry);
    if (!scope || scopes_->parent(*scope) || !open(entry) || frames.innermost(entry)) continue;
    const TSNode body = (*scopes_)[*scope];
    const auto frame = begins.lower_bound(ts_node_start_byte(body));
    const bool holds_frame = frame != begins.end() && *frame < ts_node_end_byte(body);
    if (holds_frame || !ts_node_eq(ts_node_parent(entry), body)) continue;
    std::uint32_t& begin = entries[ts_node_end_byte(body)];
    begin = std::max(begin, ts_node_start_byte(entry));
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> bodies;
  for (const auto& [end, begin] : entries) bodies.emplace_back(begin, end);
  return bodies;
}

bool Places::open(TSNode node) const {
  auto scope = around(*scopes_, node);
  if (!scope || around(*none_, node)) return false;
  for (; scope; scope = scopes_->parent(*scope))
    if (ts_node_has_error((*scopes_)[*scope])) return false;
  return true;
}

bool Places::closed(TSNode node, const std::string& rule) const {
  const auto skipped = skipped_.lower_bound({node.id, ""});
  for (auto row = skipped; row != skipped_.end() && row->first == node.id; ++row)
    if (stands_for(row->second, rule)) return true;
  return std::any_of(none_named_.begin(), none_named_.end(),
                     [&](const auto& row) { return stands_for(row.first, rule) && around(row.second, node); });
}

std::string Places::function(TSNode node, const std::string& separator) const {
  std::string name;
  for (auto at = around(*functions_, node); at; at = functions_->parent(*at)) {
    const std::string& part = names_.at((*functions_)[*at].id);
    name = name.empty() ? part : part + separator + name;
  }
  return name;
}

}  // namespace grader::mutate
