#include "grader/report/fill.h"

#include <algorithm>

#include "grader/base/text.h"

namespace grader::report {
namespace {

constexpr std::size_t kMostBytes = 64U << 20U;
constexpr std::size_t kMostColumns = 2'000;  // a gradebook has one for each assignment

}  // namespace

std::unexpected<Error> Worksheet::wrong(std::string found, std::string remedy) const {
  return fail(Fault::kUsage, "filling in the worksheet", kind_, std::move(found), std::move(remedy));
}

Result<Worksheet> Worksheet::read(const std::string& bytes, const std::string& kind) {
  Worksheet sheet;
  sheet.kind_ = kind;
  sheet.text_ = bytes;
  if (bytes.size() > kMostBytes) return sheet.wrong("it is larger than 64 MiB", "download it again");
  if (valid_utf8(bytes) < bytes.size() || bytes.find('\0') != std::string::npos)
    return sheet.wrong("it is not in UTF-8",
                       "give the file as it was downloaded, not as a spreadsheet program saved it");
  const std::size_t mark = bytes.starts_with("\xef\xbb\xbf") ? 3 : 0;
  const std::string_view text = std::string_view(bytes).substr(mark);
  CsvReader reader(text, csv_separator(text), kMostColumns);
  while (auto record = reader.next()) {
    for (CsvField& field : record->fields) {
      field.begin += mark;
      field.end += mark;
    }
    const bool empty = std::ranges::all_of(record->fields, [](const CsvField& field) { return field.value.empty(); });
    if (empty) continue;
    if (sheet.header_.line == 0)
      sheet.header_ = std::move(*record);
    else
      sheet.rows_.push_back(std::move(*record));
  }
  if (const auto& problem = reader.problem())
    return sheet.wrong("line " + std::to_string(problem->line) + ": " + problem->found, problem->remedy);
  return sheet;
}

std::optional<std::size_t> Worksheet::find(const std::string& name) const {
  const auto found = std::ranges::find(header_.fields, name, &CsvField::value);
  if (found == header_.fields.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header_.fields.begin());
}

Result<std::size_t> Worksheet::column(const std::string& name) const {
  if (const auto found = find(name)) return *found;
  std::vector<std::string> names;
  for (const CsvField& field : header_.fields) names.push_back(field.value);
  const std::string near = nearest(name, names);
  return wrong("it has no column \"" + name + "\"" + (near.empty() ? "" : ", but \"" + printable(near) + "\""),
               "download it with the interface in English, and name its columns as they stand in it");
}

std::string Worksheet::cell(std::size_t row, std::size_t column) const {
  return has(row, column) ? rows_[row].fields[column].value : std::string();
}

void Worksheet::set(std::size_t row, std::size_t column, const std::string& text) {
  const CsvField& field = rows_[row].fields[column];
  if (field.value == text)
    changes_.erase(field.begin);
  else
    changes_[field.begin] = {field.end, csv_field(text)};
}

std::string Worksheet::bytes() const {
  std::string out;
  std::size_t at = 0;
  for (const auto& [begin, change] : changes_) {
    out.append(text_, at, begin - at).append(change.second);
    at = change.first;
  }
  return out.append(text_, at);
}

Result<Finder> Finder::make(const Worksheet& sheet, const std::vector<Released>& released, const Matching& matching) {
  Finder finder(sheet, matching);
  auto column = sheet.column(matching.column);
  if (!column) return pass(column);
  finder.column_ = *column;
  for (const Released& row : released) {
    finder.lines_[&row] = 0;
    for (const std::string& id : {row.apprentice, row.mis_id}) {
      if (id.empty()) continue;
      const auto [found, added] = finder.by_id_.emplace(id, &row);
      if (!added && found->second != &row)
        return sheet.wrong("two released rows are of \"" + printable(id) + "\"", "give those of one exercise");
    }
  }
  return finder;
}

std::string Finder::who(std::size_t row) const {
  return trim(sheet_->cell(row, column_));
}

const Released* Finder::find(std::size_t row, Filled& filled) {
  const std::string text = who(row);
  const auto person = matching_->people.find(text);
  const auto found = by_id_.find(person == matching_->people.end() ? text : person->second);
  if (found == by_id_.end()) {
    filled.left.push_back({sheet_->line(row), text, "nothing is released for this row"});
    return nullptr;
  }
  int& line = lines_.at(found->second);
  if (line != 0) {
    filled.left.push_back({sheet_->line(row), text, "line " + std::to_string(line) + " is of the same person"});
    return nullptr;
  }
  line = sheet_->line(row);
  return found->second;
}

void Finder::finish(Filled& filled) const {
  for (const auto& [row, line] : lines_) {
    if (line == 0) filled.without_row.push_back(row->apprentice);
  }
  std::ranges::sort(filled.without_row);
}

}  // namespace grader::report
