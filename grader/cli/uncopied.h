#pragma once
// Hidden tests that no canary can be a copy of: their passes are watched over by the other tests' copies alone.

#include <string>
#include <vector>

#include "grader/model/grading.h"

namespace grader::cli {

// Of the reference, graded with a copy of every hidden test that can have one (pipeline::Request::copy_all): the tests
// without one, by id. Empty where nothing is copied at all: in modes "split" and "io", and when no hidden test ran.
std::vector<std::string> uncopied(const Grading& reference);

// What `exercise verify` says of them, a line each after a sentence; "" when there are none.
std::string say_uncopied(const std::vector<std::string>& tests, std::size_t hidden);

}  // namespace grader::cli
