#pragma once
// Reads the source of a submission, which is never run here: tree-sitter takes any bytes.

#include "grader/base/result.h"
#include "grader/model/source.h"
#include "grader/pipeline/own_work.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

// Of each file what its role in the toolchain asks for. Empty for a language without a grammar. Fails with kSetup when
// the toolchain's query cannot be used.
Result<SourceFacts> read_source(const Material& material, const toolchain::Toolchain& tools);

}  // namespace grader::pipeline
