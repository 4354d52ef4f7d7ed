#include "grader/parse/table.h"

#include <algorithm>

#include "grader/base/csv.h"
#include "grader/base/text.h"
#include "grader/parse/table_rows.h"
#include "grader/parse/xlsx.h"

namespace grader::parse {
namespace {

constexpr const char* kSaveAsUtf8 = "save it as \"CSV UTF-8\" (in Excel: Save As, CSV UTF-8) and try again";

std::size_t line_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::size_t>(std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n')) + 1;
}

void append_utf8(std::string& text, std::uint32_t point) {
  const auto put = [&](std::uint32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xc0U | (point >> 6U));
  } else {
    if (point < 0x10000) {
      put(0xe0U | (point >> 12U));
    } else {
      put(0xf0U | (point >> 18U));
      put(0x80U | ((point >> 12U) & 0x3fU));
    }
    put(0x80U | ((point >> 6U) & 0x3fU));
  }
  put(0x80U | (point & 0x3fU));
}

// UTF-16 after its byte order mark. Half a pair of surrogates comes out as what is no UTF-8, and is found later.
std::string from_utf16(std::string_view bytes, bool little) {
  std::string text;
  text.reserve(bytes.size());
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<std::uint32_t>(little ? first | (second << 8) : (first << 8) | second);
  };
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    std::uint32_t point = unit(at);
    if (point >= 0xd800 && point < 0xdc00 && at + 3 < bytes.size()) {
      const std::uint32_t low = unit(at + 2);
      if (low >= 0xdc00 && low < 0xe000) {
        point = 0x10000 + ((point - 0xd800) << 10U) + (low - 0xdc00);
        at += 2;
      }
    }
    append_utf8(text, point);
  }
  if (bytes.size() % 2 != 0) text += '\xff';
  return text;
}

Result<std::string> decoded(const std::string& bytes, const std::string& name) {
  const bool wide = bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff");
  std::string text = wide ? from_utf16(std::string_view(bytes).substr(2), bytes[0] == '\xff')
                          : bytes.substr(bytes.starts_with("\xef\xbb\xbf") ? 3 : 0);
  const std::size_t valid = valid_utf8(text);
  if (valid < text.size())
    return no_table(name,
                    "line " + std::to_string(line_at(text, valid)) +
                        (wide ? ": it is cut off, or no UTF-16 after all"
                              : ": bytes that are not UTF-8; the file is likely in Windows-1252"),
                    kSaveAsUtf8);
  if (const std::size_t zero = text.find('\0'); zero != std::string::npos)
    return no_table(name,
                    "line " + std::to_string(line_at(text, zero)) +
                        ": a byte 0; this is no text, or UTF-16 without a byte order mark",
                    kSaveAsUtf8);
  return text;
}

Result<Table> read_csv(const std::string& bytes, const std::string& name) {
  auto text = decoded(bytes, name);
  if (!text) return pass(text);
  CsvReader reader(*text, csv_separator(*text), kMostTableColumns);
  TableRows rows(name, "line");
  while (auto record = reader.next()) {
    std::vector<std::string> cells;
    for (const CsvField& field : record->fields) cells.push_back(unguarded(field.value));
    if (auto added = rows.add(std::move(cells), record->line); !added) return pass(added);
  }
  if (const auto& problem = reader.problem())
    return no_table(name, "line " + std::to_string(problem->line) + ": " + problem->found, problem->remedy);
  return rows.take();
}

}  // namespace

Result<Table> read_table(const std::string& bytes, const std::string& name) {
  if (bytes.size() > kMostTableBytes) return no_table(name, "it is larger than 64 MiB", "split the table");
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return read_xlsx(bytes, name);
  if (bytes.starts_with("\xd0\xcf\x11\xe0"))
    return no_table(name, "it is an old .xls file, or a workbook with a password",
                    "save it as .xlsx without a password");
  return read_csv(bytes, name);
}

}  // namespace grader::parse
