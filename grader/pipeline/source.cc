#include "grader/pipeline/source.h"

#include <filesystem>
#include <set>

#include "grader/base/files.h"
#include "grader/syntax/source.h"

namespace grader::pipeline {

Result<SourceFacts> read_source(const Material& material, const toolchain::Toolchain& tools) {
  SourceFacts facts;
  if (!tools.syntax) return facts;
  auto query = syntax::SourceQuery::compile(tools.syntax->rules);
  if (!query) return pass(query);
  const auto of_role = [&](const std::string& role) {
    const auto files = toolchain::files_of_role(tools, role, material.workspace.files);
    return std::set<std::string>(files.begin(), files.end());
  };
  const std::set<std::string> work = of_role(tools.syntax->role);
  const std::set<std::string> tests = of_role(tools.syntax->tests);
  const std::set<std::string> helpers = of_role(tools.syntax->helpers);
  const std::set<std::string> interface = of_role(tools.syntax->interface);
  const auto take = [](auto& to, auto& from) { std::move(from.begin(), from.end(), std::back_inserter(to)); };
  for (const std::string& file : material.workspace.files) {
    const bool of_tests = tests.contains(file) || helpers.contains(file);
    if (!work.contains(file) && !of_tests && !interface.contains(file)) continue;
    auto text = read_file(std::filesystem::path(material.workspace.root) / file);
    if (!text) return pass(text);
    SourceFacts read = query->read(file, *text, of_tests ? syntax::FileOf::kTests : syntax::FileOf::kWork);
    if (!tests.contains(file)) std::erase_if(read.tests, [](const TestFunction& row) { return !row.helper; });
    if (tests.contains(file)) facts.around_tests.merge(read.around_tests);
    take(facts.tests, read.tests);
    take(facts.smells, read.smells);
    if (!work.contains(file) && !tests.contains(file) && !interface.contains(file)) continue;
    take(facts.leftovers, read.leftovers);
    take(facts.uses, read.uses);
    if (interface.contains(file)) take(facts.public_functions, read.public_functions);
    if (!work.contains(file)) continue;
    take(facts.functions, read.functions);
    take(facts.identifiers, read.identifiers);
    take(facts.comparisons, read.comparisons);
    take(facts.imports, read.imports);
    take(facts.fields, read.fields);
    take(facts.files, read.files);
  }
  return facts;
}

}  // namespace grader::pipeline
