#pragma once
// Tables for spreadsheet programs. What a cell holds is text: no cell can become a formula or a link.

#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/table.h"

namespace grader::report {

// RFC 4180, lines ended by LF; UTF-8 with a byte order mark, by which Excel knows it. Cells that may be taken for a
// formula are guarded (base/csv.h). parse::read_table gives the same table back, but for empty rows.
std::string csv(const Table& table);

// XLSX (ECMA-376), one worksheet a sheet; the same sheets give the same bytes. The header is bold and stays in view,
// columns are as wide as their texts (8 to 60 characters), and every cell is a text. Fails with kUsage when there is no
// sheet, a cell is longer than 32,767 characters (Excel's limit) or the words of a choice do not fit, and with
// kPlatform when no temporary file can be written.
Result<std::string> xlsx(const std::vector<Sheet>& sheets);

// A cell's text for both: valid UTF-8 in which control characters but tab and line ends, and what else XML forbids, are
// U+FFFD.
std::string cell_text(const std::string& bytes);

}  // namespace grader::report
