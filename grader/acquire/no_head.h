#pragma once
// A repository whose HEAD leads nowhere: it was bundled without one, or names a branch that nobody pushed.

#include <string>
#include <vector>

#include "grader/base/result.h"

namespace grader::acquire {

// The branch that stands for HEAD: the only one of `branches`, of which there is at least one. Fails with kUsage, and
// names them, when there are several. `doing` and `thing` are of the Error.
Result<std::string> only_branch(const std::string& doing, const std::string& thing,
                                const std::vector<std::string>& branches);

}  // namespace grader::acquire
