#pragma once
// The test cases of a file of tests as texts of their own; for the files of this room only.

#include <string>
#include <string_view>
#include <vector>

#include "grader/syntax/units.h"

namespace grader::syntax {

// Fills in `text` and `place` of those test cases that stand apart, and gives what is left of the file; all without
// comments. Left there are test cases that the grammar does not read, that hold a @test.bound, or a @test.loaded in
// their head.
std::string cut_apart(const Walk& walk, std::string_view source, const Captures& captures, std::vector<Unit>& units);

}  // namespace grader::syntax
