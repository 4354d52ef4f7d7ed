#include <algorithm>
#include <cctype>

#include "grader/base/text.h"
#include "grader/toolchain/toolchain.h"

namespace grader::toolchain {
namespace {

bool is_of_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool holds_word(const std::string& text, const std::string& word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_of_word(text[at - 1])) && (end == text.size() || !is_of_word(text[end]))) return true;
  }
  return false;
}

bool has(const std::string& source, const std::string& name, const std::string& defined) {
  if (!holds_word(source, name)) return false;
  if (defined.empty() || !std::all_of(name.begin(), name.end(), is_of_word)) return true;
  const std::regex definition(replace_all(defined, "{name}", name));
  const std::vector<std::string> lines = lines_of(source);
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
    return holds_word(line, name) && std::regex_search(line.substr(0, kMostMatched), definition);
  });
}

}  // namespace

bool asks_for_what_is_missing(const Toolchain& toolchain, const std::string& message, const std::string& source) {
  for (const std::string& whole : lines_of(message)) {
    const std::string line = whole.substr(0, kMostMatched);
    const bool missing =
        std::any_of(toolchain.missing_names.begin(), toolchain.missing_names.end(), [&](const MissingName& row) {
          std::smatch found;
          if (!std::regex_search(line, found, row.message)) return false;
          return found.size() < 2 || (found[1].length() > 0 && !has(source, found[1], row.defined));
        });
    if (missing) return true;
  }
  return false;
}

}  // namespace grader::toolchain
