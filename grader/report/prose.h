#pragma once
// Text for people in which what stands between two backticks is code, and text of any kind inside a line of Markdown.

#include <string>
#include <string_view>
#include <vector>

namespace grader::report {

struct Piece {
  std::string_view text;
  bool code = false;  // it stood between backticks, which are not a part of it
};

// In their order, of the same lifetime as `prose`; a backtick without another is text. Empty pieces are left out.
std::vector<Piece> pieces_of(std::string_view prose);

// Foreign text: what has a meaning in Markdown loses it.
std::string markdown_text(std::string_view text);
// The same, but that code stays code.
std::string markdown_prose(std::string_view prose);

}  // namespace grader::report
