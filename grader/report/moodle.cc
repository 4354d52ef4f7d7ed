#include <nlohmann/json.hpp>

#include "grader/base/text.h"
#include "grader/report/fill.h"
#include "grader/report/html.h"
#include "grader/report/page.h"
#include "grader/report/statements.h"

namespace grader::report {
namespace {

// Its columns; those that it need not have are npos.
struct Columns {
  std::size_t grade = 0;
  std::size_t comments = std::string::npos;
  std::size_t changeable = std::string::npos;
};

Result<Columns> columns_of(const Worksheet& sheet, const MoodleFill& how) {
  for (const char* needed : {"Identifier", "Last modified (grade)"}) {  // without them Moodle takes nothing back
    if (auto found = sheet.column(needed); !found) return pass(found);
  }
  auto grade = sheet.column("Grade");
  if (!grade) return pass(grade);
  Columns columns{.grade = *grade};
  columns.comments = sheet.find("Feedback comments").value_or(std::string::npos);
  columns.changeable = sheet.find("Grade can be changed").value_or(std::string::npos);
  const bool in_points = sheet.find("Maximum grade") || sheet.find("Maximum Grade");
  if (!how.skill.empty() && in_points)
    return sheet.wrong("the assignment is graded in points and not by a scale",
                       "set its grade to a scale of " + join(scale_words(), ", ") + ", or name no skill");
  if (how.skill.empty() && columns.comments == std::string::npos)
    return sheet.wrong("it has no column \"Feedback comments\", and no skill is named for the grade",
                       "switch on feedback comments in the assignment, or name a skill");
  return columns;
}

// Moodle keeps comments as HTML.
std::string as_html(const std::string& text) {
  return join(lines_of(escaped(text)), "<br>");
}

bool differs(const std::string& there, const std::string& wanted) {
  return !there.empty() && there != "-" && there != wanted;
}

// Why a row is left alone; "" when it is not.
std::string obstacle(const Worksheet& sheet, std::size_t row, const Columns& columns, const std::string& grade,
                     const std::string& comments, bool replace) {
  const bool lacks =
      !sheet.has(row, columns.grade) || (columns.comments != std::string::npos && !sheet.has(row, columns.comments));
  if (lacks) return "it has fewer cells than the header";
  if (columns.changeable != std::string::npos && trim(sheet.cell(row, columns.changeable)) == "No")
    return "Moodle says that its grade cannot be changed";
  if (replace) return "";
  const std::string there = trim(sheet.cell(row, columns.grade));
  if (!grade.empty() && differs(there, grade)) return "another grade is already there: " + there;
  if (columns.comments != std::string::npos && differs(sheet.cell(row, columns.comments), comments))
    return "other comments are already there";
  return "";
}

}  // namespace

Result<Filled> moodle_fill(const std::string& worksheet, const std::vector<Released>& released, const MoodleFill& how) {
  auto sheet = Worksheet::read(worksheet, "Moodle's grading worksheet");
  if (!sheet) return pass(sheet);
  auto columns = columns_of(*sheet, how);
  if (!columns) return pass(columns);
  auto finder = Finder::make(*sheet, released, how.matching);
  if (!finder) return pass(finder);
  Filled filled;
  for (std::size_t row = 0; row < sheet->rows(); ++row) {
    const Released* work = finder->find(row, filled);
    if (work == nullptr) continue;
    const auto level = work->levels.find(how.skill);
    const std::string word = level == work->levels.end() ? "" : level->second;
    const std::string grade = rating_of(word) < 0 ? "" : word;
    const std::string comments = as_html(text_block(*work));
    const std::string why = obstacle(*sheet, row, *columns, grade, comments, how.replace);
    if (!why.empty()) {
      filled.left.push_back({sheet->line(row), finder->who(row), why});
      continue;
    }
    ++filled.rows;
    if (!grade.empty()) sheet->set(row, columns->grade, grade);
    if (columns->comments != std::string::npos) sheet->set(row, columns->comments, comments);
    if (grade.empty() && !how.skill.empty())
      filled.left.push_back({sheet->line(row), finder->who(row), no_rating(how.skill, word)});
  }
  finder->finish(filled);
  filled.bytes = sheet->bytes();
  return filled;
}

std::string moodle_framework(const Standard& standard) {
  // Which words of the scale count: one is what a completed activity gives, those from Secure on are proficient.
  using OrderedJson = nlohmann::ordered_json;
  OrderedJson scale = OrderedJson::array({OrderedJson{{"scaleid", "0"}}});  // given by Moodle
  scale.push_back(OrderedJson{{"id", 3}, {"scaledefault", 1}, {"proficient", 1}});
  scale.push_back(OrderedJson{{"id", 4}, {"scaledefault", 0}, {"proficient", 1}});
  std::string out =
      csv_line({"Parent ID number", "ID number", "Short name", "Description", "Description format", "Scale values",
                "Scale configuration", "Rule type (optional)", "Rule outcome (optional)", "Rule config (optional)",
                "Cross-referenced competency ID numbers", "Exported ID (optional)", "Is framework", "Taxonomy"});
  const std::string root = standard.reference;
  const auto add = [&](const std::string& parent, const std::string& id, const std::string& name,
                       const std::string& text) {
    out += csv_line({parent, id, name, escaped(text), "1", "", "", "", "0", "null", "", "", "", ""});
  };
  out += csv_line({"", root, root, escaped(standard.source), "1", join(scale_words(), ","), scale.dump(), "", "", "",
                   "", "", "1", "competency,competency,competency,competency"});
  for (const Statements& group : statements_of(standard)) {
    add("", root + "-" + group.name, group.name, "");
    for (const Statement& row : *group.rows)
      add(root + "-" + group.name, root + "-" + row.id, row.id + " " + short_name(row.text), row.text);
  }
  return out;
}

}  // namespace grader::report
