#pragma once
// The files of a submission as a report shows them.

#include <vector>

#include "grader/base/result.h"
#include "grader/model/grading.h"
#include "grader/model/workspace.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

// Every file of the workspace that has own lines, by path; code of the language with its colours.
Result<std::vector<SourceFile>> read_sources(const toolchain::Toolchain& tools, const Workspace& workspace,
                                             const OwnLines& own);

}  // namespace grader::pipeline
