#pragma once
// The functions of a text as an edit leaves them or changes them. For the files of this room only.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grader/syntax/uncommented.h"

namespace grader::mutate {

class Places;

// Bytes of the source. One statement after another, of a function that is in no other one.
struct Body {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string text;  // without comments
};

struct Functions {
  std::vector<Body> bodies;  // in the order of the text
  std::string frame;         // the text without them
};

// A body that holds no statement, that tree-sitter could not read, that acts without being entered (@frame) or whose
// first line goes on from the one above is a part of the frame, and so is what stands before its first statement.
Functions functions_of(const Places& places, const syntax::Uncommented& uncommented, std::string_view source);

}  // namespace grader::mutate
