#pragma once
// A submission in memory and copies of it, for benches that need one of a certain size.

#include <filesystem>
#include <regex>
#include <string>

#include "grader/acquire/repository.h"
#include "grader/base/files.h"
#include "grader/pipeline/own_mutants.h"

namespace grader::bench {

namespace fs = std::filesystem;

// Names that each copy has of its own, in texts and paths.
inline std::regex names_of(const std::string& language) {
  return std::regex(language == "cpp" ? "\\b(account|money|Account|format_pence|parse_pence|Deposit|Refused|Withdraw|"
                                        "Statement|Overdraft|Money|Format|Parse)(?=\\b|_test)"
                                      : "\\b(tasklist|test_tasks)(?=\\b)");
}

// Lays a submission out in `folder`, its components and tests `times` over, each copy under names of its own; own is
// what is not in the starter.
inline Result<pipeline::Material> lay_out(const toolchain::Toolchain& tools, const fs::path& sample,
                                          const fs::path& starter, int times, const fs::path& folder) {
  pipeline::Material material{.workspace = {.root = folder.string()}};
  const auto files = files_below(sample);
  const OwnLines own = acquire::own_lines(sample, files, starter, files_below(starter));
  const std::regex names = names_of(tools.id);
  for (const std::string& file : files) {
    if (file.starts_with(".git/")) continue;
    const bool copied = !toolchain::files_of_role(tools, "code", {file}).empty() && !file.ends_with("main.cc");
    auto text = read_file(sample / file);
    if (!text) return pass(text);
    for (int n = 1; n <= (copied ? times : 1); ++n) {
      const std::string with = n == 1 ? "$1" : "$1" + std::string(1, static_cast<char>('a' + n));
      const std::string path = std::regex_replace(file, names, with);
      if (auto written = write_file(folder / path, std::regex_replace(*text, names, with)); !written)
        return pass(written);
      material.workspace.files.push_back(path);
      if (const auto lines = own.find(file); lines != own.end()) material.own[path] = lines->second;
    }
  }
  std::sort(material.workspace.files.begin(), material.workspace.files.end());
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
