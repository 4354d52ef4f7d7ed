#include "grader/base/csv.h"

#include <algorithm>

namespace grader {
namespace {

// Whether apostrophes, perhaps none, stand before what may begin a formula.
bool looks_like_formula(std::string_view value) {
  const std::size_t at = value.find_first_not_of('\'');
  return at != std::string_view::npos && std::string_view("=+-@\t\r\n").find(value[at]) != std::string_view::npos;
}

}  // namespace

char csv_separator(std::string_view text) {
  std::size_t commas = 0;
  std::size_t semicolons = 0;
  std::size_t tabs = 0;
  bool quoted = false;
  const std::size_t first = text.find_first_not_of("\r\n");
  for (std::size_t at = std::min(first, text.size()); at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    commas += c == ',' ? 1 : 0;
    semicolons += c == ';' ? 1 : 0;
    tabs += c == '\t' ? 1 : 0;
  }
  if (semicolons > commas && semicolons >= tabs) return ';';
  return tabs > commas ? '\t' : ',';
}

CsvReader::CsvReader(std::string_view text, char separator, std::size_t most_fields)
    : text_(text), separator_(separator), most_fields_(most_fields) {}

bool CsvReader::fail_at(int line, std::string found, std::string remedy) {
  problem_ = {.line = line, .found = std::move(found), .remedy = std::move(remedy)};
  return false;
}

bool CsvReader::at_line_end(std::size_t at) const {
  return at == text_.size() || text_[at] == '\n' || text_.substr(at, 2) == "\r\n";
}

std::optional<CsvRecord> CsvReader::next() {
  if (problem_ || at_ == text_.size()) return std::nullopt;
  CsvRecord record{.line = line_};
  while (true) {
    if (record.fields.size() == most_fields_) {
      fail_at(record.line, "more than " + std::to_string(most_fields_) + " columns", "take out columns");
      return std::nullopt;
    }
    CsvField& field = record.fields.emplace_back();
    field.begin = at_;
    const bool quoted = at_ < text_.size() && text_[at_] == '"';
    if (!(quoted ? read_quoted(field) : read_field(field))) return std::nullopt;
    field.end = at_;
    if (at_line_end(at_)) break;
    ++at_;  // the separator
  }
  if (at_ < text_.size()) {
    at_ += text_[at_] == '\r' ? 2 : 1;
    ++line_;
  }
  return record;
}

bool CsvReader::read_field(CsvField& field) {
  while (!at_line_end(at_) && text_[at_] != separator_) {
    if (text_[at_] == '\r')
      return fail_at(line_, "a carriage return without a line feed",
                     "save it with lines that end by LF or CRLF, or put the cell in quotes");
    ++at_;
  }
  field.value = text_.substr(field.begin, at_ - field.begin);
  return true;
}

bool CsvReader::read_quoted(CsvField& field) {
  const int opened = line_;
  for (++at_; at_ < text_.size(); ++at_) {
    if (text_[at_] == '"' && text_.substr(at_, 2) != "\"\"") {
      ++at_;
      if (at_line_end(at_) || text_[at_] == separator_) return true;
      return fail_at(line_, "something stands behind a closing quote", "write \"\" for a quote inside a cell");
    }
    if (text_[at_] == '"') ++at_;
    if (text_[at_] == '\n') ++line_;
    field.value += text_[at_];
  }
  return fail_at(opened, "a quote is opened and never closed", "close it, or write \"\" for a quote inside a cell");
}

std::string csv_field(std::string_view value) {
  const bool edge = value.starts_with(' ') || value.ends_with(' ');
  if (!edge && value.find_first_of(",;\t\"\r\n") == std::string_view::npos) return std::string(value);
  std::string field = "\"";
  for (const char c : value) {
    if (c == '"') field += '"';
    field += c;
  }
  return field + '"';
}

std::string guarded(std::string_view value) {
  return (looks_like_formula(value) ? "'" : "") + std::string(value);
}

std::string unguarded(std::string_view value) {
  return std::string(value.starts_with('\'') && looks_like_formula(value) ? value.substr(1) : value);
}

}  // namespace grader
