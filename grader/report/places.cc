#include "grader/report/places.h"

#include <algorithm>

#include "grader/base/text.h"

namespace grader::report {
namespace {

constexpr std::size_t kMostDigits = 9;

// The digits at a place of a text.
std::size_t digits_at(const std::string& text, std::size_t from) {
  std::size_t to = from;
  while (to < text.size() && to - from < kMostDigits && text[to] >= '0' && text[to] <= '9') ++to;
  return to - from;
}

}  // namespace

Places::Places(const std::vector<SourceFile>& sources) {
  std::size_t bytes = 0;
  for (const SourceFile& file : sources) {
    if (bytes + file.text.size() > kMostSource) {
      left_out_.push_back(&file);
      continue;
    }
    bytes += file.text.size();
    shown_.push_back(&file);
    rows_[file.path] = {&file, shown_.size(), static_cast<int>(lines_of(file.text).size())};
  }
}

Place Places::find(const std::string& place) const {
  for (std::size_t colon = place.find(':'); colon != std::string::npos; colon = place.find(':', colon + 1)) {
    const auto row = rows_.find(place.substr(0, colon));
    const std::size_t digits = digits_at(place, colon + 1);
    if (row == rows_.end() || digits == 0) continue;
    const std::size_t end = colon + 1 + digits;
    return {.file = row->second.file,
            .line = std::stoi(place.substr(colon + 1, digits)),
            .label = place.substr(0, end),
            .rest = place.substr(end)};
  }
  if (const auto row = rows_.find(place); row != rows_.end()) return {.file = row->second.file, .label = place};
  return {.label = place};
}

std::string Places::id(const SourceFile& file, int line) const {
  const auto row = rows_.find(file.path);
  if (row == rows_.end()) return {};
  const std::string id = "f" + std::to_string(row->second.number);
  const int last = std::min(line, row->second.lines);
  return last < 1 ? id : id + "-L" + std::to_string(last);
}

}  // namespace grader::report
