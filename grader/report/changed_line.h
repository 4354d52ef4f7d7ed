#pragma once
// A line of source with a small change shown in it.

#include <string>

#include "grader/model/grading.h"

namespace grader::report {

// The line that the change begins on; "" when its file is not shown.
std::string line_of(const Grading& grading, const Mutant& mutant);

// That line in at most `width` characters, the former words as "[-<-]" and the new ones as "{+<=+}" behind them,
// without indentation and with "..." for what there is no room for; the change alone when the line is not shown.
std::string changed_line(const Grading& grading, const Mutant& mutant, std::size_t width);

}  // namespace grader::report
