#include "grader/base/dates.h"
#include "grader/report/report.h"

namespace grader::report {

const Edition& edition_for(const Grading& grading, const Style& style) {
  return style.reader == Reader::kTutor && grading.marking ? *grading.marking : grading.open;
}

std::string level_words(Level level, Reserve reserve, const Style& style) {
  if (level == Level::kNone) return name_of(reserve);
  return style.levels ? name_of(level) : "covered";
}

std::string committed_in_words(const Grading& grading) {
  const auto day = day_of(grading.committed);
  return day ? day_in_words(*day) : "";
}

}  // namespace grader::report
