#include "grader/measure/debugging.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "grader/base/text.h"
#include "grader/measure/evidence.h"
#include "grader/measure/integrity.h"

namespace grader::measure {
namespace {

const std::vector<std::string> kLogMetrics = {"debug_log.complete", "debug_log.fields", "debug_log.techniques"};

// Names that a log may use -> the technique.
const std::map<std::string, std::string> kTechniques = {{"assertion", "assertion"},
                                                        {"assertion or sanitiser", "assertion"},
                                                        {"assertion or sanitizer", "assertion"},
                                                        {"bisect", "bisect"},
                                                        {"breakpoint", "breakpoint"},
                                                        {"debugger", "breakpoint"},
                                                        {"git bisect", "bisect"},
                                                        {"log", "log extract"},
                                                        {"log extract", "log extract"},
                                                        {"print", "log extract"},
                                                        {"remote session", "remote session"},
                                                        {"sanitiser", "assertion"},
                                                        {"sanitizer", "assertion"}};

bool is_letter_or_digit(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

bool is_filled(const std::string& value) {
  if (value.starts_with('<') && value.find('>') == value.size() - 1) return false;
  return std::any_of(value.begin(), value.end(), is_letter_or_digit);
}

// What is left of a line outside of comments; `inside` says whether one is open, before and after.
std::string without_comments(std::string_view line, bool& inside) {
  std::string kept;
  while (!line.empty()) {
    const std::string_view mark = inside ? "-->" : "<!--";
    const std::size_t at = line.find(mark);
    if (!inside) kept += line.substr(0, at);
    if (at == std::string_view::npos) break;
    line.remove_prefix(at + mark.size());
    inside = !inside;
  }
  return kept;
}

// "- **Symptom:** text" -> the field; a line that begins none has no name.
LogField field_of(const std::string& line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string::npos) return {};
  const auto marks = [](char c) { return c == ' ' || c == '\t' || c == '-' || c == '*' || c == '+' || c == '_'; };
  std::string name;
  for (const char c : line.substr(0, colon)) {
    if (!marks(c)) name += c;
  }
  name = lower(name);
  if (std::find(kLogFields.begin(), kLogFields.end(), name) == kLogFields.end() && name != "technique" &&
      name != "evidence")
    return {};
  std::size_t from = colon + 1;
  while (from < line.size() && (line[from] == '*' || line[from] == '_')) ++from;  // bold ends behind the colon
  return {.name = name, .value = trim(line.substr(from))};
}

bool is_heading(const std::string& line) {
  return line.starts_with("# ") || line.starts_with("## ");
}

// The line that begins or ends a block of code; "```x```" is text.
bool is_fence(const std::string& line) {
  return (line.starts_with("```") && line.find("```", 3) == std::string::npos) || line.starts_with("~~~");
}

class LogReader {
 public:
  std::vector<LogEntry> read(std::string_view text) {
    for (const std::string& line : lines_of(text)) {
      ++number_;
      if (!commented_ && is_fence(trim(line)))
        fenced_ = !fenced_;
      else if (fenced_)
        carry_on(line);
      else
        take(without_comments(line, commented_));
    }
    finish();
    return std::move(entries_);
  }

 private:
  void take(const std::string& line) {
    if (is_heading(line)) {
      finish();
      entry_.line = number_;
      return;
    }
    LogField field = field_of(line);
    if (field.name.empty()) return carry_on(line);
    const auto symptom = [](const LogField& known) { return known.name == "symptom"; };
    if (symptom(field) && std::any_of(entry_.fields.begin(), entry_.fields.end(), symptom)) finish();
    if (entry_.line == 0) entry_.line = number_;
    entry_.fields.push_back(std::move(field));
  }

  void carry_on(const std::string& line) {
    if (!entry_.fields.empty()) entry_.fields.back().value += "\n" + line;
  }

  void finish() {
    for (LogField& field : entry_.fields) field.value = trim(field.value);
    if (!entry_.fields.empty()) entries_.push_back(std::move(entry_));
    entry_ = {};
  }

  std::vector<LogEntry> entries_;
  LogEntry entry_;
  int number_ = 0;
  bool fenced_ = false;
  bool commented_ = false;
};

std::vector<std::string> empty_fields(const LogEntry& entry) {
  std::vector<std::string> empty;
  for (const std::string& name : kLogFields) {
    const bool filled = std::any_of(entry.fields.begin(), entry.fields.end(), [&](const LogField& field) {
      return field.name == name && is_filled(field.value);
    });
    if (!filled) empty.push_back(name);
  }
  return empty;
}

// The techniques of an entry of which the next field but the five is an evidence.
std::set<std::string> techniques_of(const LogEntry& entry) {
  std::set<std::string> found;
  std::string named;
  for (const LogField& field : entry.fields) {
    if (field.name == "technique") {
      std::string value = trim(lower(field.value.substr(0, field.value.find('\n'))));
      std::erase(value, '`');
      if (value.ends_with('.')) value.pop_back();
      const auto row = kTechniques.find(value);
      named = row == kTechniques.end() ? "" : row->second;
    } else if (field.name == "evidence") {
      if (!named.empty() && is_filled(field.value)) found.insert(named);
      named.clear();
    }
  }
  return found;
}

std::string words_of(const LogEntry& entry) {
  std::string words;
  for (const LogField& field : entry.fields) words += field.name + "\n" + field.value + "\n";
  return words;
}

std::int64_t bugs_of(const Exercise& exercise) {
  return std::count_if(exercise.requirements.begin(), exercise.requirements.end(),
                       [](const Requirement& requirement) { return requirement.bug; });
}

struct LogCount {
  std::set<std::string> complete;       // words of the entries with all five fields
  std::vector<std::string> unfinished;  // places of the others, the fullest first
  std::set<std::string> techniques;
  std::size_t most = 0;  // filled fields of one entry
};

LogCount count_log(const std::string& path, std::vector<LogEntry> entries) {
  std::stable_sort(entries.begin(), entries.end(), [](const LogEntry& a, const LogEntry& b) {
    return empty_fields(a).size() < empty_fields(b).size();
  });
  LogCount log;
  for (const LogEntry& entry : entries) {
    const auto empty = empty_fields(entry);
    log.most = std::max(log.most, kLogFields.size() - empty.size());
    if (empty.empty())
      log.complete.insert(words_of(entry));
    else
      log.unfinished.push_back(path + ":" + std::to_string(entry.line) + " without " + join(empty, ", "));
    log.techniques.merge(techniques_of(entry));
  }
  return log;
}

}  // namespace

std::vector<LogEntry> read_debug_log(std::string_view text) {
  return LogReader().read(text.substr(0, kMostLogBytes));
}

void measure_debug_log(const Exercise* exercise, const std::string* text, EvidenceTable& table) {
  if (exercise == nullptr || exercise->debug_log.empty())
    return miss(table, kLogMetrics, Reserve::kNoEvidence, "no debug log was asked for");
  const std::string& path = exercise->debug_log;
  if (text == nullptr) {
    for (const std::string& metric : kLogMetrics) put(table, metric, {0, 1}, path + " is not there");
    return;
  }
  const LogCount log = count_log(path, read_debug_log(*text));
  std::vector<std::string> fullest = {path};
  std::vector<std::string> others = log.unfinished;
  if (!others.empty() && log.most < kLogFields.size()) {
    fullest = {others.front()};
    others.erase(others.begin());
  }
  const std::int64_t bugs = std::max<std::int64_t>(bugs_of(*exercise), 1);
  const std::int64_t complete = std::min(static_cast<std::int64_t>(log.complete.size()), bugs);
  put(table, "debug_log.complete", {complete, bugs},
      std::to_string(complete) + " of " + counted(bugs, "bug") + " logged with all five fields", std::move(others));
  put(table, "debug_log.fields", {static_cast<std::int64_t>(log.most), 1},
      log.most == 0 ? "no field filled" : std::to_string(log.most) + " of 5 fields in the fullest entry",
      log.most == kLogFields.size() ? std::vector<std::string>() : fullest);
  const auto techniques = static_cast<std::int64_t>(log.techniques.size());
  const std::vector<std::string> names(log.techniques.begin(), log.techniques.end());
  put(table, "debug_log.techniques", {techniques, 1},
      counted(techniques, "technique") + " recorded with evidence" + (names.empty() ? "" : ": " + join(names, ", ")));
}

void measure_bugs(const Exercise* exercise, const std::vector<RequirementResult>& requirements, EvidenceTable& table) {
  const std::string metric = "bugs.fixed";
  if (exercise == nullptr || bugs_of(*exercise) == 0)
    return miss(table, {metric}, Reserve::kNoEvidence, "no exercise with seeded bugs");
  Ratio fixed{0, 0};
  bool could_not_run = false;
  std::vector<std::string> open;
  std::vector<std::string> broken;
  for (const Requirement& requirement : exercise->requirements) {
    const auto row = std::find_if(requirements.begin(), requirements.end(),
                                  [&](const RequirementResult& result) { return result.id == requirement.id; });
    if (row == requirements.end() || row->state == RequirementState::kNoTest) continue;
    if (row->state == RequirementState::kNeedsPerson)
      return miss(table, {metric}, Reserve::kContradicted, kContradiction);
    const bool met = row->state == RequirementState::kMet;
    const bool unknown = row->state == RequirementState::kCouldNotRun;
    if (requirement.given && !met && !unknown) broken.push_back(requirement.id);
    if (!requirement.bug) continue;
    could_not_run = could_not_run || unknown;
    if (unknown) continue;
    ++fixed.d;
    fixed.n += met ? 1 : 0;
    if (!met) open.push_back(requirement.id + " not fixed");
  }
  if (fixed.d == 0)
    return miss(table, {metric}, could_not_run ? Reserve::kCouldNotRun : Reserve::kNoEvidence,
                could_not_run ? "no test could be run" : "no seeded bug has a test here");
  if (!broken.empty()) {
    const std::string why = "no seeded bug counts as fixed while " + join(broken, ", ") +
                            (broken.size() == 1 ? ", which worked before, is" : ", which worked before, are") +
                            " not met";
    for (std::string& place : broken) place += " not met";
    return put(table, metric, {0, fixed.d}, why, broken);
  }
  put(table, metric, fixed, std::to_string(fixed.n) + " of " + counted(fixed.d, "seeded bug") + " fixed", open);
}

void measure_debug_leftovers(const std::vector<Finding>& leftovers, const std::vector<std::string>& code,
                             const OwnLines& own, EvidenceTable& table) {
  const std::string metric = "leftovers.debug";
  const bool any = std::any_of(code.begin(), code.end(), [&](const std::string& file) {
    const auto row = own.find(file);
    return row != own.end() && !row->second.empty();
  });
  if (!any) return miss(table, {metric}, Reserve::kNoEvidence, "no own line of code");
  std::set<std::pair<std::string, int>> lines;
  std::vector<std::string> places;
  for (const Finding& finding : leftovers) {
    if (finding.rule != "debug statement" || !is_own(own, finding.file, finding.line)) continue;
    if (lines.emplace(finding.file, finding.line).second) places.push_back(place(finding.file, finding.line));
  }
  std::sort(places.begin(), places.end());
  const auto count = static_cast<std::int64_t>(places.size());
  put(table, metric, {count, 1}, counted(count, "debug statement") + " left on own lines", std::move(places));
}

}  // namespace grader::measure
