#pragma once
// Holds what a program left against what is expected of it. Both are any bytes.

#include <optional>
#include <string>

#include "grader/model/mode.h"

namespace grader::measure {

// The first difference in one sentence that names `where` ("standard output"), or none. For exact and tolerant checks.
// Tolerant: white space at the ends of lines and empty lines at the end do not count, and with a tolerance a number is
// held against the expected one by its value. A number stands alone: "item2" and "v1.2" are text.
std::optional<std::string> difference(const Check& check, const std::string& where, const std::string& expected,
                                      const std::string& found);

}  // namespace grader::measure
