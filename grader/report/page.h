#pragma once
// The parts of the report's page, in their order; each writes nothing when there is nothing to say.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "grader/report/html.h"
#include "grader/report/places.h"
#include "grader/report/report.h"

namespace grader::report {

// What the parts are written from.
struct View {
  const Grading& grading;
  const Style& style;
  const Edition& edition;
  const Places& places;
  bool whole = true;  // false: an evidence sheet, without requirements
};

// A level as shape and word; covered, all levels look the same.
void write_level(Html& html, Level level, Reserve reserve, const Style& style);

// The id of a requirement's row.
std::string requirement_id(const std::string& requirement);

// A place as a link to its line of the code or to its requirement, where the page shows it.
void write_place(Html& html, const View& view, const std::string& place);
// The first few of them, each once.
constexpr std::size_t kMostPlaces = 6;
std::vector<std::string> first_places(const std::vector<std::string>& places);
// They, and how many more there are.
void write_places(Html& html, const View& view, const std::vector<std::string>& places);

// The beginning of a statement's wording, at most 60 characters of whole words.
std::string short_name(const std::string& text);

// Title, state, and which commit was held against which rubric. `kind`: "Report", "Evidence sheet".
void write_header(Html& html, const View& view, const std::string& kind);

void write_summary(Html& html, const View& view);
void write_skills_table(Html& html, const View& view);
void write_skill_sections(Html& html, const View& view);
void write_requirements(Html& html, const View& view);
void write_tests(Html& html, const View& view);
void write_mutants(Html& html, const View& view);
// The exercise's faulty versions under own tests, for the tutor.
bool shows_faults(const View& view);
bool shows_mutants(const View& view);
void write_faults(Html& html, const View& view);
void write_code(Html& html, const View& view);
// Only the lines that something leads to.
using Cited = std::map<const SourceFile*, std::set<int>>;
void write_cited(Html& html, const View& view, const Cited& cited);
void write_attempts(Html& html, const View& view);
void write_questions(Html& html, const View& view);
void write_seen(Html& html, const View& view);
void write_signals(Html& html, const View& view);
void write_judged(Html& html, const View& view);

}  // namespace grader::report
