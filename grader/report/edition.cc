#include "grader/base/dates.h"
#include "grader/model/mode.h"
#include "grader/report/report.h"

namespace grader::report {

const Edition& edition_for(const Grading& grading, const Style& style) {
  return style.reader == Reader::kTutor && grading.marking ? *grading.marking : grading.open;
}

std::string tier_of(const Grading& grading) {
  return grading.tier.empty() ? "none" : grading.tier;
}

std::string isolation_words(const Grading& grading) {
  const std::string tier = tier_of(grading);
  return tier + (grading.tier.empty() ? ", nothing was run" : tier == "full" ? "" : ", limits approximate");
}

std::string assurance_of(const Grading& grading, const GroupResult& group) {
  return group.name == "own" ? name_of(Mode::kInProcess) : grading.assurance;
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
