#include <algorithm>
#include <iostream>
#include <map>
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

// What shows a statement of knowledge in use; nullptr when nothing does.
const assess::Knowledge* knowledge_of(const assess::Rubric& rubric, const std::string& id) {
  const auto row = std::find_if(rubric.knowledge.begin(), rubric.knowledge.end(),
                                [&](const assess::Knowledge& one) { return one.id == id; });
  return row == rubric.knowledge.end() ? nullptr : &*row;
}

constexpr std::size_t kWidth = 80;

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

// Lines of at most kWidth columns; `first` begins the first one, blanks of its width each further one.
std::string indented(const std::string& text, const std::string& first) {
  std::string out;
  for (const std::string& line : wrap(text, kWidth - first.size()))
    out += (out.empty() ? first : std::string(first.size(), ' ')) + line + "\n";
  return out;
}

// What one level of an indicator asks for, and the step that leads on from it ("" where none is needed).
struct Explained {
  Level level = Level::kNone;
  std::string rule;
  std::string next;
};

// The levels an indicator can give, from the lowest up.
std::vector<Explained> levels_of(const assess::Indicator& indicator) {
  if (indicator.levels.empty()) return {};
  std::map<Level, std::string> rules;
  if (indicator.otherwise != Level::kNone) rules[indicator.otherwise] = assess::kNoHigherLevel;
  for (const assess::LevelRule& rule : indicator.levels) rules[rule.level] = rule.words;
  std::vector<Explained> levels;
  for (const auto& [level, rule] : rules) {
    const auto next = indicator.next.find(level);
    levels.push_back({level, rule, next == indicator.next.end() ? "" : next->second});
  }
  return levels;
}

std::string text_of(const assess::Indicator& indicator, const std::vector<Explained>& levels) {
  constexpr std::size_t kLevelWidth = 12;  // "Developing" and two blanks
  const std::string margin(2, ' ');
  std::string text = indented(indicator.title, padded(indicator.id, 5) + "  ");
  if (!indicator.measured) text += margin + "Not measured by this version.\n";
  if (!indicator.needs.empty()) text += indented("Needs " + indicator.needs + ".", margin);
  if (!indicator.matters.empty()) text += indented(indicator.matters, margin);
  for (const Explained& row : levels) {
    text += indented(row.rule, margin + padded(name_of(row.level), kLevelWidth));
    if (!row.next.empty()) text += indented(row.next, margin + std::string(kLevelWidth, ' ') + "Next: ");
  }
  return text;
}

nlohmann::json json_of(const assess::Indicator& indicator, const std::vector<Explained>& levels) {
  nlohmann::json rows = nlohmann::json::array();
  for (const Explained& row : levels) {
    rows.push_back({{"level", name_of(row.level)}, {"rule", row.rule}});
    if (!row.next.empty()) rows.back()["next"] = row.next;
  }
  nlohmann::json json = {
      {"id", indicator.id}, {"title", indicator.title}, {"measured", indicator.measured}, {"levels", rows}};
  if (!indicator.needs.empty()) json["needs"] = indicator.needs;
  if (!indicator.matters.empty()) json["matters"] = indicator.matters;
  return json;
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
      const bool now = indicator.measured && indicator.needs.empty();
      if (indicator.skill == statement.id) (now ? measured : later).push_back(indicator.id);
    }
    const std::string& machine = loaded->rubric.classes[statement.id];
    const bool seen = knowledge_of(loaded->rubric, statement.id) != nullptr;
    const std::string state = !measured.empty()             ? "measured: " + join(measured, ", ")
                              : seen                        ? "seen in use, never judged"
                              : machine == "not by machine" ? "tutor or employer to judge"
                                                            : "not measured by this version";
    if (output.json)
      rows.push_back({{"id", statement.id},
                      {"class", machine},
                      {"measured", measured},
                      {"not_measured", later},
                      {"seen_in_use", seen}});
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
  std::string text = indented(statement->text, padded(statement->id, 5)) +
                     indented("Evidence by machine: " + loaded->rubric.classes[id] +
                                  ". Thresholds are uncalibrated; the tutor decides.",
                              "");
  for (const assess::Indicator& indicator : loaded->rubric.indicators) {
    if (indicator.skill != id) continue;
    const auto levels = levels_of(indicator);
    text += "\n" + text_of(indicator, levels);
    rows.push_back(json_of(indicator, levels));
  }
  const assess::Knowledge* seen = knowledge_of(loaded->rubric, id);
  if (seen != nullptr) text += "\n" + indented("Seen in use, never judged: " + join(seen->uses, ", ") + ".", "");
  if (rows.empty() && seen == nullptr) text += "\nNo indicator of this version concerns it.\n";
  std::cout << (output.json ? rows.dump() + "\n" : text);
  return 0;
}

}  // namespace grader::cli
