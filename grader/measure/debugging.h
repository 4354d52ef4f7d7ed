#pragma once
// How faults were hunted down: which seeded bugs are gone, what the debug log records, what the hunt left behind.

#include <string>
#include <string_view>
#include <vector>

#include "grader/model/exercise.h"
#include "grader/model/facts.h"
#include "grader/model/grading.h"

namespace grader::measure {

// bugs.fixed: the requirements marked `bug` that are met, of those with a test among `requirements`. While a `given`
// one is broken none counts. No exercise, or one without bugs: no evidence.
void measure_bugs(const Exercise* exercise, const std::vector<RequirementResult>& requirements, EvidenceTable& table);

// One bug of a debug log, which is Markdown: what stands below a heading of the first or second level, or from a
// further "Symptom" on. A field is a line "Name: value", with or without a list mark and bold; its value goes on to the
// next field or heading. A value without a letter or digit, in angle brackets or in a comment is an empty one.
struct LogField {
  std::string name;  // lower case: one of kLogFields, "technique" or "evidence"
  std::string value;
};
struct LogEntry {
  int line = 0;  // of the heading or the first field; from 1
  std::vector<LogField> fields;
};
inline const std::vector<std::string> kLogFields = {"symptom", "guess", "check", "result", "cause"};

// The entries with at least one field, empty or not. Takes any bytes; reads the first kMostLogBytes.
constexpr std::size_t kMostLogBytes = 256U << 10U;
std::vector<LogEntry> read_debug_log(std::string_view text);

// debug_log.complete: entries with all of kLogFields filled, of the exercise's bugs (one at least), and no more
// than these; the same words twice are one entry. debug_log.fields: the most fields that one entry has filled, 0 to 5.
// debug_log.techniques: different ones of a closed list that are named by a "Technique" and followed by an "Evidence"
// that is filled. `text` is nullptr when the log is not there. No exercise that asks for a log: no evidence.
void measure_debug_log(const Exercise* exercise, const std::string* text, EvidenceTable& table);

// leftovers.debug: debug statements on own lines of `code` (paths of source and tests); no such line: no evidence.
void measure_debug_leftovers(const std::vector<Finding>& leftovers, const std::vector<std::string>& code,
                             const OwnLines& own, EvidenceTable& table);

}  // namespace grader::measure
