#include "grader/syntax/highlight.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "grader/syntax/bounds.h"
#include "grader/syntax/query.h"

namespace grader::syntax {
namespace {

constexpr const char* kReadingHighlights = "reading a highlighting query";

const std::map<std::string, Token>& token_names() {
  static const std::map<std::string, Token> names = {{"comment", Token::kComment}, {"string", Token::kString},
                                                     {"number", Token::kNumber},   {"keyword", Token::kKeyword},
                                                     {"type", Token::kType},       {"function", Token::kFunction},
                                                     {"plain", Token::kPlain}};
  return names;
}

struct Captured {
  Span span;
  std::uint32_t pattern = 0;  // its place in the query
};

// Stretches one in another become stretches side by side; the innermost shows.
std::vector<Span> side_by_side(std::vector<Captured> captured) {
  std::sort(captured.begin(), captured.end(), [](const Captured& a, const Captured& b) {
    return std::tie(a.span.begin, b.span.end, a.pattern) < std::tie(b.span.begin, a.span.end, b.pattern);
  });
  std::vector<Span> flat;
  std::vector<Span> open;  // each in the one before it
  std::size_t at = 0;
  const auto paint = [&](std::size_t to) {
    if (to > at && open.back().token != Token::kPlain) flat.push_back({at, to, open.back().token});
    at = std::max(at, to);
  };
  const auto close_before = [&](std::size_t place) {
    while (!open.empty() && open.back().end <= place) {
      paint(open.back().end);
      open.pop_back();
    }
  };
  for (const Captured& row : captured) {
    close_before(row.span.begin);
    if (!open.empty()) paint(row.span.begin);
    at = row.span.begin;
    open.push_back(row.span);
  }
  close_before(std::string_view::npos);
  return flat;
}

}  // namespace

struct HighlightQuery::State {
  CompiledQuery compiled;
  std::vector<Token> tokens;  // of each capture's number
};

HighlightQuery::HighlightQuery(std::unique_ptr<State> state) : state_(std::move(state)) {}
HighlightQuery::HighlightQuery(HighlightQuery&&) noexcept = default;
HighlightQuery& HighlightQuery::operator=(HighlightQuery&&) noexcept = default;
HighlightQuery::~HighlightQuery() = default;

Result<HighlightQuery> HighlightQuery::compile(const HighlightRules& rules) {
  auto compiled = compile_query(rules.grammar, rules.file, rules.query);
  if (!compiled) return pass(compiled);
  auto state = std::make_unique<State>();
  for (const std::string& name : compiled->names) {
    const auto token = token_names().find(name);
    if (token == token_names().end())
      return fail(Fault::kSetup, kReadingHighlights, rules.file.string(), "nothing is coloured as @" + name,
                  "use the captures that grader/syntax/highlight.h names");
    state->tokens.push_back(token->second);
  }
  state->compiled = std::move(*compiled);
  return HighlightQuery(std::move(state));
}

std::vector<Span> HighlightQuery::read(std::string_view source) const {
  if (too_large(source)) return {};
  const Owned<TSTree> tree = parse(state_->compiled.language, source);
  const TSNode root = ts_tree_root_node(tree.get());
  if (nested_too_deep(root)) return {};
  const Owned<TSQueryCursor> cursor(ts_query_cursor_new());
  ts_query_cursor_exec(cursor.get(), state_->compiled.query.get(), root);
  std::vector<Captured> captured;
  TSQueryMatch match;
  std::uint32_t index = 0;
  while (ts_query_cursor_next_capture(cursor.get(), &match, &index)) {
    const TSQueryCapture& capture = match.captures[index];
    captured.push_back(
        {.span = {ts_node_start_byte(capture.node), ts_node_end_byte(capture.node), state_->tokens[capture.index]},
         .pattern = match.pattern_index});
  }
  return side_by_side(std::move(captured));
}

}  // namespace grader::syntax
