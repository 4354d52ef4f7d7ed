#include "grader/cohort/release.h"

#include <filesystem>
#include <iostream>

#include "grader/base/dates.h"
#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/cli/commands.h"
#include "grader/cli/opened.h"
#include "grader/report/exports.h"

namespace grader::cli {
namespace {

namespace fs = std::filesystem;

// For what goes to the people themselves.
std::vector<Released> named(std::vector<Released> rows, const cohort::People& people) {
  for (Released& row : rows) {
    const auto person = people.find(row.apprentice);
    if (person != people.end()) row.person = person->second.name;
  }
  return rows;
}

Result<report::Filled> fill(const ExportOptions& options, const std::string& bytes, const std::vector<Released>& rows,
                            const cohort::People& people) {
  report::Matching matching{.column = options.column};
  for (const auto& [apprentice, person] : people) {
    if (!person.email.empty()) matching.people[person.email] = apprentice;
  }
  if (options.format == "moodle-feedback") return report::moodle_feedback(bytes, named(rows, people), matching);
  if (options.format == "moodle")
    return report::moodle_fill(bytes, rows, {.matching = matching, .skill = options.skill, .replace = options.replace});
  return report::canvas_fill(
      bytes, rows,
      {.matching = matching, .assignment = options.assignment, .skill = options.skill, .replace = options.replace});
}

Result<int> fill_worksheet(const ExportOptions& options, const Opened& opened, const std::vector<Released>& rows) {
  const auto people = cohort::people_of(opened.cohort.rules);
  if (!people) return std::unexpected(people.error());
  const auto bytes = read_file(options.worksheet);
  if (!bytes) return std::unexpected(bytes.error());
  const auto filled = fill(options, *bytes, rows, *people);
  if (!filled) return std::unexpected(filled.error());
  if (!options.dry_run && !filled->bytes.empty()) {
    if (auto written = write_file(options.out, filled->bytes); !written) return pass(written);
  }
  std::cout << filled->rows << " rows filled" << (filled->bytes.empty() ? "; there is nothing to write\n" : "\n");
  for (const report::LeftAlone& row : filled->left)
    std::cout << "  line " << row.line << "  " << printable(row.who) << "  left alone: " << printable(row.why) << "\n";
  for (const std::string& apprentice : filled->without_row)
    std::cout << "  " << printable(apprentice) << "  is released and stands in no row\n";
  return 0;
}

}  // namespace

Result<int> release(const PeopleOptions& options) {
  const auto opened = open_with_store(options.file);
  if (!opened) return std::unexpected(opened.error());
  auto marked = cohort::read_marked(opened->cohort, *opened->store);
  if (!marked) return pass(marked);
  cohort::ToRelease wanted;
  const auto decide = [&](const std::vector<AuditEntry>& chain) -> Result<std::vector<Decision>> {
    marked->standings = cohort::standing_of(chain);
    wanted = cohort::to_release(*marked, options.apprentice, options.who, utc_now());
    return wanted.decisions;
  };
  if (options.dry_run)
    wanted = cohort::to_release(*marked, options.apprentice, options.who, utc_now());
  else if (auto decided = opened->store->decide(opened->cohort.rules.name, decide); !decided)
    return pass(decided);
  for (const std::string& row : wanted.waiting) std::cout << "waits  " << printable(row) << "\n";
  if (options.dry_run) {
    std::cout << wanted.decisions.size() << " levels would be released\n";
    return 0;
  }
  const fs::path folder = options.out.empty() ? opened->cohort.rules.out / "released" : fs::path(options.out);
  const auto reports = write_reports(*opened, options.apprentice, folder);
  if (!reports) return std::unexpected(reports.error());
  if (auto again = write_again(*opened); !again) return pass(again);
  std::cout << wanted.decisions.size() << " levels released; " << *reports << " reports in " << folder.string() << "\n";
  return 0;
}

Result<int> export_released(const ExportOptions& options) {
  const auto opened = open_with_store(options.file);
  if (!opened) return std::unexpected(opened.error());
  const Standard& standard = opened->cohort.yardstick.standard;
  if (options.format == "canvas-outcomes" || options.format == "moodle-framework") {
    const std::string text =
        options.format == "canvas-outcomes" ? report::canvas_outcomes(standard) : report::moodle_framework(standard);
    if (auto written = write_file(options.out, text); !written) return pass(written);
    return 0;
  }
  const auto marked = cohort::read_marked(opened->cohort, *opened->store);
  if (!marked) return std::unexpected(marked.error());
  auto rows = cohort::released_rows(opened->cohort, *opened->store, *marked, "");
  if (rows) rows = cohort::rows_of_exercise(opened->cohort, std::move(*rows), options.exercise);
  if (!rows) return pass(rows);
  return fill_worksheet(options, *opened, *rows);
}

}  // namespace grader::cli
