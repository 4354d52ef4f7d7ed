#include <algorithm>
#include <cctype>
#include <set>

#include "grader/base/text.h"
#include "grader/report/fill.h"
#include "grader/report/zip.h"

namespace grader::report {
namespace {

// What Moodle calls somebody whose name it hides.
constexpr const char* kNobody = "Participant";

// "12345" of "Participant 12345"; "" when there is no number.
std::string number_of(const std::string& identifier) {
  const std::string text = trim(identifier);
  const auto digit = [](unsigned char letter) { return letter < 0x80 && std::isdigit(letter) != 0; };
  const auto begin = std::find_if_not(text.rbegin(), text.rend(), digit).base();
  return {begin, text.end()};
}

// As Moodle's own archives have it: what may not stand in a file's name is left out, and "_" ends the name.
std::string folder_of(const std::string& full_name, const std::string& number) {
  std::string name;
  for (const char letter : full_name) {
    const bool control = static_cast<unsigned char>(letter) < ' ' || letter == '\x7f';
    if (control || std::string_view("&<>\"`|':\\/").find(letter) != std::string_view::npos) continue;
    name += letter == '_' ? ' ' : letter;
  }
  name = trim(name);
  if (name.empty() || name.front() == '.') name = kNobody;
  return name + "_" + number + "_assignsubmission_file_";
}

}  // namespace

Result<Filled> moodle_feedback(const std::string& worksheet, const std::vector<Released>& released,
                               const Matching& matching) {
  auto sheet = Worksheet::read(worksheet, "Moodle's grading worksheet");
  if (!sheet) return pass(sheet);
  const auto identifier = sheet->column("Identifier");
  if (!identifier) return std::unexpected(identifier.error());
  const auto full_name = sheet->find("Full name");
  auto finder = Finder::make(*sheet, released, matching);
  if (!finder) return pass(finder);
  Filled filled;
  std::vector<ZipFile> files;
  std::set<std::string> numbers;
  for (std::size_t row = 0; row < sheet->rows(); ++row) {
    const Released* work = finder->find(row, filled);
    if (work == nullptr) continue;
    const std::string number = number_of(sheet->cell(row, *identifier));
    if (number.empty() || !numbers.insert(number).second) {
      filled.left.push_back({sheet->line(row), finder->who(row),
                             number.empty() ? "its \"Identifier\" has no participant's number"
                                            : "another row is of the same participant"});
      continue;
    }
    ++filled.rows;
    const std::string folder = folder_of(full_name ? sheet->cell(row, *full_name) : kNobody, number);
    files.push_back({folder + "/" + safe_name(work->exercise) + ".html", released_sheet_html(*work)});
  }
  finder->finish(filled);
  auto bytes = zip(files);
  if (!bytes) return pass(bytes);
  filled.bytes = std::move(*bytes);
  return filled;
}

}  // namespace grader::report
