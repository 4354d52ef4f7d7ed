#include "grader/syntax/query.h"

#include <algorithm>

#include "grader/base/text.h"
#include "grader/syntax/grammars.h"

namespace grader::syntax {
namespace {

const TSLanguage* language_of(const std::string& grammar, std::vector<std::string>& known) {
  for (const GraderGrammar* row = grader_grammars; row->name != nullptr; ++row) {
    if (grammar == row->name) return row->language();
    known.emplace_back(row->name);
  }
  return nullptr;
}

}  // namespace

Result<CompiledQuery> compile_query(const std::string& grammar, const std::filesystem::path& file,
                                    const std::string& query) {
  std::vector<std::string> known;
  CompiledQuery compiled{.language = language_of(grammar, known)};
  if (compiled.language == nullptr)
    return fail(Fault::kSetup, kReadingQuery, file.string(), "no grammar is called \"" + grammar + "\"",
                "use one of: " + join(known, ", "));
  std::uint32_t at = 0;
  TSQueryError error = TSQueryErrorNone;
  compiled.query.reset(
      ts_query_new(compiled.language, query.data(), static_cast<std::uint32_t>(query.size()), &at, &error));
  if (compiled.query == nullptr) {
    const auto line = 1 + std::count(query.begin(), query.begin() + at, '\n');
    return fail(Fault::kSetup, kReadingQuery, file.string(),
                "line " + std::to_string(line) + ": not a query of the grammar " + grammar,
                "compare the node names with the grammar's node-types.json");
  }
  for (std::uint32_t id = 0; id < ts_query_capture_count(compiled.query.get()); ++id) {
    std::uint32_t length = 0;
    const char* name = ts_query_capture_name_for_id(compiled.query.get(), id, &length);
    compiled.names.emplace_back(name, length);
  }
  return compiled;
}

Owned<TSTree> parse(const TSLanguage* language, std::string_view source) {
  const Owned<TSParser> parser(ts_parser_new());
  ts_parser_set_language(parser.get(), language);
  return Owned<TSTree>(
      ts_parser_parse_string(parser.get(), nullptr, source.data(), static_cast<std::uint32_t>(source.size())));
}

}  // namespace grader::syntax
