#pragma once
// A CSV of another system, in which single cells are filled and every other byte stays.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grader/base/csv.h"
#include "grader/report/exports.h"

namespace grader::report {

class Worksheet {
 public:
  // `kind` stands in messages: "Moodle's grading worksheet". Fails with kUsage for what is no CSV in UTF-8.
  static Result<Worksheet> read(const std::string& bytes, const std::string& kind);

  // A column by its exact name; the second fails with kUsage and names the nearest one.
  std::optional<std::size_t> find(const std::string& name) const;
  Result<std::size_t> column(const std::string& name) const;

  // Rows below the header that have something in them. A cell that a short row lacks is "".
  std::size_t rows() const { return rows_.size(); }
  int line(std::size_t row) const { return rows_[row].line; }
  std::string cell(std::size_t row, std::size_t column) const;
  bool has(std::size_t row, std::size_t column) const { return column < rows_[row].fields.size(); }

  // Of a cell that is there.
  void set(std::size_t row, std::size_t column, const std::string& text);
  std::string bytes() const;

  std::unexpected<Error> wrong(std::string found, std::string remedy) const;

 private:
  std::string kind_;
  std::string text_;
  CsvRecord header_;
  std::vector<CsvRecord> rows_;
  std::map<std::size_t, std::pair<std::size_t, std::string>> changes_;  // begin -> end, and the field in its place
};

// Finds the released work of each row.
class Finder {
 public:
  // Fails with kUsage when two are of one person.
  static Result<Finder> make(const Worksheet& sheet, const std::vector<Released>& released, const Matching& matching);

  // nullptr when the row is nobody's; then, and for a person's second row, it is listed in `filled`.
  const Released* find(std::size_t row, Filled& filled);
  // Lists who stood in no row.
  void finish(Filled& filled) const;
  std::string who(std::size_t row) const;

 private:
  Finder(const Worksheet& sheet, const Matching& matching) : sheet_(&sheet), matching_(&matching) {}
  const Worksheet* sheet_;
  const Matching* matching_;
  std::size_t column_ = 0;
  std::map<std::string, const Released*> by_id_;
  std::map<const Released*, int> lines_;  // of those found; 0: not yet
};

}  // namespace grader::report
