#pragma once
// What every table is held to, whatever it was read from.

#include <string>
#include <vector>

#include "grader/parse/table.h"

namespace grader::parse {

// "reading the table", of `name`.
std::unexpected<Error> no_table(const std::string& name, std::string found, std::string remedy);

class TableRows {
 public:
  // `unit`: what a row's number counts, "line" or "row".
  TableRows(std::string name, std::string unit) : name_(std::move(name)), unit_(std::move(unit)) {}

  // The first row with something in it is the header. Fails as soon as a limit or a rule is broken.
  Result<void> add(std::vector<std::string> cells, int line);
  // Fails when there was no header.
  Result<Table> take();

 private:
  Result<void> add_header(std::vector<std::string> cells, int line);
  Result<void> check(const std::vector<std::string>& cells, int line);
  std::unexpected<Error> wrong(int line, const std::string& found, std::string remedy) const;

  std::string name_;
  std::string unit_;
  Table table_;
  std::size_t bytes_ = 0;
};

}  // namespace grader::parse
