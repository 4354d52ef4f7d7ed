#include "grader/pipeline/options.h"

#include "grader/base/hash.h"

namespace grader::pipeline {

Result<std::map<std::string, std::string>> tool_versions(const toolchain::Toolchain& tools) {
  std::map<std::string, std::string> versions;
  for (const toolchain::Tool& tool : tools.tools) {
    auto hash = sha256_of_file(tool.path);
    if (!hash)
      return fail(Fault::kPlatform, "preparing " + tools.title, tool.path, "the tool is not installed",
                  "sudo apt-get install " + tool.package);
    versions[tool.name] = "sha256 " + hash->substr(0, 12);
  }
  versions["toolchain " + tools.id] = "sha256 " + tools.hash.substr(0, 12);
  return versions;
}

run::Options options_for(const Request& request, const std::map<std::string, std::string>& versions) {
  run::Options options{.helper = run::find_helper(),
                       .threads = request.threads,
                       .cache = request.cache,
                       .versions = GRADER_VERSION,
                       .progress = request.progress};
  for (const auto& [tool, version] : versions) options.versions += "\n" + tool + " " + version;
  return options;
}

}  // namespace grader::pipeline
