#include "grader/pipeline/key.h"

#include <algorithm>

#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/pipeline/options.h"
#include "grader/run/run.h"
#include "grader/toolchain/toolchain.h"

namespace grader::pipeline {

Result<std::string> basis_of(const Exercise& exercise) {
  Hasher hasher;
  hasher.add(GRADER_VERSION);
  const std::string samples = exercise.submissions.empty() ? "" : exercise.submissions + "/";
  for (const std::string& file : files_below(exercise.folder)) {
    if (!samples.empty() && file.starts_with(samples)) continue;
    auto hash = sha256_of_file(exercise.folder / file);
    if (!hash) return pass(hash);
    hasher.add(file).add(*hash);
  }
  const auto toolchains = toolchain::read_toolchains();
  if (!toolchains) return std::unexpected(toolchains.error());
  const auto tools = std::find_if(toolchains->begin(), toolchains->end(),
                                  [&](const toolchain::Toolchain& any) { return any.id == exercise.language; });
  if (tools == toolchains->end())
    return fail(Fault::kSetup, "choosing a toolchain", exercise.language, "no toolchain of that name",
                "mend \"language\" of exercise " + exercise.id);
  const auto versions = tool_versions(*tools);
  if (!versions) return std::unexpected(versions.error());
  for (const auto& [tool, version] : *versions) hasher.add(tool).add(version);
  auto helper = sha256_of_file(run::find_helper());
  if (!helper) return pass(helper);
  return hasher.add(*helper).hex();
}

std::string key_of(const std::string& basis, const std::string& commit, const std::string& learner) {
  return Hasher().add(basis).add(commit).add(learner).hex();
}

}  // namespace grader::pipeline
