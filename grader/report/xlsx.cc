#include <xlsxwriter.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/report/table.h"

namespace grader::report {
namespace {

constexpr std::size_t kMostCell = 32'767;   // UTF-16 units; Excel's limit
constexpr std::size_t kMostChoice = 255;    // characters of all words and the commas between them; Excel's limit
constexpr std::size_t kMostSheetName = 31;  // characters; Excel's limit
constexpr time_t kCreated = 1'577'836'800;  // 2020-01-01: the same in every workbook
constexpr std::size_t kNarrowestColumn = 8, kWidestColumn = 60;

std::unexpected<Error> cannot(std::string thing, std::string found, std::string remedy) {
  return fail(Fault::kUsage, "writing the workbook", std::move(thing), std::move(found), std::move(remedy));
}

std::size_t utf16_units(const std::string& text) {
  return characters(text) +
         static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](unsigned char c) { return c >= 0xf0; }));
}

std::string first_characters(const std::string& text, std::size_t most) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80U;
    if (begins && count++ == most) break;
  }
  return text.substr(0, at);
}

// "_x000D_" in a workbook stands for a carriage return; a text that looks like that has its underscore told the same
// way.
std::string escaped_text(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view code = std::string_view(text).substr(at, 7);
    const bool looks = code.size() == 7 && code.starts_with("_x") && code[6] == '_' &&
                       code.substr(2, 4).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
    out += looks ? "_x005F_" : text.substr(at, 1);
  }
  return out;
}

// A name that Excel takes and that no sheet before has, whatever its case.
std::string sheet_name(const std::string& wanted, std::set<std::string>& taken) {
  std::string name = cell_text(wanted);
  for (char& c : name) {
    if (std::string_view("[]:*?/\\'\t\r\n").find(c) != std::string_view::npos) c = '-';
  }
  if (name.empty()) name = "Sheet";
  const auto lower = [](std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
  };
  std::string made = first_characters(name, kMostSheetName);
  for (int number = 2; !taken.insert(lower(made)).second; ++number) {
    const std::string end = " " + std::to_string(number);
    made = first_characters(name, kMostSheetName - end.size()) + end;
  }
  return made;
}

// Writes one worksheet. Formats belong to the workbook.
struct SheetWriter {
  const Sheet& sheet;
  std::string name;
  lxw_worksheet* worksheet;
  lxw_format* head;
  lxw_format* body;
  std::vector<std::size_t> widths;

  Result<void> write_row(std::size_t row, const std::vector<std::string>& cells, lxw_format* format);
  Result<void> write_choice(const Sheet::Choice& choice);
  Result<void> write();
};

Result<void> SheetWriter::write_row(std::size_t row, const std::vector<std::string>& cells, lxw_format* format) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string text = escaped_text(cell_text(cells[i]));
    if (text.empty()) continue;
    if (utf16_units(text) > kMostCell)
      return cannot(name,
                    "row " + std::to_string(row + 1) + ", column " + std::to_string(i + 1) +
                        ": a text of more than 32,767 characters",
                    "shorten it, or write CSV");
    for (const std::string& line : lines_of(text)) widths[i] = std::max(widths[i], characters(line));
    worksheet_write_string(worksheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(i), text.c_str(), format);
  }
  return {};
}

Result<void> SheetWriter::write_choice(const Sheet::Choice& choice) {
  const auto column = std::ranges::find(sheet.table.header, choice.column);
  const std::string words = join(choice.words, ",");
  const auto commas = static_cast<std::size_t>(std::ranges::count(words, ','));
  if (column == sheet.table.header.end() || choice.words.empty() || commas >= choice.words.size() ||
      characters(words) > kMostChoice)
    return cannot(name, "the words to choose from for \"" + choice.column + "\" do not fit",
                  "name a column that is there, and words without commas of at most 255 characters");
  std::vector<const char*> list;
  for (const std::string& word : choice.words) list.push_back(word.c_str());
  list.push_back(nullptr);
  lxw_data_validation rule{};
  rule.validate = LXW_VALIDATION_TYPE_LIST;
  rule.value_list = const_cast<char**>(list.data());
  rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
  const auto at = static_cast<lxw_col_t>(column - sheet.table.header.begin());
  const auto last = static_cast<lxw_row_t>(std::max<std::size_t>(1, sheet.table.rows.size()));
  worksheet_data_validation_range(worksheet, 1, at, last, at, &rule);
  return {};
}

Result<void> SheetWriter::write() {
  widths.assign(sheet.table.header.size(), kNarrowestColumn);
  if (auto written = write_row(0, sheet.table.header, head); !written) return written;
  for (std::size_t row = 0; row < sheet.table.rows.size(); ++row) {
    if (auto written = write_row(row + 1, sheet.table.rows[row], body); !written) return written;
  }
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const auto at = static_cast<lxw_col_t>(i);
    worksheet_set_column(worksheet, at, at, static_cast<double>(std::min(widths[i] + 2, kWidestColumn)), nullptr);
  }
  for (const Sheet::Choice& choice : sheet.choices) {
    if (auto written = write_choice(choice); !written) return written;
  }
  worksheet_freeze_panes(worksheet, 1, 0);
  worksheet_ignore_errors(worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
  return {};
}

Result<void> write_sheets(lxw_workbook* workbook, const std::vector<Sheet>& sheets) {
  lxw_doc_properties properties{};
  properties.created = kCreated;
  workbook_set_properties(workbook, &properties);
  lxw_format* head = workbook_add_format(workbook);
  format_set_bold(head);
  lxw_format* body = workbook_add_format(workbook);
  format_set_text_wrap(body);
  format_set_align(body, LXW_ALIGN_VERTICAL_TOP);
  std::set<std::string> taken;
  for (const Sheet& sheet : sheets) {
    const std::string name = sheet_name(sheet.name, taken);
    SheetWriter writer{sheet, name, workbook_add_worksheet(workbook, name.c_str()), head, body, {}};
    if (auto written = writer.write(); !written) return written;
  }
  return {};
}

}  // namespace

Result<std::string> xlsx(const std::vector<Sheet>& sheets) {
  if (sheets.empty()) return cannot("", "there is no sheet", "name at least one");
  auto folder = TempFolder::make(std::filesystem::temp_directory_path());
  if (!folder) return pass(folder);
  const std::string path = (folder->path() / "table.xlsx").string();
  std::string parts = folder->path().string();
  lxw_workbook_options options{.constant_memory = LXW_TRUE, .tmpdir = parts.data()};  // cells wait in a file
  lxw_workbook* workbook = workbook_new_opt(path.c_str(), &options);
  auto written = write_sheets(workbook, sheets);
  const lxw_error closed = workbook_close(workbook);
  if (!written) return pass(written);
  if (closed != LXW_NO_ERROR)
    return fail(Fault::kPlatform, "writing the workbook", path, lxw_strerror(closed), "make room on the disk");
  return read_file(path, 1U << 30U);
}

}  // namespace grader::report
