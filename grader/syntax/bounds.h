#pragma once
// What is not read, because nobody wrote it by hand and tree-sitter would take long over it.

#include <cstdint>
#include <string_view>

#include "grader/syntax/grammars.h"

namespace grader::syntax {

constexpr std::size_t kMostBytes = 1U << 20U;
constexpr std::uint32_t kDeepest = 500;  // the time of a query grows with the square of the depth

// Before anything is parsed: too long, or more brackets open than kDeepest (the time of tree-sitter's recovery grows
// with the square of brackets left open).
bool too_large(std::string_view source);

// Once parsed: nodes within nodes, more than kDeepest of them.
bool nested_too_deep(TSNode root);

}  // namespace grader::syntax
