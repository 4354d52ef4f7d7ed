#include <nlohmann/json.hpp>

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

Json to_json(const JudgedMutant& row) {
  const Mutant& mutant = row.mutant;
  Json json = {{"id", mutant.id},
               {"mutatorName", mutant.op},
               {"replacement", mutant.replacement},
               {"status", status_of(row.verdict)},
               {"location",
                {{"start", {{"line", mutant.line}, {"column", mutant.column}}},
                 {"end", {{"line", mutant.end_line}, {"column", mutant.end_column}}}}}};
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
    Json rows = Json::array();
    for (const JudgedMutant& row : grading.mutation.mutants) {
      if (row.mutant.path == source.path) rows.push_back(to_json(row));
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
