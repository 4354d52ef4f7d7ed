#pragma once
// What the functions of a file of tests do; for the files of this room only.

#include <string>
#include <string_view>
#include <vector>

#include "grader/syntax/reading.h"

namespace grader::syntax {

// The marks that a toolchain's `test_marks` may give to nodes:
//   checks     fails the test, or asserts, whatever its arguments are
//   error      asserts that an error is raised
//   clock      reads a clock; two of them take a time
//   stopwatch  takes a time
//   atmost     asserts that a value is below or above another
//   equal      asserts that two values are equal
//   program    starts the program
//   sleep, print
//   skip       switches a test off, unless it stands under a condition
//   skip_all   switches every test of its file off, where it is a statement of the file itself
//   table      gives values to the parameters of a test
//   fixture    makes a function a helper, whatever its name
//   limit      an empty, zero, negative or greatest value
//   accessible a text that speaks to assistive technology: a page's labels, roles, language and alternatives
//   hostile    a text that breaks out of where a careless program puts it: SQL, a shell, a page, a path, a format
const std::vector<std::string>& test_marks();

// Fills in `tests` and `smells`. A smell's rule is "tautology" (an assertion that does not depend on the code),
// "compared with itself" (a hint), "disabled test" or "sleeping test".
void read_tests(const Patterns& patterns, const Kinds& kinds, const std::string& path, std::string_view source,
                const Captures& captures, const Walk& walk, SourceFacts& facts);

}  // namespace grader::syntax
