#pragma once
// A mutant made by hand.

#include <string>

#include "grader/model/mutant.h"

namespace grader::support {

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
          .replacement = replacement};
}

}  // namespace grader::support
