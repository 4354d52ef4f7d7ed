#include "grader/report/table.h"

#include "grader/base/csv.h"
#include "grader/base/text.h"

namespace grader::report {
namespace {

constexpr const char* kReplacement = "\xef\xbf\xbd";  // U+FFFD

void add_line(std::string& out, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    out += csv_field(guarded(cell_text(cells[i])));
  }
  out += '\n';
}

}  // namespace

std::string cell_text(const std::string& bytes) {
  std::string text;
  for (const char c : to_utf8(bytes)) {
    const bool forbidden = static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    forbidden ? text += kReplacement : text += c;
  }
  for (const char* no_character : {"\xef\xbf\xbe", "\xef\xbf\xbf"})
    text = replace_all(std::move(text), no_character, kReplacement);
  return text;
}

std::string csv(const Table& table) {
  std::string out = "\xef\xbb\xbf";
  add_line(out, table.header);
  for (const std::vector<std::string>& row : table.rows) add_line(out, row);
  return out;
}

}  // namespace grader::report
