// The program does not analyse its queries (docs/decisions/0012); here each is held against the whole core.
#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "grader/syntax/grammars.h"
#include "tests/support/shell.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

const TSLanguage* language_of(const std::string& grammar) {
  for (const GraderGrammar* row = grader_grammars; row->name != nullptr; ++row) {
    if (grammar == row->name) return row->language();
  }
  return nullptr;
}

TSQueryError error_of(const TSLanguage* language, const std::string& query, std::uint32_t& at) {
  TSQueryError error = TSQueryErrorNone;
  ts_query_delete(ts_query_new(language, query.data(), static_cast<std::uint32_t>(query.size()), &at, &error));
  return error;
}

TEST(Queries, EveryPatternOfEveryToolchainCanMatch) {
  int queries = 0;
  for (const auto& folder : fs::directory_iterator(fs::path(GRADER_SOURCE_DIR) / "toolchains")) {
    const fs::path file = folder.path() / "toolchain.json";
    if (!fs::exists(file)) continue;
    const auto toolchain = nlohmann::json::parse(support::slurp(file), nullptr, true, true);
    const TSLanguage* language = language_of(toolchain["syntax"]["grammar"]);
    ASSERT_NE(language, nullptr) << file;
    for (const auto& query : fs::directory_iterator(folder)) {
      if (query.path().extension() != ".scm") continue;
      const std::string text = support::slurp(query.path());
      std::uint32_t at = 0;
      EXPECT_EQ(error_of(language, text, at), TSQueryErrorNone) << query.path() << " at: " << text.substr(at, 60);
      ++queries;
    }
  }
  EXPECT_GE(queries, 6);
}

TEST(Queries, APatternThatCanNeverMatchIsFound) {
  std::uint32_t at = 0;
  EXPECT_EQ(error_of(language_of("python"), "(if_statement (class_definition) @x)", at), TSQueryErrorStructure);
  EXPECT_EQ(error_of(language_of("python"), "(if_statement condition: (identifier) @x)", at), TSQueryErrorNone);
}

}  // namespace
}  // namespace grader
