#pragma once
// A page of the documentation as a walk: files to write, commands to give, and what they must show.

#include <utility>
#include <vector>

#include "tests/e2e/program.h"

namespace grader {

struct Walk {
  std::vector<std::pair<std::string, std::string>> files;  // of every block with a name behind its kind: "json NAME"
  std::string commands;                                    // of every block "sh", and "sh LANGUAGE" of this language
  std::vector<std::string> shown;  // lines of the blocks "text", which must be seen in this order
};

inline Walk read_walk(const std::string& page, const std::string& language) {
  Walk walk;
  std::istringstream in(slurp(fs::path(kSource) / "docs" / page));
  std::string block;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("```")) {
      block = line.substr(3);
      const std::size_t name = block.find(' ');
      if (name != std::string::npos && !block.starts_with("sh ")) walk.files.emplace_back(block.substr(name + 1), "");
    } else if (block == "sh" || block == "sh " + language) {
      walk.commands += line + "\n";
    } else if (block == "text") {
      walk.shown.push_back(line);
    } else if (block.find(' ') != std::string::npos && !block.starts_with("sh ")) {
      walk.files.back().second += line + "\n";
    }
  }
  return walk;
}

// Lines are broken where the screen ends.
inline std::string on_one_line(const std::string& text) {
  std::istringstream in(text);
  std::string line;
  for (std::string word; in >> word;) line += (line.empty() ? "" : " ") + word;
  return line;
}

inline void expect_shown(const Walk& walk, const std::string& out) {
  const std::string seen = on_one_line(out);
  std::size_t at = 0;
  for (const std::string& line : walk.shown) {
    const std::size_t found = seen.find(on_one_line(line), at);
    ASSERT_NE(found, std::string::npos) << line << "\nis not shown, or not after the lines before it:\n" << out;
    at = found + 1;
  }
}

}  // namespace grader
