#pragma once
// Code in comments; for the files of this room only.

#include <string>
#include <string_view>
#include <vector>

#include "grader/syntax/reading.h"

namespace grader::syntax {

struct CommentedCode {
  int line = 0;
  std::string words;  // of the comment, without its marks
};

// One for each block of comments on lines that follow each other. A comment holds code when it looks like some
// (Patterns::commented_code) and the grammar reads it without an error, by itself or with the comments right below it:
// a condition without anything under it is as likely a sentence.
std::vector<CommentedCode> commented_code(const Patterns& patterns, const Language& language,
                                          const std::vector<TSNode>& comments, std::string_view source);

}  // namespace grader::syntax
