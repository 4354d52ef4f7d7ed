#include "grader/report/html.h"

#include <cctype>

#include "grader/base/text.h"
#include "grader/report/prose.h"

namespace grader::report {

std::string escaped(std::string_view bytes) {
  std::string out;
  for (const char c : printable(bytes, Lines::kKeep)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string id_of(std::string_view name) {
  std::string id;
  for (const char c : name) id += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' ? c : '-';
  return id;
}

Html& Html::open(std::string_view tag, const Attributes& attributes) {
  out_ += '<';
  out_ += tag;
  for (const auto& [name, value] : attributes) {
    out_ += ' ';
    out_ += name;
    out_ += "=\"" + escaped(value) + "\"";
  }
  out_ += '>';
  open_.emplace_back(tag);
  return *this;
}

Html& Html::close() {
  const std::string& tag = open_.back();
  out_ += "</" + tag + ">";
  if (tag != "span" && tag != "a" && tag != "code" && tag != "strong") out_ += '\n';
  open_.pop_back();
  return *this;
}

Html& Html::text(std::string_view bytes) {
  out_ += escaped(bytes);
  return *this;
}

Html& Html::prose(std::string_view bytes) {
  for (const Piece& piece : pieces_of(bytes)) piece.code ? leaf("code", piece.text) : text(piece.text);
  return *this;
}

Html& Html::leaf(std::string_view tag, std::string_view bytes, const Attributes& attributes) {
  return open(tag, attributes).text(bytes).close();
}

Html& Html::raw(std::string_view markup) {
  out_ += markup;
  return *this;
}

Html& Html::section(std::string_view id, std::string_view heading, int level) {
  open("section", {{"aria-labelledby", std::string(id)}});
  return leaf("h" + std::to_string(level), heading, {{"id", std::string(id)}});
}

Html& Html::table(std::string_view caption, const std::vector<std::string_view>& heads) {
  open("table").leaf("caption", caption).open("thead").open("tr");
  for (const std::string_view head : heads) leaf("th", head, {{"scope", "col"}});
  return close().close().open("tbody");
}

Html& Html::end_table() {
  return close().close();
}

Html& Html::row(std::string_view term, std::string_view description) {
  if (description.empty()) return *this;
  return open("div").leaf("dt", term).open("dd").prose(description).close().close();
}

std::string Html::take() {
  while (!open_.empty()) close();
  return std::move(out_);
}

std::string page(std::string_view title, std::string body) {
  Html html;
  html.raw("<!doctype html>\n").open("html", {{"lang", "en-GB"}}).open("head");
  html.raw("<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
  html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
  // Whatever slipped through as markup could load and run nothing.
  html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
  html.leaf("title", title).open("style").raw("\n").raw(style_sheet()).close().close();
  html.open("body");
  // Put around the body where it is: that of a cohort is large.
  const std::string around = html.take();
  const std::size_t end = around.rfind("</body>");
  body.reserve(body.size() + around.size());
  body.insert(0, around, 0, end);
  body.append(around, end);
  return body;
}

}  // namespace grader::report
