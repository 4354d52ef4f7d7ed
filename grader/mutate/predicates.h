#pragma once
// The conditions of a query that tree-sitter keeps but does not hold a match against: #eq?, #not-eq?, #match? and
// #not-match? (regular expressions, ECMAScript, found anywhere in the text). For the files of this room only.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "grader/base/result.h"
#include "grader/syntax/query.h"

namespace grader::mutate {

class Predicates {
 public:
  // Fails with kSetup for a condition of another name or shape, or a pattern with an error; `file` is named.
  static Result<Predicates> of(const syntax::CompiledQuery& compiled, const std::filesystem::path& file);

  // Whether all conditions of the match's pattern hold. One about a capture that the match does not have holds. A
  // pattern sees the first 300 bytes of a text: std::regex goes as deep as its text is long.
  bool hold(const TSQueryMatch& match, std::string_view source) const;

 private:
  struct Condition {
    std::uint32_t capture = 0;
    std::optional<std::uint32_t> other;  // a capture with the same text
    std::string text;                    // without one
    std::optional<std::regex> pattern;
    bool negated = false;
  };
  static Result<Condition> condition_of(const syntax::CompiledQuery& compiled, const TSQueryPredicateStep* steps,
                                        std::size_t count, const std::filesystem::path& file);
  static bool holds(const Condition& condition, const TSQueryMatch& match, std::string_view source);

  std::vector<std::vector<Condition>> patterns_;  // by the pattern's place in the query
};

}  // namespace grader::mutate
