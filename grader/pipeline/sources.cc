#include "grader/pipeline/sources.h"

#include <filesystem>
#include <optional>
#include <set>

#include "grader/base/files.h"
#include "grader/syntax/highlight.h"

namespace grader::pipeline {

Result<std::vector<SourceFile>> read_sources(const toolchain::Toolchain& tools, const Workspace& workspace,
                                             const OwnLines& own) {
  std::optional<syntax::HighlightQuery> query;
  if (tools.syntax && tools.syntax->highlight) {
    auto compiled = syntax::HighlightQuery::compile(*tools.syntax->highlight);
    if (!compiled) return pass(compiled);
    query = std::move(*compiled);
  }
  const auto code = toolchain::files_of_role(tools, "code", workspace.files);
  const std::set<std::string> coloured(code.begin(), code.end());
  std::vector<SourceFile> sources;
  for (const std::string& file : workspace.files) {
    const auto lines = own.find(file);
    if (lines == own.end()) continue;
    auto text = read_file(std::filesystem::path(workspace.root) / file);
    if (!text) return pass(text);
    SourceFile source{.path = file, .text = std::move(*text), .own = lines->second};
    if (query && coloured.contains(file)) source.spans = query->read(source.text);
    sources.push_back(std::move(source));
  }
  return sources;
}

}  // namespace grader::pipeline
