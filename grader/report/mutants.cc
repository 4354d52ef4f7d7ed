#include <algorithm>
#include <nlohmann/json.hpp>

#include "grader/base/text.h"
#include "grader/report/report.h"

namespace grader::report {
namespace {

using Json = nlohmann::json;

constexpr int kLow = 55;   // the rubric's Secure
constexpr int kHigh = 75;  // and Strong

const char* status_of(const MutantVerdict& verdict) {
  if (verdict.state == MutantState::kNotCovered) return "NoCoverage";
  if (verdict.state == MutantState::kSurvived) return "Survived";
  return verdict.how == KillBy::kSteps || verdict.how == KillBy::kTime ? "Timeout" : "Killed";
}

// A place as viewers index text: in UTF-16 code units, of which a character outside the basic plane has two.
Json place_of(const std::vector<std::string>& lines, int line, int column) {
  const auto index = static_cast<std::size_t>(std::max(line - 1, 0));
  const auto before = static_cast<std::size_t>(std::max(column - 1, 0));
  std::size_t units = before;
  if (index < lines.size()) {
    for (const char c : lines[index].substr(0, before)) {
      const auto byte = static_cast<unsigned char>(c);
      if ((byte & 0xC0U) == 0x80U) --units;
      if (byte >= 0xF0U) ++units;
    }
  }
  return {{"line", line}, {"column", units + 1}};
}

Json to_json(const JudgedMutant& row, const std::vector<std::string>& lines) {
  const Mutant& mutant = row.mutant;
  Json json = {{"id", mutant.id},
               {"mutatorName", mutant.op},
               {"replacement", mutant.replacement},
               {"status", status_of(row.verdict)},
               {"location",
                {{"start", place_of(lines, mutant.line, mutant.column)},
                 {"end", place_of(lines, mutant.end_line, mutant.end_column)}}}};
  if (row.verdict.state == MutantState::kKilled) {
    json["killedBy"] = {row.verdict.by};
    json["statusReason"] = name_of(row.verdict.how);
  }
  return json;
}

}  // namespace

std::string mutants(const Grading& grading, const Style&) {
  Json files = Json::object();
  for (const SourceFile& source : grading.sources) {
    const std::vector<std::string> lines = lines_of(source.text);
    Json rows = Json::array();
    for (const JudgedMutant& row : grading.mutation.mutants) {
      if (row.mutant.path == source.path) rows.push_back(to_json(row, lines));
    }
    if (!rows.empty())
      files[source.path] = {{"language", grading.language}, {"source", source.text}, {"mutants", std::move(rows)}};
  }
  Json tests = Json::array();
  for (const std::string& test : grading.mutation.tests) tests.push_back({{"id", test}, {"name", test}});
  const Json all = {{"schemaVersion", "2.0"},
                    {"thresholds", {{"low", kLow}, {"high", kHigh}}},
                    {"files", std::move(files)},
                    {"testFiles", {{"own tests", {{"tests", std::move(tests)}}}}},
                    {"framework", {{"name", "grader"}, {"version", grading.engine}}}};
  return all.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace grader::report
