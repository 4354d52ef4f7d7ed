#pragma once
// What the tests of mutants share.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <tuple>
#include <vector>

#include "grader/mutate/mutate.h"
#include "grader/toolchain/toolchain.h"

namespace grader::mutate {

inline std::filesystem::path toolchain_folder(const std::string& language) {
  return std::filesystem::path(GRADER_SOURCE_DIR) / "toolchains" / language;
}

inline const toolchain::Toolchain& toolchain_of(const std::string& language) {
  static const auto cpp = toolchain::read_toolchain(toolchain_folder("cpp"));
  static const auto python = toolchain::read_toolchain(toolchain_folder("python"));
  return language == "cpp" ? *cpp : *python;
}

inline const MutationRules& rules_of(const std::string& language) {
  return toolchain_of(language).mutation->rules;
}

inline const Mutator& mutator_of(const std::string& language) {
  static const auto cpp = Mutator::compile(rules_of("cpp"));
  static const auto python = Mutator::compile(rules_of("python"));
  const auto& mutator = language == "cpp" ? cpp : python;
  if (!mutator) ADD_FAILURE() << message(mutator.error());
  return *mutator;
}

inline SourceFile all_own(const std::string& path, const std::string& bytes) {
  SourceFile file{.path = path, .text = bytes};
  const auto lines = std::count(bytes.begin(), bytes.end(), '\n') + 1;
  for (int line = 1; line <= lines; ++line) file.own.insert(line);
  return file;
}

inline Schemata make(const std::string& language, const std::string& source, const std::string& seed = "seed") {
  return mutator_of(language).make({all_own("a", source)}, seed);
}

// "OP original -> replacement" of each mutant but the decoys, by place.
inline std::vector<std::string> changes(const std::string& language, const std::string& source) {
  std::vector<Mutant> mutants = make(language, source).mutants;
  std::sort(mutants.begin(), mutants.end(), [](const Mutant& a, const Mutant& b) {
    return std::tie(a.line, a.column, b.end_line, b.end_column, a.op, a.replacement) <
           std::tie(b.line, b.column, a.end_line, a.end_column, b.op, b.replacement);
  });
  std::vector<std::string> rows;
  for (const Mutant& mutant : mutants)
    if (!mutant.decoy) rows.push_back(mutant.op + " " + mutant.original + " -> " + mutant.replacement);
  return rows;
}

// The same of the body of a function; only operators that are asked for.
inline std::vector<std::string> in_body(const std::string& language, const std::string& body,
                                        const std::string& ops = "COND ROR LCR AOR UOI RET SDL BOOL") {
  const std::string source =
      language == "cpp" ? "int f(int a, int b) {\n" + body + "\n}\n" : "def f(a, b):\n    " + body + "\n";
  std::vector<std::string> rows = changes(language, source);
  std::erase_if(rows, [&](const std::string& row) { return ops.find(row.substr(0, row.find(' '))) == ops.npos; });
  return rows;
}

}  // namespace grader::mutate
