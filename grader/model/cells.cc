#include "grader/model/cells.h"

#include <cctype>

#include "grader/base/text.h"

namespace grader {
namespace {

std::string loose(const std::string& name) {
  std::string text;
  for (const char letter : name) {
    if (std::isalnum(static_cast<unsigned char>(letter)) != 0)
      text += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return text;
}

}  // namespace

Cells::Cells(const Table& table, Naming naming) : table_(table) {
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    const std::string& header = table.header[i];
    const auto [there, added] = at_.emplace(naming == Naming::kLoose ? loose(header) : header, i);
    if (!added) twice_.emplace(there->first, std::pair(table.header[there->second], header));
  }
}

std::string Cells::at(std::size_t row, std::initializer_list<const char*> names) const {
  for (const char* name : names) {
    if (const auto found = at_.find(name); found != at_.end()) return trim(table_.rows[row][found->second]);
  }
  return {};
}

int Cells::line(std::size_t row) const {
  return row < table_.lines.size() ? table_.lines[row] : static_cast<int>(row) + 2;  // below the header
}

}  // namespace grader
