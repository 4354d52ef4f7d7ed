#include "grader/syntax/functions.h"

#include <algorithm>

#include "grader/base/text.h"
#include "grader/syntax/grammars.h"

namespace grader::syntax {
namespace {

constexpr const char* kDoing = "reading a syntax query";
constexpr std::size_t kMostBytes = 1U << 20U;
constexpr std::uint32_t kDeepest = 500;  // the time of a query grows with the square of the depth

struct Cursor {
  explicit Cursor(TSNode root) : at(ts_tree_cursor_new(root)) {}
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;
  ~Cursor() { ts_tree_cursor_delete(&at); }
  TSTreeCursor at;
};

struct Free {
  void operator()(TSQuery* query) const { ts_query_delete(query); }
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
  void operator()(TSTree* tree) const { ts_tree_delete(tree); }
  void operator()(TSQueryCursor* cursor) const { ts_query_cursor_delete(cursor); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

const TSLanguage* language_of(const std::string& grammar, std::vector<std::string>& known) {
  for (const GraderGrammar* row = grader_grammars; row->name != nullptr; ++row) {
    if (grammar == row->name) return row->language();
    known.emplace_back(row->name);
  }
  return nullptr;
}

struct Found {
  Function function;
  std::uint32_t begin = 0;  // bytes
  std::uint32_t end = 0;
};

bool nested_too_deep(TSNode root) {
  Cursor cursor(root);
  while (true) {
    if (ts_tree_cursor_current_depth(&cursor.at) > kDeepest) return true;
    if (ts_tree_cursor_goto_first_child(&cursor.at)) continue;
    while (!ts_tree_cursor_goto_next_sibling(&cursor.at)) {
      if (!ts_tree_cursor_goto_parent(&cursor.at)) return false;
    }
  }
}

// Stands for everything in a file that is not read.
std::vector<Function> unread(const std::string& path, std::string_view source) {
  const auto lines = std::count(source.begin(), source.end(), '\n') + 1;
  return {{.file = path, .first_line = 1, .last_line = static_cast<int>(lines), .readable = false}};
}

int line_of(TSPoint point) {
  return static_cast<int>(point.row) + 1;
}

struct Captures {
  std::vector<Found> functions;
  std::vector<TSNode> names;
  std::vector<std::uint32_t> branches;  // first byte
};

// The function that begins last before a place and has not ended there; nullptr when there is none.
Found* innermost(std::vector<Found>& all, std::uint32_t place) {
  const auto after = std::upper_bound(all.begin(), all.end(), place,
                                      [](std::uint32_t at, const Found& function) { return at < function.begin; });
  for (auto row = after; row != all.begin();) {
    --row;
    if (place < row->end) return &*row;
  }
  return nullptr;
}

}  // namespace

struct FunctionQuery::State {
  const TSLanguage* language = nullptr;
  Owned<TSQuery> query;

  std::string_view capture_name(std::uint32_t index) const {
    std::uint32_t length = 0;
    const char* name = ts_query_capture_name_for_id(query.get(), index, &length);
    return {name, length};
  }

  Captures run(TSNode root, const std::string& path) const {
    const Owned<TSQueryCursor> cursor(ts_query_cursor_new());
    ts_query_cursor_exec(cursor.get(), query.get(), root);
    Captures captures;
    TSQueryMatch match;
    std::uint32_t index = 0;
    while (ts_query_cursor_next_capture(cursor.get(), &match, &index)) {
      const TSNode node = match.captures[index].node;
      const std::string_view name = capture_name(match.captures[index].index);
      if (name == "branch") {
        captures.branches.push_back(ts_node_start_byte(node));
      } else if (name == "name") {
        captures.names.push_back(node);
      } else if (name == "function") {
        captures.functions.push_back({.function = {.file = path,
                                                   .first_line = line_of(ts_node_start_point(node)),
                                                   .last_line = line_of(ts_node_end_point(node)),
                                                   .readable = !ts_node_has_error(node)},
                                      .begin = ts_node_start_byte(node),
                                      .end = ts_node_end_byte(node)});
      }
    }
    return captures;
  }
};

FunctionQuery::FunctionQuery(std::unique_ptr<State> state) : state_(std::move(state)) {}
FunctionQuery::FunctionQuery(FunctionQuery&&) noexcept = default;
FunctionQuery& FunctionQuery::operator=(FunctionQuery&&) noexcept = default;
FunctionQuery::~FunctionQuery() = default;

Result<FunctionQuery> FunctionQuery::compile(const std::string& grammar, std::string_view query,
                                             const std::string& file) {
  std::vector<std::string> known;
  auto state = std::make_unique<State>();
  state->language = language_of(grammar, known);
  if (state->language == nullptr)
    return fail(Fault::kSetup, kDoing, file, "no grammar is called \"" + grammar + "\"",
                "use one of: " + join(known, ", "));
  std::uint32_t at = 0;
  TSQueryError error = TSQueryErrorNone;
  state->query.reset(
      ts_query_new(state->language, query.data(), static_cast<std::uint32_t>(query.size()), &at, &error));
  if (state->query == nullptr) {
    const auto line = 1 + std::count(query.begin(), query.begin() + at, '\n');
    return fail(Fault::kSetup, kDoing, file, "line " + std::to_string(line) + ": not a query of the grammar " + grammar,
                "compare the node names with the grammar's node-types.json");
  }
  return FunctionQuery(std::move(state));
}

std::vector<Function> FunctionQuery::functions(const std::string& path, std::string_view source) const {
  if (source.size() > kMostBytes) return unread(path, source);
  const Owned<TSParser> parser(ts_parser_new());
  ts_parser_set_language(parser.get(), state_->language);
  const Owned<TSTree> tree(
      ts_parser_parse_string(parser.get(), nullptr, source.data(), static_cast<std::uint32_t>(source.size())));
  const TSNode root = ts_tree_root_node(tree.get());
  if (nested_too_deep(root)) return unread(path, source);
  Captures captures = state_->run(root, path);

  std::vector<Found>& found = captures.functions;
  std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.begin < b.begin; });
  for (const std::uint32_t branch : captures.branches) {
    if (Found* function = innermost(found, branch)) ++function->function.complexity;
  }
  for (const TSNode& node : captures.names) {
    const std::uint32_t begin = ts_node_start_byte(node);
    Found* function = innermost(found, begin);
    if (function == nullptr || !function->function.name.empty()) continue;
    function->function.name = to_utf8(source.substr(begin, ts_node_end_byte(node) - begin));
  }
  std::vector<Function> functions;
  for (Found& row : found) functions.push_back(std::move(row.function));
  return functions;
}

}  // namespace grader::syntax
