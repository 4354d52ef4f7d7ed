#include "grader/base/text.h"
#include "grader/report/report.h"

namespace grader::report {
namespace {

std::vector<Turned> in_words(const std::vector<Moved>& moves) {
  std::vector<Turned> rows;
  for (const Moved& move : moves) rows.push_back({move.id, name_of(move.before), name_of(move.now)});
  return rows;
}

}  // namespace

BothWays<Turned> changes(const Progress& progress, bool levels) {
  BothWays<Turned> all;
  const auto add = [](std::vector<Turned>& to, const std::vector<Turned>& rows) {
    to.insert(to.end(), rows.begin(), rows.end());
  };
  if (levels) all = {.improved = in_words(progress.improved), .slipped = in_words(progress.slipped)};
  add(all.improved, progress.requirements.improved);
  add(all.slipped, progress.requirements.slipped);
  if (levels) {
    add(all.improved, in_words(progress.indicators.improved));
    add(all.slipped, in_words(progress.indicators.slipped));
  }
  add(all.improved, progress.tests.improved);
  add(all.slipped, progress.tests.slipped);
  return all;
}

std::vector<ChangeLine> progress_lines(const Progress& progress, bool levels) {
  std::vector<ChangeLine> lines;
  if (progress.since == 0) return lines;
  const auto add = [&](const char* head, const std::vector<std::string>& items) {
    if (items.empty()) return;
    lines.push_back({.head = head});
    for (const std::string& item : items) lines.back().items.push_back(printable(item));
  };
  const auto turned = [](const std::vector<Turned>& rows) {
    std::vector<std::string> items;
    for (const Turned& row : rows) items.push_back(row.id + " (" + row.before + " to " + row.now + ")");
    return items;
  };
  const BothWays<Turned> all = changes(progress, levels);
  add("Improved", turned(all.improved));
  add("Slipped back", turned(all.slipped));
  add("Own tests that are gone", progress.gone_tests);
  add("Not compared (a result on one side only)", progress.not_compared);
  if (levels) add(kUnchanged, progress.unchanged);
  return lines;
}

}  // namespace grader::report
