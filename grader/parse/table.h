#pragma once
// Tables that people bring: rosters, decisions, worksheets of other systems. Any bytes are taken; what is no table is
// refused with the line to look at.

#include <string>

#include "grader/base/result.h"
#include "grader/model/table.h"

namespace grader::parse {

// What a table may hold.
constexpr std::size_t kMostTableBytes = 64U << 20U;  // of the file, of what it unpacks to, and of all cells together
constexpr std::size_t kMostCellBytes = 1U << 20U;
constexpr std::size_t kMostTableRows = 200'000;  // without the header and empty rows
constexpr std::size_t kMostTableColumns = 200;
constexpr std::size_t kMostTableCells = 4'000'000;  // rows times columns

// CSV or XLSX, by what the bytes are and not by the name; `name` stands in messages. Every Error is kUsage.
//
// CSV: RFC 4180 with ',', ';' or a tab between fields (what stands most often in the first line), lines ended by LF or
// CRLF. UTF-8 with or without byte order mark, or UTF-16 with one. An apostrophe that report::csv put before what may
// be a formula is taken off, see base/csv.h.
//
// XLSX: ECMA-376 (5th edition, 2016), transitional or strict; the first worksheet that is not hidden. A number is given
// as the spreadsheet shows it without a format: 15 digits, no ".0". A date is YYYY-MM-DD, with a time
// YYYY-MM-DDTHH:MM, a time alone HH:MM. TRUE and FALSE. A formula gives the value that was saved with it; a failed one
// its mark (#N/A).
//
// The first row that is not empty is the header; empty cells at its end are no columns. Empty rows are left out, a
// short row is filled with empty cells, a row with something right of the header is an error, and so are two columns of
// one name. `lines` of the table counts lines of a CSV and rows of a worksheet.
Result<Table> read_table(const std::string& bytes, const std::string& name);

}  // namespace grader::parse
