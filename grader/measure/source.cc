// What source text says of itself: names, leftovers, interfaces.
#include <algorithm>
#include <set>
#include <tuple>

#include "grader/base/text.h"
#include "grader/measure/evidence.h"
#include "grader/measure/measure.h"

namespace grader::measure {

void measure_readable(const std::vector<Readable>& files, const OwnLines& own, EvidenceTable& table) {
  Ratio readable{0, 0};
  std::vector<std::string> unread;  // not whole
  for (const Readable& file : files) {
    if (!own.contains(file.file)) continue;
    readable.d += static_cast<std::int64_t>(file.bytes);
    readable.n += static_cast<std::int64_t>(file.bytes - file.unreadable);
    if (file.unreadable > 0) unread.push_back(file.file);
  }
  if (readable.d == 0) return miss(table, {"source.readable"}, Reserve::kNoEvidence, "no source file with own lines");
  const std::string share = std::to_string(100 * readable.n / readable.d) + " % of own source could be parsed";
  put(table, "source.readable", readable, share, unread);
  if (readable.n == readable.d) return;
  const bool enough = 100 * readable.n >= kEnoughReadable * readable.d;
  for (const char* metric : {"data.typed", "docs.public", "functions.small", "interfaces.typed", "leftovers.count",
                             "leftovers.debug", "lint.per_hundred", "modules.clear", "naming.fits"}) {
    const auto row = table.find(metric);
    if (row == table.end() || !row->second.value) continue;
    if (enough)
      row->second.detail += "; " + share + ", not all of " + unread.front();
    else
      miss(table, {metric}, Reserve::kTooLittle, share);
  }
}

std::vector<Finding> own_findings(const std::vector<Finding>& tools, const SourceFacts& source, bool docs_asked,
                                  const OwnLines& own) {
  std::vector<Finding> all = tools;
  all.insert(all.end(), source.leftovers.begin(), source.leftovers.end());
  all.insert(all.end(), source.smells.begin(), source.smells.end());
  for (const Identifier& name : source.identifiers) {
    if (name.fits) continue;
    all.push_back({.file = name.file,
                   .line = name.line,
                   .rule = "naming",
                   .level = "warning",
                   .message = "the " + name.kind + " name \"" + name.name + "\" is not in the language's style"});
  }
  for (const PublicFunction& function : source.public_functions) {
    if (!docs_asked || function.documented) continue;
    all.push_back({.file = function.file,
                   .line = function.line,
                   .rule = "documentation",
                   .level = "warning",
                   .message = "`" + function.name + "` has no description that names each parameter"});
  }
  // The first line of a function may be given and the rest own.
  std::vector<Finding> found = function_findings(source.functions, own);
  std::copy_if(all.begin(), all.end(), std::back_inserter(found),
               [&](const Finding& finding) { return is_own(own, finding.file, finding.line); });
  const auto order = [](const Finding& f) { return std::tie(f.file, f.line, f.rule, f.message); };
  std::sort(found.begin(), found.end(), [&](const Finding& a, const Finding& b) { return order(a) < order(b); });
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

void measure_naming(const std::vector<Identifier>& identifiers, const OwnLines& own, EvidenceTable& table) {
  const std::string metric = "naming.fits";
  share(table, metric, identifiers, own, &Identifier::fits, {"own names", "follow the language's style"});
  const Evidence& row = table[metric];
  if (!row.value || row.value->d >= kFewestNames) return;
  miss(table, {metric}, Reserve::kTooLittle,
       std::to_string(row.value->d) + " own names are too few to judge naming fairly");
}

void measure_format(const std::vector<std::string>& files, const std::vector<std::string>& unformatted,
                    const OwnLines& own, EvidenceTable& table) {
  const std::string metric = "format.clean";
  Ratio clean{0, 0};
  std::vector<std::string> places;
  for (const std::string& file : files) {
    if (!own.contains(file)) continue;
    ++clean.d;
    if (std::find(unformatted.begin(), unformatted.end(), file) == unformatted.end())
      ++clean.n;
    else
      places.push_back(file);
  }
  if (clean.d == 0) return miss(table, {metric}, Reserve::kNoEvidence, "no file with own lines");
  put(table, metric, clean,
      std::to_string(clean.n) + " of " + std::to_string(clean.d) + " own files are as the formatter writes them",
      std::move(places));
}

void measure_lint(const std::vector<Finding>& lint, const std::vector<std::string>& stops, std::size_t own_code_lines,
                  const OwnLines& own, EvidenceTable& table) {
  const std::string metric = "lint.per_hundred";
  const auto stopped = std::ranges::find_if(lint, [&](const Finding& finding) {
    return own.contains(finding.file) && std::ranges::find(stops, finding.rule) != stops.end();
  });
  if (stopped != lint.end())
    return miss(table, {metric}, Reserve::kTooLittle,
                "the linter reads no further than " + place(stopped->file, stopped->line));
  if (own_code_lines < kFewestLines)
    return miss(table, {metric}, Reserve::kTooLittle,
                std::to_string(own_code_lines) + " own lines of code are too few to judge style fairly");
  std::vector<std::string> places;
  for (const Finding& finding : lint) {
    if (is_own(own, finding.file, finding.line))
      places.push_back(place(finding.file, finding.line, finding.rule + " " + finding.message));
  }
  std::sort(places.begin(), places.end());
  const auto count = static_cast<std::int64_t>(places.size());
  const auto lines = static_cast<std::int64_t>(own_code_lines);
  put(table, metric, {100 * count, lines},
      counted(count, "finding") + " of the linter on " + std::to_string(lines) + " own lines of code",
      std::move(places));
}

void measure_leftovers(const std::vector<Finding>& leftovers, const std::vector<Finding>& unused, const OwnLines& own,
                       EvidenceTable& table) {
  std::vector<std::string> places;
  const auto add = [&](const Finding& finding) {
    if (is_own(own, finding.file, finding.line)) places.push_back(place(finding.file, finding.line, finding.message));
  };
  for (const Finding& finding : leftovers) add(finding);
  std::set<std::pair<std::string, int>> named;  // two tools may say the same of one line
  for (const Finding& finding : unused) {
    if (named.emplace(finding.file, finding.line).second) add(finding);
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  const auto count = static_cast<std::int64_t>(places.size());
  put(table, "leftovers.count", {count, 1},
      counted(count, "leftover") + " on own lines (commented-out, unreachable or debugging code, unused names)",
      std::move(places));
}

void measure_interfaces(const std::vector<PublicFunction>& functions, const OwnLines& own, const Interfaces& rules,
                        EvidenceTable& table) {
  if (rules.docs_asked)
    share(table, "docs.public", functions, own, &PublicFunction::documented,
          {"own public functions", "have a description that names each parameter"});
  else
    miss(table, {"docs.public"}, Reserve::kNoEvidence, "no documentation standard was asked for");
  if (rules.static_types)
    miss(table, {"interfaces.typed"}, Reserve::kNoEvidence, "the language gives every function types");
  else
    share(table, "interfaces.typed", functions, own, &PublicFunction::typed, {"own public functions", "have types"});
}

}  // namespace grader::measure
