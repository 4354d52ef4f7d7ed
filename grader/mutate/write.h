#pragma once
// Puts candidates into a text, each behind its guard. For the files of this room only.

#include <string>
#include <string_view>
#include <vector>

#include "grader/mutate/candidates.h"

namespace grader::mutate {

// A guard that only says that a function was entered.
struct Entry {
  std::uint32_t at = 0;  // byte of the function's first statement
  int number = 0;
};

// `candidates` and `entries` are of this text, in its order, and have their numbers. With all guards off the text means
// what it meant: alternatives are plain, only the original inside of them holds further guards.
MutatedFile write(const MutationRules& rules, const std::string& path, std::string_view source,
                  std::vector<Candidate> candidates, const std::vector<Entry>& entries);

}  // namespace grader::mutate
