#pragma once
// A source without its comments: what is left when they are edited.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grader/syntax/grammars.h"

namespace grader::syntax {

bool is_comment(TSNode node);

// Comments of the first two lines stay, for they may name an encoding.
class Uncommented {
 public:
  Uncommented(TSNode root, std::string_view source);

  // One within a line becomes a blank, so that it still parts what stands around it.
  std::string text(std::uint32_t begin, std::uint32_t end) const;

 private:
  std::string_view source_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> comments_;
};

// Where something was cut out of a text, no trace is left of the comments and empty lines that stood around it.
std::string before_cut(const std::string& text);
std::string after_cut(const std::string& text);

}  // namespace grader::syntax
