#pragma once
// A sample submission laid out, for benches that need one of a certain size.

#include <filesystem>
#include <regex>
#include <set>
#include <string>

#include "grader/acquire/repository.h"
#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/pipeline/own_mutants.h"
#include "grader/pipeline/own_work.h"

namespace grader::bench {

namespace fs = std::filesystem;

// What each copy has a name of its own for.
inline std::regex names_of(const std::string& language) {
  return std::regex(language == "cpp" ? "\\b(Account|require_positive|digits|format_pence|parse_pence|Deposit|Refused|"
                                        "Statement|Overdraft|Format|Parse)\\b"
                                      : "\\b(Task|TaskList|load|save|test_\\w+)\\b");
}

// A file's text `times` over, each copy under names of its own; its own lines grow with it.
inline std::string repeated(const std::string& text, int times, const std::regex& names, std::set<int>& own) {
  const std::set<int> first = own;
  const auto lines = static_cast<int>(lines_of(text).size());
  std::string all = text;
  for (int n = 1; n < times; ++n) {
    all += std::regex_replace(text, names, "$1" + std::string(1, static_cast<char>('a' + n)));
    for (const int line : first) own.insert(n * lines + line);
  }
  return all;
}

// Lays a submission out in `folder`, every function and test of it `times` over; own is what is not in the starter.
inline Result<pipeline::Material> lay_out(const toolchain::Toolchain& tools, const fs::path& sample,
                                          const fs::path& starter, int times, const fs::path& folder) {
  pipeline::Material material{.workspace = {.root = folder.string()}};
  const auto files = files_below(sample);
  material.own = acquire::own_lines(sample, files, starter, files_below(starter));
  for (const std::string& file : files) {
    if (file.starts_with(".git/")) continue;
    auto text = read_file(sample / file);
    if (!text) return pass(text);
    const bool code = !toolchain::files_of_role(tools, "code", {file}).empty() && file.find("main") == file.npos;
    if (code) text = repeated(*text, times, names_of(tools.id), material.own[file]);
    if (auto written = write_file(folder / file, *text); !written) return pass(written);
    material.workspace.files.push_back(file);
  }
  return material;
}

// How many own lines the files have that mutants are made in.
inline std::size_t own_lines(const toolchain::Toolchain& tools, const pipeline::Material& material) {
  return pipeline::count_own(material.own,
                             toolchain::files_of_role(tools, tools.mutation->role, material.workspace.files));
}

// The same with so many own lines: as often over as it takes, and what is more is taken for the starter's.
inline Result<pipeline::Material> lay_out_lines(const toolchain::Toolchain& tools, const fs::path& sample,
                                                const fs::path& starter, std::size_t lines, const fs::path& folder) {
  auto material = lay_out(tools, sample, starter, 1, folder);
  for (int times = 2; material && own_lines(tools, *material) < lines; ++times)
    material = lay_out(tools, sample, starter, times, folder);
  if (!material) return material;
  std::size_t more = own_lines(tools, *material) - lines;
  for (const std::string& file : toolchain::files_of_role(tools, tools.mutation->role, material->workspace.files)) {
    std::set<int>& own = material->own[file];
    for (; more > 0 && !own.empty(); --more) own.erase(std::prev(own.end()));
  }
  return material;
}

// One function of the file, the last one, gets a line more that does nothing.
inline std::string edited(const std::string& text, const std::string& language) {
  const std::string line = language == "cpp" ? "static_cast<void>(0);" : "pass";
  const std::size_t at = text.rfind("return ");
  const std::size_t begin = text.rfind('\n', at) + 1;
  return text.substr(0, at) + line + "\n" + text.substr(begin, at - begin) + text.substr(at);
}

}  // namespace grader::bench
