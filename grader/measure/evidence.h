#pragma once
// How a metric is put into the table; for the files of this room only.

#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "grader/model/grading.h"

namespace grader::measure {

inline void put(EvidenceTable& table, const std::string& metric, Ratio value, const std::string& detail,
                std::vector<std::string> places = {}) {
  table[metric] = {.metric = metric, .value = value, .detail = detail, .places = std::move(places)};
}

inline void miss(EvidenceTable& table, const std::vector<std::string>& metrics, Reserve reserve,
                 const std::string& why) {
  for (const std::string& metric : metrics) table[metric] = {.metric = metric, .missing = reserve, .why = why};
}

// Most of its lines were written by the learner: a name mended in given code does not make it theirs.
inline bool mostly_own(const Function& function, const OwnLines& own) {
  const auto lines = own.find(function.file);
  if (lines == own.end()) return false;
  const auto from = lines->second.lower_bound(function.first_line);
  const auto to = lines->second.upper_bound(function.last_line);
  return 2 * std::distance(from, to) > function.last_line - function.first_line + 1;
}

// It goes over a limit of functions, and over none by more than it did before.
bool no_larger(const Function& now, const Function& before);

// "src/account.cc:41", with what stands there behind it
inline std::string place(const std::string& file, int line, const std::string& what = "") {
  return file + ":" + std::to_string(line) + (what.empty() ? "" : " " + what);
}

// How many of the own rows have a quality; the others are the places. `what`: "own tests", "check a value".
template <typename Row>
void share(EvidenceTable& table, const std::string& metric, const std::vector<Row>& rows, const OwnLines& own,
           bool Row::* quality, const std::pair<std::string, std::string>& what) {
  Ratio value{0, 0};
  std::vector<std::string> places;
  for (const Row& row : rows) {
    if (!is_own(own, row.file, row.line)) continue;
    ++value.d;
    if (row.*quality)
      ++value.n;
    else
      places.push_back(place(row.file, row.line, row.name));
  }
  const auto& [them, do_it] = what;
  if (value.d == 0) return miss(table, {metric}, Reserve::kNoEvidence, "there are no " + them + " to judge");
  const std::string detail = std::to_string(value.n) + " of " + std::to_string(value.d) + " " + them + " " + do_it;
  put(table, metric, value, detail, std::move(places));
}

}  // namespace grader::measure
