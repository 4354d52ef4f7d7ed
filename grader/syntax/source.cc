#include "grader/syntax/source.h"

#include <algorithm>

#include "grader/base/text.h"
#include "grader/syntax/bounds.h"
#include "grader/syntax/query.h"
#include "grader/syntax/reading.h"
#include "grader/syntax/tests.h"

namespace grader::syntax {
namespace {

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
    return fail(Fault::kSetup, kReadingQuery, rules.file.string(), "\"" + text + "\": " + error.what(),
                "write a regular expression of ECMAScript");
  }
}

Result<Patterns> patterns_of(const SourceRules& rules) {
  Patterns patterns;
  for (const auto& [target, text] :
       {std::pair{&patterns.test_name, &rules.test_name}, std::pair{&patterns.assertion_call, &rules.assertion_call},
        std::pair{&patterns.test_around, &rules.test_around}, std::pair{&patterns.library_call, &rules.library_call},
        std::pair{&patterns.built_in, &rules.built_in}, std::pair{&patterns.debug, &rules.debug},
        std::pair{&patterns.commented_code, &rules.commented_code}}) {
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

  // The kinds of the toolchain's roles and of its rules about uses and tests; the first one that the grammar lacks, or
  // "".
  Result<std::string> read_kinds(const SourceRules& rules) {
    std::string unknown;
    auto all = rules.kinds;
    for (const auto& [from, to] :
         {std::pair{&rules.uses, &patterns.uses}, std::pair{&rules.test_marks, &patterns.test_marks}}) {
      for (const UseRule& rule : *from) {
        auto use = use_of(rules, rule, unknown);
        if (!use) return pass(use);
        if (!unknown.empty()) return unknown;
        to->push_back(std::move(*use));
        auto& kinds_of_uses = all["use"];
        kinds_of_uses.insert(kinds_of_uses.end(), rule.kinds.begin(), rule.kinds.end());
      }
    }
    kinds = Kinds(compiled.language, all, unknown);
    return unknown;
  }

  Result<Patterns::Use> use_of(const SourceRules& rules, const UseRule& rule, std::string& unknown) const {
    const Kinds of_rule(compiled.language, {{"use", rule.kinds}}, unknown);
    Patterns::Use use{.use = rule.use};
    if (!rule.text.empty()) {
      auto text = pattern_of(rules, rule.text);
      if (!text) return pass(text);
      use.text = std::move(*text);
    }
    for (std::uint32_t symbol = 0; symbol < ts_language_symbol_count(compiled.language); ++symbol)
      use.symbols.push_back(of_rule.is(static_cast<TSSymbol>(symbol), Role::kUse));
    return use;
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
  for (const UseRule& rule : rules.test_marks) {
    const auto& known = test_marks();
    if (std::find(known.begin(), known.end(), rule.use) == known.end())
      return fail(Fault::kSetup, kReadingQuery, (rules.file.parent_path() / "toolchain.json").string(),
                  "syntax: no test has the mark \"" + rule.use + "\"", "use one of: " + join(known, ", "));
  }
  auto unknown = state->read_kinds(rules);
  if (!unknown) return pass(unknown);
  if (!unknown->empty())
    return fail(Fault::kSetup, kReadingQuery, (rules.file.parent_path() / "toolchain.json").string(),
                "syntax: the grammar " + rules.grammar + " has no kind of node, and we no role, \"" + *unknown + "\"",
                "compare the node names with the grammar's node-types.json");
  return SourceQuery(std::move(state));
}

SourceFacts SourceQuery::read(const std::string& path, std::string_view source, FileOf what) const {
  if (too_large(source)) return unread(path, source);
  const Owned<TSTree> tree = parse(state_->compiled.language, source);
  const TSNode root = ts_tree_root_node(tree.get());
  const Walk walked = walk(root, state_->kinds, kDeepest);
  if (walked.too_deep) return unread(path, source);
  const Captures captures = state_->run(root);
  SourceFacts facts = facts_of(state_->patterns, {.grammar = state_->compiled.language, .kinds = state_->kinds}, path,
                               source, captures, walked);
  if (what == FileOf::kTests) read_tests(state_->patterns, state_->kinds, path, source, captures, walked, facts);
  return facts;
}

}  // namespace grader::syntax
