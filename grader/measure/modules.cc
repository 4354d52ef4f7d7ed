// A shared code base, from source: modules that can be worked on apart, and data that says what it is.
#include <algorithm>
#include <map>
#include <set>

#include "grader/base/text.h"
#include "grader/measure/evidence.h"
#include "grader/measure/measure.h"

namespace grader::measure {
namespace {

using Graph = std::map<std::string, std::set<std::string>>;  // file -> files it names

std::string folder_of(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  return slash == std::string::npos ? "" : file.substr(0, slash + 1);
}

// "lib/sub/../a.h" -> "lib/a.h"
std::string tidy(const std::string& path) {
  std::vector<std::string> parts;
  for (const std::string& part : split(path, '/')) {
    if (part == ".." && !parts.empty() && parts.back() != "..")
      parts.pop_back();
    else if (!part.empty() && part != ".")
      parts.push_back(part);
  }
  return join(parts, "/");
}

// The folder that leading separators stand for ("." this one, ".." the one above), and the module without them.
std::pair<std::string, std::string> relative(const std::string& file, std::string module, const ModuleRules& rules) {
  std::string folder = folder_of(file);
  if (rules.separator != "." || !module.starts_with(".")) return {folder, module};
  module.erase(0, 1);
  while (module.starts_with(".")) {
    module.erase(0, 1);
    folder += "../";
  }
  return {folder, module};
}

// Which of the files an import names; "" when it is none of them, such as a library.
std::string file_named(const Import& import, const std::set<std::string>& files, const ModuleRules& rules) {
  const auto [folder, module] = relative(import.file, import.module, rules);
  const std::string path = replace_all(module, rules.separator, "/");
  std::vector<std::string> stems;
  if (!import.name.empty()) stems.push_back(path.empty() ? import.name : path + "/" + import.name);
  if (!path.empty()) stems.push_back(path);
  const bool only_near = folder != folder_of(import.file) || module != import.module;
  for (const std::string& stem : stems) {
    for (const std::string& from :
         only_near ? std::vector<std::string>{folder} : std::vector<std::string>{folder, "", "src/", "include/"}) {
      for (const std::string& ending : rules.endings) {
        const std::string file = tidy(from + stem + ending);
        if (files.contains(file)) return file;
      }
    }
  }
  return {};
}

// Whether a way leads from a file back to itself.
bool in_cycle(const Graph& graph, const std::string& file) {
  std::set<std::string> seen;
  std::vector<std::string> open = {file};
  while (!open.empty()) {
    const auto row = graph.find(open.back());
    open.pop_back();
    if (row == graph.end()) continue;
    for (const std::string& next : row->second) {
      if (next == file) return true;
      if (seen.insert(next).second) open.push_back(next);
    }
  }
  return false;
}

}  // namespace

void measure_modules(const SourceFacts& source, const ModuleRules& rules, const OwnLines& own, EvidenceTable& table) {
  const std::string metric = "modules.clear";
  std::set<std::string> files;
  for (const Readable& file : source.files) files.insert(file.file);
  Graph graph;
  for (const Import& import : source.imports) {
    const std::string named = file_named(import, files, rules);
    if (!named.empty() && named != import.file) graph[import.file].insert(named);
  }
  Ratio clear{0, 0};
  std::vector<std::string> places;
  for (const Readable& file : source.files) {
    if (!own.contains(file.file)) continue;
    ++clear.d;
    const bool cyclic = in_cycle(graph, file.file);
    if (!cyclic && file.lines <= kMostFileLines) {
      ++clear.n;
      continue;
    }
    places.push_back(file.file + ": " +
                     (cyclic ? "part of a cycle of imports" : std::to_string(file.lines) + " lines"));
  }
  if (clear.d < kFewestModules)
    return miss(table, {metric}, Reserve::kTooLittle,
                counted(clear.d, "own source file") + " is too few to judge modules fairly");
  put(table, metric, clear,
      std::to_string(clear.n) + " of " + std::to_string(clear.d) + " own source files have at most " +
          std::to_string(kMostFileLines) + " lines and stand in no cycle of imports",
      std::move(places));
}

void measure_data(const std::vector<DataField>& fields, bool static_types, const OwnLines& own, EvidenceTable& table) {
  const std::string metric = "data.typed";
  if (static_types) return miss(table, {metric}, Reserve::kNoEvidence, "the language gives every field a type");
  Ratio typed{0, 0};
  std::vector<std::string> places;
  for (const DataField& field : fields) {
    if (!is_own(own, field.file, field.line)) continue;
    ++typed.d;
    if (field.typed)
      ++typed.n;
    else
      places.push_back(place(field.file, field.line, field.name));
  }
  if (typed.d == 0) return miss(table, {metric}, Reserve::kNoEvidence, "no own type has a field");
  put(table, metric, typed, std::to_string(typed.n) + " of " + counted(typed.d, "own field") + " declared with a type",
      std::move(places));
}

}  // namespace grader::measure
