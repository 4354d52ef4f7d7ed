#include "grader/parse/table_rows.h"

#include <algorithm>
#include <set>

#include "grader/base/text.h"

namespace grader::parse {

std::unexpected<Error> no_table(const std::string& name, std::string found, std::string remedy) {
  return fail(Fault::kUsage, "reading the table", name, std::move(found), std::move(remedy));
}

std::unexpected<Error> TableRows::wrong(int line, const std::string& found, std::string remedy) const {
  return no_table(name_, unit_ + " " + std::to_string(line) + ": " + found, std::move(remedy));
}

Result<void> TableRows::check(const std::vector<std::string>& cells, int line) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string column = "column " + std::to_string(i + 1);
    if (cells[i].size() > kMostCellBytes) return wrong(line, column + " holds more than 1 MiB", "shorten the cell");
    if (valid_utf8(cells[i]) != cells[i].size())
      return wrong(line, column + " is not valid UTF-8", "open it in a spreadsheet program and save it again");
    bytes_ += cells[i].size();
  }
  if (bytes_ > kMostTableBytes) return wrong(line, "the cells hold more than 64 MiB", "split the table");
  return {};
}

Result<void> TableRows::add_header(std::vector<std::string> cells, int line) {
  if (cells.size() > kMostTableColumns)
    return wrong(line, "more than " + std::to_string(kMostTableColumns) + " columns", "take out columns");
  std::set<std::string> names;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].empty())
      return wrong(line, "column " + std::to_string(i + 1) + " has no name", "name it in the header, or take it out");
    if (!names.insert(cells[i]).second)
      return wrong(line, "two columns are named \"" + printable(cells[i]) + "\"", "rename or take out one of them");
  }
  table_.header = std::move(cells);
  return {};
}

Result<void> TableRows::add(std::vector<std::string> cells, int line) {
  while (!cells.empty() && cells.back().empty()) cells.pop_back();
  if (cells.empty()) return {};
  if (auto checked = check(cells, line); !checked) return checked;
  if (table_.header.empty()) return add_header(std::move(cells), line);
  const std::size_t width = table_.header.size();
  if (cells.size() > width)
    return wrong(line, std::to_string(cells.size()) + " cells, and the header has " + std::to_string(width),
                 "give the column a name, put the cell in quotes, or take it out");
  if (table_.rows.size() == kMostTableRows)
    return wrong(line, "more than " + std::to_string(kMostTableRows) + " rows", "split the table");
  if ((table_.rows.size() + 1) * width > kMostTableCells)
    return wrong(line, "more than " + std::to_string(kMostTableCells) + " cells", "split the table");
  cells.resize(width);
  table_.rows.push_back(std::move(cells));
  table_.lines.push_back(line);
  return {};
}

Result<Table> TableRows::take() {
  if (table_.header.empty()) return no_table(name_, "it is empty", "begin with a line that names the columns");
  return std::move(table_);
}

}  // namespace grader::parse
