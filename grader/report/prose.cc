#include "grader/report/prose.h"

#include "grader/base/text.h"

namespace grader::report {

std::vector<Piece> pieces_of(std::string_view prose) {
  std::vector<Piece> pieces;
  const auto add = [&](std::string_view text, bool code) {
    if (!text.empty()) pieces.push_back({.text = text, .code = code});
  };
  while (true) {
    const std::size_t from = prose.find('`');
    const std::size_t to = from == std::string_view::npos ? from : prose.find('`', from + 1);
    if (to == std::string_view::npos) break;
    add(prose.substr(0, from), false);
    add(prose.substr(from + 1, to - from - 1), true);
    prose.remove_prefix(to + 1);
  }
  add(prose, false);
  return pieces;
}

std::string markdown_text(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (std::string_view("\\`*_{}[]<>#|!&").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string markdown_prose(std::string_view prose) {
  std::string out;
  for (const Piece& piece : pieces_of(prose))
    out += piece.code ? "`" + printable(piece.text) + "`" : markdown_text(piece.text);
  return out;
}

}  // namespace grader::report
