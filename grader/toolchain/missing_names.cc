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

}  // namespace

bool asks_for_what_is_missing(const Toolchain& toolchain, const std::string& message, const std::string& source) {
  constexpr std::size_t kMostText = 500;  // std::regex goes as deep as its text is long
  for (const std::string& whole : lines_of(message)) {
    const std::string line = whole.substr(0, kMostText);
    const bool missing =
        std::any_of(toolchain.missing_names.begin(), toolchain.missing_names.end(), [&](const MissingName& pattern) {
          std::smatch found;
          if (!std::regex_search(line, found, pattern)) return false;
          return found.size() < 2 || (found[1].length() > 0 && !holds_word(source, found[1]));
        });
    if (missing) return true;
  }
  return false;
}

}  // namespace grader::toolchain
