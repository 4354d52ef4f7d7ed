#pragma once
// Mutants made by hand, and texts with a mutant in them.

#include <string>
#include <vector>

#include "grader/base/text.h"
#include "grader/model/mutant.h"

namespace grader::support {

// Of "a < b" and "a <= b", the operators with their sides.
inline Mutant::Exchange exchange_of(const std::string& original, const std::string& replacement) {
  const std::vector<std::string> was = split(original, ' ');
  const std::vector<std::string> is = split(replacement, ' ');
  if (was.size() != 3 || is.size() != 3) return {};
  return {.from = was[1], .to = is[1], .left = was[0], .right = was[2]};
}

// Of line `number` of a file.
inline Mutant mutant(const std::string& path, int number, const std::string& op, const std::string& original,
                     const std::string& replacement) {
  return {.id = "0000000" + std::to_string(number),
          .number = number,
          .path = path,
          .function = "withdraw",
          .op = op,
          .line = number,
          .column = 5,
          .end_line = number,
          .end_column = 10,
          .original = original,
          .replacement = replacement,
          .exchange = exchange_of(original, replacement)};
}

// The text with the mutant written into it; `nothing` stands in place of a statement that is left out.
inline std::string with_mutant(const std::string& text, const Mutant& mutant, const std::string& nothing) {
  const auto place = [&](int line, int column) {
    std::size_t at = 0;
    for (int n = 1; n < line; ++n) at = text.find('\n', at) + 1;
    return at + static_cast<std::size_t>(column) - 1;
  };
  const std::size_t begin = place(mutant.line, mutant.column);
  const std::size_t end = place(mutant.end_line, mutant.end_column);
  return text.substr(0, begin) + (mutant.replacement.empty() ? nothing : mutant.replacement) + text.substr(end);
}

}  // namespace grader::support
