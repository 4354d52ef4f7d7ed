#pragma once
// Whole programs for the tests of mutants: the exercises' references and samples, and their compilation.

#include <gtest/gtest.h>

#include "grader/base/files.h"
#include "grader/base/text.h"
#include "tests/mutate/support.h"
#include "tests/support/shell.h"

namespace grader::mutate {

namespace fs = std::filesystem;
using support::Folder;
using support::shell;
using support::slurp;
using support::spit;

// A sample's last state: a stretch from "@@ N" or "@@ N-M" to "@@ end" is there in these steps of its history.
inline std::string last_state(const std::string& text) {
  std::string kept;
  bool keep = true;
  for (const std::string& line : lines_of(text)) {
    const std::size_t mark = line.find("@@ ");
    if (mark == std::string::npos) {
      if (keep) kept += line + "\n";
      continue;
    }
    keep = line.substr(mark + 3).find('-') == std::string::npos;
  }
  return kept;
}

struct Source {
  std::string exercise;
  std::string path;    // below exercises/
  std::string folder;  // of its project
  std::string text;
};

// Components of references and samples; `ending` picks the language.
inline std::vector<Source> sources(const std::string& ending, const std::vector<std::string>& projects) {
  std::vector<Source> found;
  const fs::path exercises = fs::path(GRADER_SOURCE_DIR) / "exercises";
  for (const std::string& path : files_below(exercises)) {
    const std::string exercise = path.substr(0, path.find('/'));
    for (const std::string& project : projects) {
      const std::string folder = exercise + "/" + project;
      if (!path.starts_with(folder + "/") || !path.ends_with(ending) || path.find("/tests/") != std::string::npos ||
          path.ends_with("/main.cc"))
        continue;
      found.push_back({exercise, path, folder, last_state(slurp(exercises / path))});
    }
  }
  return found;
}

// The project's own headers beside the source, the starter's where it has none.
inline void lay_headers(const Source& source, const fs::path& to) {
  const fs::path exercises = fs::path(GRADER_SOURCE_DIR) / "exercises";
  for (const std::string& folder : {source.exercise + "/starter", source.folder})
    for (const std::string& path : files_below(exercises / folder))
      if (path.ends_with(".h")) spit(to / path, last_state(slurp(exercises / folder / path)));
}

constexpr const char* kGuard =
    "extern int grader_current;\n"
    "constexpr bool grader_mutant(int number) {\n"
    "  return __builtin_is_constant_evaluated() ? false : grader_current == number;\n}\n";

struct Compilation {
  int code = -1;
  std::vector<int> dropped;
  std::string messages;
};

// Compiles `unit`, with the schemata of a file in its place; the folder holds the originals below src/.
inline Compilation compile(const Folder& folder, const std::string& text,
                           const std::vector<MutatedFile::Guarded>& guarded, const std::string& file = "unit.cc",
                           const std::string& unit = "made/unit.cc") {
  std::string table;
  for (const auto& row : guarded) table += std::to_string(row.line) + "\t" + std::to_string(row.number) + "\n";
  fs::remove_all(folder / "made");
  fs::copy(folder / "src", folder / "made", fs::copy_options::recursive);
  spit(folder / "made" / file, text);
  spit(folder / ("src/" + file + ".lines"), table);
  spit(folder / "guard.h", kGuard);
  const std::string at = folder.path().string();
  const auto run = shell("cd " + at + " && /bin/sh " + (toolchain_folder("cpp") / "mutants.sh").string() + " " + unit +
                         " made src unit.o dropped /usr/bin/g++ -std=c++20 -O0 -include guard.h -Imade");
  Compilation compiled{.code = run.code, .messages = run.err};
  for (const std::string& line : lines_of(slurp(folder / "dropped"))) compiled.dropped.push_back(std::stoi(line));
  EXPECT_EQ(fs::exists(folder / "unit.o"), run.code == 0);
  return compiled;
}

}  // namespace grader::mutate
