#include "grader/model/results.h"

#include <algorithm>
#include <array>
#include <utility>

namespace grader {

const char* name_of(Stage stage) {
  static constexpr std::array<const char*, 4> kNames = {"Provisional", "Confirmed", "Moderated", "Released"};
  return kNames.at(static_cast<std::size_t>(stage));
}

std::string code_of(const std::string& words) {
  static const std::map<std::string, std::string> codes = {
      {"Not yet", "NY"},       {"Developing", "D"},       {"Secure", "S"},
      {"Strong", "ST"},        {"No evidence here", "-"}, {"Too little to judge", "?"},
      {"Tutor to judge", "T"}, {"Could not run", "!"},    {"Not measured by this version", "-"}};
  const auto found = codes.find(words);
  return found == codes.end() ? std::string() : found->second;
}

std::size_t count_of(const Results& results, ItemState state) {
  return static_cast<std::size_t>(std::count_if(results.rows.begin(), results.rows.end(),
                                                [&](const ResultRow& row) { return row.item.state == state; }));
}

}  // namespace grader
