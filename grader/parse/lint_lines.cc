#include <charconv>

#include "grader/base/text.h"
#include "grader/parse/parse.h"

namespace grader::parse {
namespace {

constexpr std::string_view kSource = "/job/src/";

// The number that a text is; 0 when it is none.
int number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value > 0 ? value : 0;
}

}  // namespace

std::vector<Finding> lint_lines(const std::string& bytes) {
  std::vector<Finding> findings;
  for (const std::string& line : lines_of(bytes)) {
    if (!line.starts_with(kSource) || findings.size() == kMostFindings) continue;
    // From the last ": " that a line and a column stand before: a path may hold colons.
    for (std::size_t at = line.find(": "); at != std::string::npos; at = line.find(": ", at + 1)) {
      const std::size_t column = line.rfind(':', at - 1);
      const std::size_t row = column == std::string::npos ? column : line.rfind(':', column - 1);
      if (row == std::string::npos || row <= kSource.size()) continue;
      const int number_of_line = number(std::string_view(line).substr(row + 1, column - row - 1));
      const std::size_t space = line.find(' ', at + 2);
      if (number_of_line == 0 || space == std::string::npos) continue;
      findings.push_back({.file = to_utf8(line.substr(kSource.size(), row - kSource.size())),
                          .line = number_of_line,
                          .rule = to_utf8(line.substr(at + 2, space - at - 2)),
                          .level = "warning",
                          .message = to_utf8(line.substr(space + 1))});
      break;
    }
  }
  return findings;
}

std::vector<std::string> path_lines(const std::string& bytes) {
  std::vector<std::string> paths;
  for (const std::string& line : lines_of(bytes)) {
    if (!line.empty()) paths.push_back(to_utf8(line));
  }
  return paths;
}

}  // namespace grader::parse
