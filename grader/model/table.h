#pragma once
// A table as people keep one in a spreadsheet: names of columns, and rows of texts below them.

#include <string>
#include <vector>

namespace grader {

struct Table {
  std::vector<std::string> header;             // each name once, none empty
  std::vector<std::vector<std::string>> rows;  // each as wide as the header
  std::vector<int> lines;  // where each row begins in what it was read from, from 1; empty for a table made by us
  bool operator==(const Table&) const = default;
};

// One worksheet of a workbook to be written.
struct Sheet {
  // A column whose cells offer a list of words; other words can still be typed in after a question.
  struct Choice {
    std::string column;              // a name of the header
    std::vector<std::string> words;  // without commas; at most 255 characters with a comma between them
  };
  std::string name;  // what a sheet's name may not hold is replaced, and it is cut at 31 characters
  Table table;
  std::vector<Choice> choices;
};

}  // namespace grader
