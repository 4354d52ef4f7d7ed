#include "grader/syntax/source.h"

#include <algorithm>
#include <regex>

#include "grader/base/text.h"
#include "grader/syntax/grammars.h"
#include "grader/syntax/spans.h"

namespace grader::syntax {
namespace {

constexpr const char* kDoing = "reading a syntax query";
constexpr std::size_t kMostBytes = 1U << 20U;
constexpr std::uint32_t kDeepest = 500;    // the time of a query grows with the square of the depth
constexpr std::size_t kMostPattern = 200;  // std::regex goes as deep as its text is long

const TSLanguage* language_of(const std::string& grammar, std::vector<std::string>& known) {
  for (const GraderGrammar* row = grader_grammars; row->name != nullptr; ++row) {
    if (grammar == row->name) return row->language();
    known.emplace_back(row->name);
  }
  return nullptr;
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

// Before anything is parsed: the time of tree-sitter's recovery grows with the square of brackets left open.
bool opens_too_many(std::string_view source) {
  std::uint32_t open = 0;
  for (const char c : source) {
    if (c == '(' || c == '[' || c == '{') ++open;
    if ((c == ')' || c == ']' || c == '}') && open > 0) --open;
    if (open > kDeepest) return true;
  }
  return false;
}

// Stands for everything in a file that is not read.
SourceFacts unread(const std::string& path, std::string_view source) {
  const auto lines = std::count(source.begin(), source.end(), '\n') + 1;
  return {.functions = {{.file = path, .first_line = 1, .last_line = static_cast<int>(lines), .readable = false}}};
}

// An identifier somewhere below a node: what it says is not constant.
bool names_something(TSNode node) {
  const std::string_view type = ts_node_type(node);
  if (type == "identifier" || type == "field_identifier" || type == "ERROR") return true;
  for (std::uint32_t i = 0; i < ts_node_named_child_count(node); ++i) {
    if (names_something(ts_node_named_child(node, i))) return true;
  }
  return false;
}

TSNode field(TSNode node, std::string_view name) {
  return ts_node_child_by_field_name(node, name.data(), static_cast<std::uint32_t>(name.size()));
}

// Whether a text begins with what a pattern describes; only there, for a search tries it at every byte.
bool begins_with(std::string_view text, const std::regex& pattern) {
  const std::string_view part = text.substr(0, kMostPattern);
  return std::regex_search(part.begin(), part.end(), pattern, std::regex_constants::match_continuous);
}

// A comment's words: no marks of comment, blanks or decoration around them.
std::string words_of(std::string_view comment) {
  const std::size_t from = comment.find_first_not_of("/*#!< \t\n");
  if (from == std::string_view::npos) return {};
  const std::size_t to = comment.find_last_not_of("/* \t\n");
  return std::string(comment.substr(from, std::min(to - from + 1, kMostPattern)));
}

struct Patterns {
  std::map<std::string, std::regex> naming;
  std::regex test_name, assertion_call, debug, commented_code;
};

}  // namespace

struct SourceQuery::State {
  const TSLanguage* language = nullptr;
  Owned<TSQuery> query;
  Patterns patterns;

  Captures run(TSNode root) const {
    const Owned<TSQueryCursor> cursor(ts_query_cursor_new());
    ts_query_cursor_exec(cursor.get(), query.get(), root);
    Captures captures;
    TSQueryMatch match;
    std::uint32_t index = 0;
    while (ts_query_cursor_next_capture(cursor.get(), &match, &index)) {
      std::uint32_t length = 0;
      const char* name = ts_query_capture_name_for_id(query.get(), match.captures[index].index, &length);
      captures[std::string(name, length)].push_back(match.captures[index].node);
    }
    return captures;
  }
};

namespace {

// One text and what the query captured in it.
class Reading {
 public:
  Reading(const Patterns& patterns, std::string path, std::string_view source, Captures captures)
      : patterns_(patterns), path_(std::move(path)), source_(source), captures_(std::move(captures)) {}

  SourceFacts facts() {
    SourceFacts facts;
    const Spans functions(captures_["function"]);
    const Spans publics(captures_["public"]);
    read_functions(functions, facts);
    read_tests(functions, facts);
    read_identifiers(facts);
    read_leftovers(facts);
    read_comparisons(functions, facts);
    read_public_functions(publics, facts);
    return facts;
  }

 private:
  std::string_view bytes(TSNode node) const {
    const std::uint32_t begin = ts_node_start_byte(node);
    return source_.substr(begin, ts_node_end_byte(node) - begin);
  }
  std::string text(TSNode node) const { return to_utf8(bytes(node)); }
  bool matches(TSNode node, const std::regex& pattern) const { return begins_with(bytes(node), pattern); }

  void read_functions(const Spans& spans, SourceFacts& facts) {
    names_.resize(spans.size());
    for (const TSNode& name : captures_["name"]) {
      const auto at = spans.innermost(name);
      if (at && names_[*at].empty()) names_[*at] = text(name);
    }
    std::vector<int> complexity(spans.size(), 1);
    for (const TSNode& branch : captures_["branch"]) {
      if (const auto at = spans.innermost(branch)) ++complexity[*at];
    }
    for (std::size_t i = 0; i < spans.size(); ++i) {
      const TSNode node = spans[i];
      facts.functions.push_back({.file = path_,
                                 .name = names_[i],
                                 .first_line = line_of(ts_node_start_point(node)),
                                 .last_line = line_of(ts_node_end_point(node)),
                                 .complexity = complexity[i],
                                 .readable = !ts_node_has_error(node)});
    }
  }

  void read_tests(const Spans& spans, SourceFacts& facts) {
    std::vector<bool> checks(spans.size(), false);
    const auto check = [&](TSNode what, TSNode where) {
      if (const auto at = spans.innermost(where); at && !ts_node_is_null(what) && names_something(what))
        checks[*at] = true;
    };
    for (const TSNode& statement : captures_["assertion"]) check(statement, statement);
    for (const TSNode& call : captures_["call"]) {
      if (matches(field(call, "function"), patterns_.assertion_call)) check(field(call, "arguments"), call);
    }
    for (std::size_t i = 0; i < spans.size(); ++i) {
      if (begins_with(names_[i], patterns_.test_name))
        facts.tests.push_back(
            {.file = path_, .name = names_[i], .line = line_of(ts_node_start_point(spans[i])), .checks = checks[i]});
    }
  }

  void read_identifiers(SourceFacts& facts) {
    const std::string prefix = "naming.";
    for (const auto& [capture, nodes] : captures_) {
      if (!capture.starts_with(prefix)) continue;
      const std::string kind = capture.substr(prefix.size());
      const auto pattern = patterns_.naming.find(kind);
      for (const TSNode& node : nodes) {
        const std::string name = text(node);
        facts.identifiers.push_back({.file = path_,
                                     .name = name,
                                     .kind = kind,
                                     .line = line_of(ts_node_start_point(node)),
                                     .fits = pattern == patterns_.naming.end() ||
                                             std::regex_match(name.substr(0, kMostPattern), pattern->second)});
      }
    }
    std::stable_sort(facts.identifiers.begin(), facts.identifiers.end(),
                     [](const Identifier& a, const Identifier& b) { return a.line < b.line; });
  }

  void read_leftovers(SourceFacts& facts) {
    const auto leave = [&](int line, const std::string& rule, const std::string& what) {
      facts.leftovers.push_back(
          {.file = path_, .line = line, .rule = rule, .level = "warning", .message = rule + ": " + what.substr(0, 60)});
    };
    int last = -1;  // lines of one commented-out block count once
    for (const TSNode& comment : captures_["comment"]) {
      const std::string words = words_of(text(comment));
      if (words.empty() || !begins_with(words, patterns_.commented_code)) continue;
      const int line = line_of(ts_node_start_point(comment));
      if (line != last + 1) leave(line, "commented-out code", words.substr(0, words.find('\n')));
      last = line_of(ts_node_end_point(comment));
    }
    for (const TSNode& statement : captures_["statement"]) {
      if (matches(statement, patterns_.debug))
        leave(line_of(ts_node_start_point(statement)), "debug statement", text(statement));
    }
  }

  void read_comparisons(const Spans& spans, SourceFacts& facts) {
    for (const TSNode& node : captures_["comparison"]) {
      const auto at = spans.innermost(node);
      std::string written = text(node).substr(0, kMostPattern);
      std::replace(written.begin(), written.end(), '\n', ' ');
      facts.comparisons.push_back({.file = path_,
                                   .text = std::move(written),
                                   .function = at ? names_[*at] : std::string(),
                                   .line = line_of(ts_node_start_point(node))});
    }
  }

  void read_public_functions(const Spans& spans, SourceFacts& facts) {
    struct Parts {
      std::string name, doc;
      std::vector<std::string> parameters;
      bool untyped = false;
      bool result = false;
    };
    std::vector<Parts> parts(spans.size());
    const auto each = [&](const char* capture, auto&& take) {
      for (const TSNode& node : captures_[capture]) {
        if (const auto at = spans.innermost(node)) take(parts[*at], node);
      }
    };
    each("public.name", [&](Parts& p, TSNode node) { p.name = p.name.empty() ? text(node) : p.name; });
    each("parameter", [&](Parts& p, TSNode node) { p.parameters.push_back(text(node)); });
    each("doc", [&](Parts& p, TSNode node) { p.doc = p.doc.empty() ? text(node) : p.doc; });
    each("untyped", [&](Parts& p, TSNode node) { p.untyped = p.untyped || !is_receiver(text(node)); });
    each("result", [&](Parts& p, TSNode) { p.result = true; });
    for (std::size_t i = 0; i < spans.size(); ++i) {
      Parts& part = parts[i];
      if (part.name.empty() || part.name.starts_with("_") || spans.nested(i)) continue;
      if (part.doc.empty()) part.doc = comment_before(spans[i]);
      const bool named = std::all_of(part.parameters.begin(), part.parameters.end(), [&](const std::string& parameter) {
        return is_receiver(parameter) || part.doc.find(parameter) != std::string::npos;
      });
      facts.public_functions.push_back({.file = path_,
                                        .name = part.name,
                                        .line = line_of(ts_node_start_point(spans[i])),
                                        .documented = !part.doc.empty() && named,
                                        .typed = !part.untyped && part.result});
    }
  }

  static bool is_receiver(const std::string& parameter) { return parameter == "self" || parameter == "cls"; }

  // The comments that end on the line before a node, or on its own.
  std::string comment_before(TSNode node) const {
    std::string found;
    for (TSNode before = ts_node_prev_sibling(node); !ts_node_is_null(before); before = ts_node_prev_sibling(before)) {
      const bool near = ts_node_end_point(before).row + 1 >= ts_node_start_point(node).row;
      if (std::string_view(ts_node_type(before)) != "comment" || !near) break;
      found = text(before) + "\n" + found;
      node = before;
    }
    return found;
  }

  const Patterns& patterns_;
  std::string path_;
  std::string_view source_;
  Captures captures_;
  std::vector<std::string> names_;  // of functions, by their place in order
};

Result<std::regex> pattern_of(const SourceRules& rules, const std::string& text) {
  try {
    return std::regex(text.empty() ? "(?!)" : text);
  } catch (const std::regex_error& error) {
    return fail(Fault::kSetup, kDoing, rules.file.string(), "\"" + text + "\": " + error.what(),
                "write a regular expression of ECMAScript");
  }
}

}  // namespace

SourceQuery::SourceQuery(std::unique_ptr<State> state) : state_(std::move(state)) {}
SourceQuery::SourceQuery(SourceQuery&&) noexcept = default;
SourceQuery& SourceQuery::operator=(SourceQuery&&) noexcept = default;
SourceQuery::~SourceQuery() = default;

Result<SourceQuery> SourceQuery::compile(const SourceRules& rules) {
  const std::string file = rules.file.string();
  std::vector<std::string> known;
  auto state = std::make_unique<State>();
  state->language = language_of(rules.grammar, known);
  if (state->language == nullptr)
    return fail(Fault::kSetup, kDoing, file, "no grammar is called \"" + rules.grammar + "\"",
                "use one of: " + join(known, ", "));
  std::uint32_t at = 0;
  TSQueryError error = TSQueryErrorNone;
  state->query.reset(
      ts_query_new(state->language, rules.query.data(), static_cast<std::uint32_t>(rules.query.size()), &at, &error));
  if (state->query == nullptr) {
    const auto line = 1 + std::count(rules.query.begin(), rules.query.begin() + at, '\n');
    return fail(Fault::kSetup, kDoing, file,
                "line " + std::to_string(line) + ": not a query of the grammar " + rules.grammar,
                "compare the node names with the grammar's node-types.json");
  }
  for (const auto& [target, text] : {std::pair{&state->patterns.test_name, &rules.test_name},
                                     std::pair{&state->patterns.assertion_call, &rules.assertion_call},
                                     std::pair{&state->patterns.debug, &rules.debug},
                                     std::pair{&state->patterns.commented_code, &rules.commented_code}}) {
    auto pattern = pattern_of(rules, *text);
    if (!pattern) return pass(pattern);
    *target = std::move(*pattern);
  }
  for (const auto& [kind, text] : rules.naming) {
    auto pattern = pattern_of(rules, text);
    if (!pattern) return pass(pattern);
    state->patterns.naming[kind] = std::move(*pattern);
  }
  return SourceQuery(std::move(state));
}

SourceFacts SourceQuery::read(const std::string& path, std::string_view source) const {
  if (source.size() > kMostBytes || opens_too_many(source)) return unread(path, source);
  const Owned<TSParser> parser(ts_parser_new());
  ts_parser_set_language(parser.get(), state_->language);
  const Owned<TSTree> tree(
      ts_parser_parse_string(parser.get(), nullptr, source.data(), static_cast<std::uint32_t>(source.size())));
  const TSNode root = ts_tree_root_node(tree.get());
  if (nested_too_deep(root)) return unread(path, source);
  return Reading(state_->patterns, path, source, state_->run(root)).facts();
}

}  // namespace grader::syntax
