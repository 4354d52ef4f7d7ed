#include <algorithm>
#include <charconv>

#include "grader/base/text.h"
#include "grader/report/fill.h"
#include "grader/report/page.h"
#include "grader/report/statements.h"

namespace grader::report {
namespace {

// A number as Canvas writes it, with a point or a comma; -1 for none.
double points_of(const std::string& text) {
  std::string number = trim(text);
  std::ranges::replace(number, ',', '.');
  double value = -1;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  return error == std::errc() && end == number.data() + number.size() ? value : -1;
}

// The row that says how many points each assignment is worth.
Result<std::size_t> points_row(const Worksheet& sheet, std::size_t student) {
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    if (trim(sheet.cell(row, student)) == "Points Possible") return row;
  }
  return sheet.wrong("it has no row \"Points Possible\"", "export the gradebook again, and leave the row in");
}

// Why a row is left alone; "" when it is not.
std::string obstacle(const Worksheet& sheet, std::size_t row, std::size_t column, int rating, bool replace) {
  if (!sheet.has(row, column)) return "it has fewer cells than the header";
  const std::string there = trim(sheet.cell(row, column));
  if (replace || there.empty() || there == "-" || points_of(there) == rating) return "";
  return "another grade is already there: " + there;
}

}  // namespace

Result<Filled> canvas_fill(const std::string& gradebook, const std::vector<Released>& released, const CanvasFill& how) {
  auto sheet = Worksheet::read(gradebook, "Canvas' gradebook");
  if (!sheet) return pass(sheet);
  auto student = sheet->column("Student");
  if (!student) return pass(student);
  auto column = sheet->column(how.assignment);
  if (!column) return pass(column);
  auto possible = points_row(*sheet, *student);
  if (!possible) return pass(possible);
  if (points_of(sheet->cell(*possible, *column)) != 3)
    return sheet->wrong("\"" + how.assignment + "\" has " + trim(sheet->cell(*possible, *column)) +
                            " points, and the ratings are 0 to 3",
                        "give the assignment 3 points in Canvas and export the gradebook again");
  auto finder = Finder::make(*sheet, released, how.matching);
  if (!finder) return pass(finder);
  Filled filled;
  for (std::size_t row = *possible + 1; row < sheet->rows(); ++row) {
    const Released* work = finder->find(row, filled);
    if (work == nullptr) continue;
    const auto level = work->levels.find(how.skill);
    const std::string word = level == work->levels.end() ? "" : level->second;
    const int rating = rating_of(word);
    const std::string why =
        rating < 0 ? no_rating(how.skill, word) : obstacle(*sheet, row, *column, rating, how.replace);
    if (!why.empty()) {
      filled.left.push_back({sheet->line(row), finder->who(row), why});
      continue;
    }
    ++filled.rows;
    if (points_of(sheet->cell(row, *column)) != rating) sheet->set(row, *column, std::to_string(rating));
  }
  finder->finish(filled);
  filled.bytes = sheet->bytes();
  return filled;
}

std::string canvas_outcomes(const Standard& standard) {
  const std::vector<std::string> none(8);
  std::vector<std::string> ratings;  // the highest first
  for (std::size_t i = scale_words().size(); i-- > 0;) {
    ratings.push_back(std::to_string(i));
    ratings.push_back(scale_words()[i]);
  }
  std::string out;
  const auto add = [&](std::vector<std::string> fields, const std::vector<std::string>& tail) {
    fields.insert(fields.end(), tail.begin(), tail.end());
    out += csv_line(fields);
  };
  add({"vendor_guid", "object_type", "title", "description", "display_name", "calculation_method", "calculation_int",
       "workflow_state", "parent_guids", "mastery_points"},
      {"ratings", "", "", "", "", "", "", ""});
  const std::string root = standard.reference;
  add({root, "group", root, standard.source, "", "", "", "active", "", ""}, none);
  for (const Statements& group : statements_of(standard))
    add({root + "-" + group.name, "group", root + " " + group.name, "", "", "", "", "active", root, ""}, none);
  for (const Statements& group : statements_of(standard)) {
    for (const Statement& row : *group.rows)
      add({root + "-" + row.id, "outcome", row.id + " " + short_name(row.text), row.text, row.id, "n_mastery", "2",
           "active", root + "-" + group.name, "2"},
          ratings);
  }
  return out;
}

}  // namespace grader::report
