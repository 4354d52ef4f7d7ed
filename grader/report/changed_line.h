#pragma once
// A line of source with a small change shown in it.

#include <string>

#include "grader/model/grading.h"

namespace grader::report {

// What stands around a change: of the line that it begins on, without indentation, and behind it when it ends there.
// Both "" when its file is not shown.
struct Around {
  std::string before, after;
};
Around around(const Grading& grading, const Mutant& mutant);

// The line with the change in at most `width` characters, the former words as "[-<-]" and the new ones as "{+<=+}"
// behind them, without indentation and with "..." for what there is no room for; the change alone when the line is not
// shown.
std::string changed_line(const Grading& grading, const Mutant& mutant, std::size_t width);

}  // namespace grader::report
