#pragma once
// How a metric is put into the table; for the files of this room only.

#include <string>
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

// "1 test", "2 tests"
inline std::string counted(std::int64_t n, const std::string& one) {
  return std::to_string(n) + " " + one + (n == 1 ? "" : "s");
}

inline bool is_own(const OwnLines& own, const std::string& file, int line) {
  const auto lines = own.find(file);
  return lines != own.end() && lines->second.contains(line);
}

}  // namespace grader::measure
