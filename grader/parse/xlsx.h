#pragma once
// The parts of reading a workbook; see read_table in table.h for what is read.

#include <string>
#include <string_view>

#include "grader/base/result.h"
#include "grader/model/table.h"

namespace grader::parse {

Result<Table> read_xlsx(const std::string& bytes, const std::string& name);

// A number's text as a spreadsheet shows it without a format: whole numbers as they are written, others with 15 digits
// ("12.0" is "12", "0.30000000000000004" is "0.3"). What is no number comes back unchanged.
std::string number_words(const std::string& text);

// A serial number of the 1900 date system as YYYY-MM-DD, YYYY-MM-DDTHH:MM or (below 1) HH:MM, rounded to a minute. What
// is no date up to the year 9999 is a number. `from_1904`: the workbook counts days from 1904.
std::string date_words(const std::string& text, bool from_1904);

// Whether a number format shows a date: by its code ("dd/mm/yyyy"), or by the number of a built-in one. Time that has
// passed ("[h]:mm") is no date.
bool is_date_format(std::string_view code);
bool is_date_format(int built_in);

}  // namespace grader::parse
