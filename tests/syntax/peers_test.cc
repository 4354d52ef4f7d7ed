// Cyclomatic complexity against two tools that others wrote: pmccabe for C++, mccabe for Python. Where a definition
// differs, our rules are set to the peer's first, so that what is compared is the counting.
#include <gmock/gmock.h>

#include <algorithm>
#include <map>

#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/syntax/source.h"
#include "grader/toolchain/toolchain.h"
#include "tests/support/shell.h"

namespace grader::syntax {
namespace {

namespace fs = std::filesystem;
using support::shell;

using Counts = std::map<std::string, int>;  // "file:line" of a function -> its complexity

SourceRules rules_of(const std::string& language) {
  return toolchain::read_toolchain(fs::path(GRADER_SOURCE_DIR) / "toolchains" / language)->syntax->rules;
}

void take_out(SourceRules& rules, const std::string& role, const std::string& kind) {
  std::erase(rules.kinds[role], kind);
}

std::vector<fs::path> sources(const std::vector<std::string>& folders, const std::string& ending) {
  std::vector<fs::path> found;
  for (const std::string& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(GRADER_SOURCE_DIR) / folder))
      if (entry.path().extension() == ending) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// Functions that hold others are left out: mccabe adds what is inside.
Counts ours(const SourceRules& rules, const std::vector<fs::path>& files) {
  Counts counts;
  const auto query = SourceQuery::compile(rules);
  if (!query) {
    ADD_FAILURE() << message(query.error());
    return counts;
  }
  for (const fs::path& file : files) {
    const auto functions = query->read(file.string(), *read_file(file)).functions;
    for (const Function& function : functions) {
      const auto inside = [&](const Function& other) {
        return other.first_line > function.first_line && other.last_line <= function.last_line;
      };
      const bool holds_others = std::any_of(functions.begin(), functions.end(), inside);
      if (function.readable && !holds_others)
        counts[file.string() + ":" + std::to_string(function.first_line)] = function.complexity;
    }
  }
  return counts;
}

void compare(const Counts& ours, const Counts& theirs, std::size_t fewest) {
  std::size_t compared = 0;
  for (const auto& [place, count] : theirs) {
    const auto row = ours.find(place);
    if (row == ours.end()) continue;
    EXPECT_EQ(row->second, count) << place;
    ++compared;
  }
  EXPECT_GE(compared, fewest) << "of " << theirs.size() << " of theirs and " << ours.size() << " of ours";
}

// pmccabe leaves handlers out. Its second column is McCabe's number with every case of a switch.
TEST(Peers, CppCountsAsPmccabe) {
  if (shell("command -v pmccabe").code != 0) GTEST_SKIP() << "pmccabe is not installed";
  SourceRules rules = rules_of("cpp");
  take_out(rules, "decision", "catch_clause");
  const auto files = sources({"exercises", "tests/data/syntax", "sandbox", "grader"}, ".cc");
  std::string command = "pmccabe";
  for (const fs::path& file : files) command += " '" + file.string() + "'";
  Counts theirs;
  for (const std::string& line : lines_of(shell(command).out)) {
    const auto cells = split(line, '\t');
    if (cells.size() == 6)  // modified, traditional, statements, first line, lines, file(line): name
      theirs[cells[5].substr(0, cells[5].find('(')) + ":" + cells[3]] = std::stoi(cells[1]);
  }
  compare(ours(rules, files), theirs, 150);
}

// mccabe counts a try beside its handlers, and neither boolean operators nor what stands inside of expressions.
TEST(Peers, PythonCountsAsMccabe) {
  SourceRules rules = rules_of("python");
  for (const char* kind : {"if_clause", "for_in_clause", "conditional_expression"}) take_out(rules, "decision", kind);
  rules.kinds["decision"].emplace_back("try_statement");
  rules.kinds["operator"].clear();
  const auto files = sources({"exercises", "tests/data/syntax", "toolchains"}, ".py");
  Counts theirs;
  for (const fs::path& file : files) {
    for (const std::string& line : lines_of(shell("/usr/bin/python3 -m mccabe '" + file.string() + "'").out)) {
      const auto cells = split(line, ' ');                // line:column: 'name' complexity
      if (line.find("'") == std::string::npos) continue;  // a loop or a choice outside of functions
      theirs[file.string() + ":" + split(cells[0], ':')[0]] = std::stoi(cells.back());
    }
  }
  compare(ours(rules, files), theirs, 60);
}

}  // namespace
}  // namespace grader::syntax
