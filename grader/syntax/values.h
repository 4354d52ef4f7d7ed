#pragma once
// Where the values of a test come from: a clock, a call with a limit, a table beside the test. For the files of this
// room only.

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grader/syntax/reading.h"

namespace grader::syntax {

using IsSo = std::function<bool(TSNode)>;

// What is looked at once everything of a unit is known.
struct Notes {
  std::vector<TSNode> clocks, sizes, assignments, accessible;
  std::set<std::string_view> asserted;  // names that stand in its assertions
  std::set<std::string> limits;         // its parameters that a table gives a limit to
};

bool is_name(TSNode node);

// The names that stand in a node.
void add_names(TSNode node, std::string_view source, std::set<std::string_view>& names);

// Whether an assignment is to one of these names; not to a part of what it names.
bool is_to(TSNode assignment, const std::set<std::string_view>& names, std::string_view source);

// The parameters that the rows of a table ("@parametrize('a, b', [(1, 0)])") give such a value to.
std::set<std::string> parameters_given(TSNode table, std::string_view source, const IsSo& is_such);

// An assertion by size, of a value made from what a clock said, in which a number or the name of a constant is written.
bool holds_a_time_against_a_number(const Notes& notes, const Kinds& kinds, std::string_view source,
                                   const IsSo& is_asserted);

}  // namespace grader::syntax
