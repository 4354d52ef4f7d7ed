#include <iostream>
#include <nlohmann/json.hpp>

#include "grader/assess/assess.h"
#include "grader/base/text.h"
#include "grader/cli/commands.h"
#include "grader/model/standard.h"

namespace grader::cli {
namespace {

struct Loaded {
  Standard standard;
  assess::Rubric rubric;
};

Result<Loaded> load() {
  auto standard = read_standard();
  if (!standard) return pass(standard);
  auto rubric = assess::read_rubric();
  if (!rubric) return pass(rubric);
  return Loaded{std::move(*standard), std::move(*rubric)};
}

std::vector<Statement> all_of(const Standard& standard) {
  std::vector<Statement> all = standard.knowledge;
  all.insert(all.end(), standard.skills.begin(), standard.skills.end());
  all.insert(all.end(), standard.behaviours.begin(), standard.behaviours.end());
  return all;
}

std::unexpected<Error> unknown(const Standard& standard, const std::string& id) {
  std::vector<std::string> ids;
  for (const Statement& statement : all_of(standard)) ids.push_back(statement.id);
  const std::string near = nearest(id, ids);
  return fail(Fault::kUsage, "looking into the standard", printable(id), "no statement of that name",
              near.empty() ? "use K1 to K25, S1 to S32 or B1 to B5" : "use " + near);
}

}  // namespace

Result<int> standard_list(const Output& output) {
  auto loaded = load();
  if (!loaded) return pass(loaded);
  nlohmann::json rows = nlohmann::json::array();
  for (const Statement& statement : all_of(loaded->standard)) {
    if (output.json)
      rows.push_back({{"id", statement.id}, {"text", statement.text}, {"class", loaded->rubric.classes[statement.id]}});
    else
      std::cout << statement.id << (statement.id.size() < 3 ? "  " : " ") << statement.text << "\n";
  }
  if (output.json)
    std::cout << rows.dump() << "\n";
  else
    std::cout << "\n"
              << loaded->standard.reference << ", updated " << loaded->standard.updated << ". "
              << loaded->standard.licence << "\n";
  return 0;
}

Result<int> standard_show(const std::string& id, const Output& output) {
  auto loaded = load();
  if (!loaded) return pass(loaded);
  const Statement* statement = loaded->standard.find(id);
  if (statement == nullptr) return unknown(loaded->standard, id);
  std::vector<std::string> duties;
  for (const Duty& duty : loaded->standard.duties) {
    for (const std::string& mapped : duty.statements) {
      if (mapped == id) duties.push_back(duty.id);
    }
  }
  if (output.json) {
    std::cout << nlohmann::json(
                     {{"id", id}, {"text", statement->text}, {"duties", duties}, {"class", loaded->rubric.classes[id]}})
                     .dump()
              << "\n";
    return 0;
  }
  std::cout << statement->id << "  " << statement->text
            << "\nDuties (as printed): " << (duties.empty() ? "none" : join(duties, ", "))
            << "\nEvidence by machine: " << loaded->rubric.classes[id] << "\n";
  return 0;
}

Result<int> standard_coverage(const Output& output) {
  auto loaded = load();
  if (!loaded) return pass(loaded);
  nlohmann::json rows = nlohmann::json::array();
  for (const Statement& statement : all_of(loaded->standard)) {
    std::vector<std::string> measured;
    std::vector<std::string> later;
    for (const assess::Indicator& indicator : loaded->rubric.indicators) {
      if (indicator.skill == statement.id) (indicator.measured ? measured : later).push_back(indicator.id);
    }
    const std::string& machine = loaded->rubric.classes[statement.id];
    const std::string state = !measured.empty()             ? "measured: " + join(measured, ", ")
                              : machine == "not by machine" ? "tutor or employer to judge"
                                                            : "not measured by this version";
    if (output.json)
      rows.push_back({{"id", statement.id}, {"class", machine}, {"measured", measured}, {"not_measured", later}});
    else
      std::cout << statement.id << (statement.id.size() < 3 ? "  " : " ") << state
                << (later.empty() ? "" : " (not yet: " + join(later, ", ") + ")") << "\n";
  }
  if (output.json) std::cout << rows.dump() << "\n";
  return 0;
}

Result<int> explain(const std::string& id, const Output& output) {
  auto loaded = load();
  if (!loaded) return pass(loaded);
  const Statement* statement = loaded->standard.find(id);
  if (statement == nullptr) return unknown(loaded->standard, id);
  nlohmann::json rows = nlohmann::json::array();
  std::string text = statement->id + "  " + statement->text + "\nEvidence by machine: " + loaded->rubric.classes[id] +
                     ". Thresholds are uncalibrated; the tutor decides.\n";
  for (const assess::Indicator& indicator : loaded->rubric.indicators) {
    if (indicator.skill != id) continue;
    text +=
        "\n" + indicator.id + "  " + indicator.title + (indicator.measured ? "\n" : ": not measured by this version\n");
    nlohmann::json levels = nlohmann::json::array();
    for (const assess::LevelRule& rule : indicator.levels) {
      text += "  " + std::string(name_of(rule.level)) + ": " + rule.words + "\n";
      levels.push_back({{"level", name_of(rule.level)}, {"rule", rule.words}});
    }
    for (const auto& [level, next] : indicator.next)
      text += "  Next from " + std::string(name_of(level)) + ": " + next + "\n";
    rows.push_back(
        {{"id", indicator.id}, {"title", indicator.title}, {"measured", indicator.measured}, {"levels", levels}});
  }
  std::cout << (output.json ? rows.dump() + "\n" : text);
  return 0;
}

}  // namespace grader::cli
