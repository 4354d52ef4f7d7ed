#include "grader/base/text.h"
#include "grader/report/report.h"

namespace grader::report {

const Edition& edition_for(const Grading& grading, const Style& style) {
  return style.reader == Reader::kTutor && grading.marking ? *grading.marking : grading.open;
}

std::string level_words(Level level, Reserve reserve, const Style& style) {
  if (level == Level::kNone) return name_of(reserve);
  return style.levels ? name_of(level) : "covered";
}

std::vector<std::string> progress_lines(const Progress& progress) {
  std::vector<std::string> lines;
  if (progress.since == 0) return lines;
  const auto moved = [&](const char* what, const std::vector<Moved>& moves) {
    std::vector<std::string> words;
    for (const Moved& move : moves)
      words.push_back(move.skill + " (" + name_of(move.before) + " to " + name_of(move.now) + ")");
    if (!words.empty()) lines.push_back(std::string(what) + ": " + join(words, ", "));
  };
  moved("Improved", progress.improved);
  moved("Slipped back", progress.slipped);
  if (!progress.unchanged.empty()) lines.push_back("Unchanged: " + join(progress.unchanged, ", "));
  if (!progress.gone_tests.empty()) {
    std::vector<std::string> ids;
    for (const std::string& id : progress.gone_tests) ids.push_back(printable(id));
    lines.push_back("Own tests that are gone: " + join(ids, ", "));
  }
  return lines;
}

}  // namespace grader::report
