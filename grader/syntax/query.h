#pragma once
// A query of a toolchain, compiled for its grammar; for the files of this room only.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "grader/base/result.h"
#include "grader/syntax/spans.h"

namespace grader::syntax {

inline constexpr const char* kReadingQuery = "reading a syntax query";  // of errors

struct CompiledQuery {
  const TSLanguage* language = nullptr;
  Owned<TSQuery> query;
  std::vector<std::string> names;  // of its captures, by their ids
};

// `file` is where the query stands, for messages. Fails with kSetup when there is no such grammar, or the query has an
// error; its line is named.
Result<CompiledQuery> compile_query(const std::string& grammar, const std::filesystem::path& file,
                                    const std::string& query);

Owned<TSTree> parse(const TSLanguage* language, std::string_view source);

}  // namespace grader::syntax
