#pragma once
// The cells of a table that people keep, by the names of its columns.

#include <initializer_list>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "grader/model/table.h"

namespace grader {

// How a column's name is known. As it stands, or by its letters and digits in lower case: "Due date" and "due_date" are
// one name, "duedate".
enum class Naming { kExact, kLoose };

class Cells {
 public:
  // The table must outlive it.
  explicit Cells(const Table& table, Naming naming = Naming::kExact);
  bool has(const std::string& name) const { return at_.contains(name); }
  // Trimmed, of the first of these columns that there is; "" when there is none of them.
  std::string at(std::size_t row, std::initializer_list<const char*> names) const;
  // Where the row stands in what it was read from.
  int line(std::size_t row) const;
  // Headers of columns that share a name, by it; the first of them is the one that is read.
  const std::map<std::string, std::pair<std::string, std::string>>& twice() const { return twice_; }

 private:
  const Table& table_;
  std::map<std::string, std::size_t> at_;
  std::map<std::string, std::pair<std::string, std::string>> twice_;
};

}  // namespace grader
