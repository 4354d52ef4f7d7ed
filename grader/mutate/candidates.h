#pragma once
// Where a text can be changed, and into what. For the files of this room only.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grader/model/mutant.h"
#include "grader/mutate/functions.h"
#include "grader/mutate/predicates.h"

namespace grader::mutate {

struct Candidate {
  Mutant mutant;            // without path, id and number
  std::size_t form = 0;     // of MutationRules::forms
  std::uint32_t begin = 0;  // bytes that go behind the guard
  std::uint32_t end = 0;
  std::string alternative;              // as it is written; of a decoy, the original on one line
  std::string plain;                    // the original on one line, "" when it cannot be written so
  int own_line = 0;                     // what must be the learner's
  std::optional<std::size_t> function;  // of Functions::bodies
  std::size_t place = 0;                // in its text
  std::string unchanged;                // see Unchanged::mutants
};

struct Compiled {
  MutationRules rules;
  syntax::CompiledQuery query;
  Predicates predicates;
};

struct Found {
  // In the order of the text; of two that write the same at the same place, the first.
  std::vector<Candidate> candidates;
  Functions functions;
};

// Empty for a text that is not read.
Found find(const Compiled& compiled, std::string_view source);

}  // namespace grader::mutate
