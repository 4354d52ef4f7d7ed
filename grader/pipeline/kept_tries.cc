#include "grader/pipeline/kept_tries.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "grader/base/files.h"

namespace grader::pipeline {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// [mutant, test, text, killed, steps, [function...]]
KeptTry try_of(const Json& row) {
  return {.mutant = row.at(0),
          .test = row.at(1),
          .text = row.at(2),
          .killed = row.at(3),
          .steps = row.at(4),
          .entered = row.at(5)};
}

std::vector<KeptTry> read(const fs::path& file) {
  const auto text = read_file(file);
  const Json rows = Json::parse(text.value_or(""), nullptr, false);
  std::vector<KeptTry> tries;
  try {
    std::transform(rows.begin(), rows.end(), std::back_inserter(tries), try_of);
  } catch (const Json::exception&) {
    return {};
  }
  return tries;
}

}  // namespace

KeptTries::KeptTries(fs::path file, Unchanged unchanged, TestTexts texts)
    : file_(std::move(file)), unchanged_(std::move(unchanged)), texts_(std::move(texts)) {
  const std::set<std::string> mutants(unchanged_.mutants.begin(), unchanged_.mutants.end());
  const std::set<std::string> functions(unchanged_.functions.begin(), unchanged_.functions.end());
  for (KeptTry& row : read(file_)) {
    const bool there = mutants.contains(row.mutant) && std::ranges::includes(functions, row.entered);
    if (there && row.text == texts_.of(row.test)) known_.push_back(std::move(row));
  }
}

std::string KeptTries::hint() const {
  if (file_.empty()) return {};
  std::map<std::string, std::size_t> numbers;
  for (std::size_t i = 0; i < unchanged_.mutants.size(); ++i) numbers[unchanged_.mutants[i]] = i + 1;
  std::string lines = "tell\n";
  for (const KeptTry& row : known_)
    lines += std::to_string(numbers.at(row.mutant)) + "\t" + std::to_string(row.steps) + "\t" +
             (row.killed ? "1" : "0") + "\t" + row.test + "\n";
  return lines;
}

Result<void> KeptTries::keep(const MutantRun& run) {
  if (file_.empty() || !run.complete || run.tried.empty()) return {};
  std::map<std::pair<std::string, std::string>, KeptTry> rows;  // by mutant and test
  for (const KeptTry& row : known_) rows[{row.mutant, row.test}] = row;
  for (const MutantTry& row : run.tried) {
    KeptTry kept{.mutant = unchanged_.mutants.at(row.mutant - 1),
                 .test = row.id,
                 .text = texts_.of(row.id),
                 .killed = row.killed,
                 .steps = row.steps};
    const bool told = std::ranges::all_of(row.entered, [&](std::size_t n) { return n <= unchanged_.functions.size(); });
    // A test whose name breaks a line cannot be told of.
    if (kept.mutant.empty() || !told || row.id.find_first_of("\t\r\n") != std::string::npos) continue;
    for (const std::size_t function : row.entered) kept.entered.insert(unchanged_.functions[function - 1]);
    kept.entered.insert(kept.mutant.substr(0, kept.mutant.find(':')));
    rows[{kept.mutant, kept.test}] = std::move(kept);
  }
  Json all = Json::array();
  for (const auto& [key, row] : rows)
    all.push_back({row.mutant, row.test, row.text, row.killed, row.steps, row.entered});
  return write_file(file_, all.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace grader::pipeline
