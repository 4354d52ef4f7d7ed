#pragma once
// CSV by RFC 4180 (October 2005), record by record, with the place of every field in the bytes, and single fields
// written. Valid UTF-8 in and out, without a byte order mark.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

struct CsvField {
  std::string value;      // without the quotes around it
  std::size_t begin = 0;  // its bytes in the text, with the quotes around it
  std::size_t end = 0;
};

struct CsvRecord {
  std::vector<CsvField> fields;  // at least one
  int line = 0;                  // where it begins, from 1
};

// Where and why a text is no CSV.
struct CsvProblem {
  int line = 0;
  std::string found;   // "a quote is opened and never closed"
  std::string remedy;  // one action
};

// ',', ';' or a tab: what stands most often outside quotes in the first line that is not blank; ',' when none does.
char csv_separator(std::string_view text);

// Lines end by LF or CRLF; those between quotes belong to the field. A quote inside a field that does not begin with
// one is an ordinary character.
class CsvReader {
 public:
  // `text` must outlive the reader.
  CsvReader(std::string_view text, char separator, std::size_t most_fields);

  // The next record. Nothing at the end, and at a problem, which ends reading.
  std::optional<CsvRecord> next();
  const std::optional<CsvProblem>& problem() const { return problem_; }

 private:
  bool read_field(CsvField& field);
  bool read_quoted(CsvField& field);
  bool fail_at(int line, std::string found, std::string remedy);
  bool at_line_end(std::size_t at) const;

  std::string_view text_;
  char separator_;
  std::size_t most_fields_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::optional<CsvProblem> problem_;
};

// A value as a field of a CSV: in quotes where one of the three separators, a quote, a line end or a space at an edge
// asks for them.
std::string csv_field(std::string_view value);

// A spreadsheet program takes a field that begins with = + - @, a tab or a line end for a formula, or may. guarded()
// puts an apostrophe before such a text, and before one that would be such a text but for apostrophes in front;
// unguarded() takes one off those. So unguarded(guarded(x)) is x for every x, and an apostrophe before anything else
// ('tis) is never touched.
std::string guarded(std::string_view value);
std::string unguarded(std::string_view value);

}  // namespace grader
