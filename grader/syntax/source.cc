#include "grader/syntax/source.h"

#include <algorithm>

#include "grader/syntax/bounds.h"
#include "grader/syntax/query.h"
#include "grader/syntax/reading.h"

namespace grader::syntax {
namespace {

constexpr const char* kDoing = "reading a syntax query";

// Stands for everything in a file that is not read.
SourceFacts unread(const std::string& path, std::string_view source) {
  const auto lines = static_cast<int>(std::count(source.begin(), source.end(), '\n')) + 1;
  return {.functions = {{.file = path, .first_line = 1, .last_line = lines, .readable = false}},
          .files = {{.file = path, .bytes = source.size(), .unreadable = source.size(), .lines = lines}}};
}

Result<std::regex> pattern_of(const SourceRules& rules, const std::string& text) {
  try {
    return std::regex(text.empty() ? "(?!)" : text, std::regex::ECMAScript | std::regex::optimize);
  } catch (const std::regex_error& error) {
    return fail(Fault::kSetup, kDoing, rules.file.string(), "\"" + text + "\": " + error.what(),
                "write a regular expression of ECMAScript");
  }
}

Result<Patterns> patterns_of(const SourceRules& rules) {
  Patterns patterns;
  for (const auto& [target, text] :
       {std::pair{&patterns.test_name, &rules.test_name}, std::pair{&patterns.assertion_call, &rules.assertion_call},
        std::pair{&patterns.debug, &rules.debug}, std::pair{&patterns.commented_code, &rules.commented_code}}) {
    auto pattern = pattern_of(rules, *text);
    if (!pattern) return pass(pattern);
    *target = std::move(*pattern);
  }
  for (const auto& [kind, text] : rules.naming) {
    auto pattern = pattern_of(rules, text);
    if (!pattern) return pass(pattern);
    patterns.naming[kind] = std::move(*pattern);
  }
  return patterns;
}

}  // namespace

struct SourceQuery::State {
  CompiledQuery compiled;
  Patterns patterns;
  Kinds kinds;

  Captures run(TSNode root) const {
    const Owned<TSQueryCursor> cursor(ts_query_cursor_new());
    ts_query_cursor_exec(cursor.get(), compiled.query.get(), root);
    Captures captures(compiled.names);
    TSQueryMatch match;
    std::uint32_t index = 0;
    while (ts_query_cursor_next_capture(cursor.get(), &match, &index))
      captures.add(match.captures[index].index, match.captures[index].node);
    return captures;
  }

  // The kinds of the toolchain's roles and of its rules about uses; the first one that the grammar lacks, or "".
  Result<std::string> read_kinds(const SourceRules& rules) {
    std::string unknown;
    auto all = rules.kinds;
    for (const UseRule& rule : rules.uses) {
      const Kinds of_rule(compiled.language, {{"use", rule.kinds}}, unknown);
      if (!unknown.empty()) return unknown;
      Patterns::Use use{.use = rule.use};
      if (!rule.text.empty()) {
        auto text = pattern_of(rules, rule.text);
        if (!text) return pass(text);
        use.text = std::move(*text);
      }
      for (std::uint32_t symbol = 0; symbol < ts_language_symbol_count(compiled.language); ++symbol)
        use.symbols.push_back(of_rule.is(static_cast<TSSymbol>(symbol), Role::kUse));
      patterns.uses.push_back(std::move(use));
      auto& kinds_of_uses = all["use"];
      kinds_of_uses.insert(kinds_of_uses.end(), rule.kinds.begin(), rule.kinds.end());
    }
    kinds = Kinds(compiled.language, all, unknown);
    return unknown;
  }
};

SourceQuery::SourceQuery(std::unique_ptr<State> state) : state_(std::move(state)) {}
SourceQuery::SourceQuery(SourceQuery&&) noexcept = default;
SourceQuery& SourceQuery::operator=(SourceQuery&&) noexcept = default;
SourceQuery::~SourceQuery() = default;

Result<SourceQuery> SourceQuery::compile(const SourceRules& rules) {
  auto compiled = compile_query(rules.grammar, rules.file, rules.query);
  if (!compiled) return pass(compiled);
  auto state = std::make_unique<State>();
  state->compiled = std::move(*compiled);
  auto patterns = patterns_of(rules);
  if (!patterns) return pass(patterns);
  state->patterns = std::move(*patterns);
  auto unknown = state->read_kinds(rules);
  if (!unknown) return pass(unknown);
  if (!unknown->empty())
    return fail(Fault::kSetup, kDoing, (rules.file.parent_path() / "toolchain.json").string(),
                "syntax: the grammar " + rules.grammar + " has no kind of node, and we no role, \"" + *unknown + "\"",
                "compare the node names with the grammar's node-types.json");
  return SourceQuery(std::move(state));
}

SourceFacts SourceQuery::read(const std::string& path, std::string_view source) const {
  if (too_large(source)) return unread(path, source);
  const Owned<TSTree> tree = parse(state_->compiled.language, source);
  const TSNode root = ts_tree_root_node(tree.get());
  const Walk walked = walk(root, state_->kinds, kDeepest);
  if (walked.too_deep) return unread(path, source);
  return facts_of(state_->patterns, path, source, state_->run(root), walked);
}

}  // namespace grader::syntax
