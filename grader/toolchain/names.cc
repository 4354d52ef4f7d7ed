#include "grader/toolchain/names.h"

#include <algorithm>

#include "grader/base/files.h"
#include "grader/base/text.h"

namespace grader::toolchain {
namespace {

using Names = std::vector<std::string>;

template <typename Rows, typename NameOf>
Names names_of(const Rows& rows, NameOf&& name_of) {
  Names names;
  for (const auto& row : rows) names.push_back(name_of(row));
  return names;
}

constexpr const char* kValue = "{framework.";
const auto kKey = [](const auto& row) { return row.first; };
const auto kName = [](const auto& row) { return row.name; };

// What stands between `open` and "}", for each `open` in a text.
Names placeholders(const std::string& text, const std::string& open) {
  Names found;
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    at += open.size();
    found.push_back(text.substr(at, text.find('}', at) - at));
  }
  return found;
}

// Keeps the first name that is not known.
class Check {
 public:
  explicit Check(const Toolchain& toolchain)
      : toolchain_(toolchain),
        roles_(names_of(toolchain.roles, kKey)),
        steps_(names_of(toolchain.rules, kName)),
        files_(files_in(toolchain.folder)) {}

  Result<void> run() {
    for (const Rule& rule : toolchain_.rules) {
      if (std::count(steps_.begin(), steps_.end(), rule.name) > 1)
        refuse("steps", "two are called \"" + rule.name + "\"", "give each a name of its own");
      check_rule("the step \"" + rule.name + "\"", rule);
    }
    if (const auto& syntax = toolchain_.syntax) {
      for (const std::string& role : {syntax->role, syntax->tests, syntax->helpers, syntax->interface})
        check_role("syntax", role);
    }
    if (toolchain_.formatter)
      check("formatter", "configuration", toolchain_.formatter->configuration, toolchain_.configuration);
    if (toolchain_.mutation) check_role("mutate", toolchain_.mutation->role);
    if (toolchain_.salt) check_role("salt", toolchain_.salt->role);
    return first_;
  }

 private:
  void refuse(const std::string& where, const std::string& found, const std::string& remedy) {
    if (!first_) return;
    first_ = fail(Fault::kSetup, kReadingToolchain, (toolchain_.folder / "toolchain.json").string(),
                  where + ": " + found, remedy);
  }

  void check(const std::string& where, const std::string& what, const std::string& name, const Names& known) {
    if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) return;
    refuse(where, "no " + what + " is called \"" + name + "\"", known_instead(name, known));
  }

  void check_role(const std::string& where, const std::string& name) { check(where, "role", name, roles_); }

  void check_rule(const std::string& where, const Rule& rule) {
    if (rule.each != "framework") check_role(where, rule.each);
    check_role(where, rule.mutated);
    for (const std::string& input : rule.inputs) check_input(where, input);
    for (const RuleNeed& need : rule.needs) {
      check(where, "step", need.step, steps_);
      check(where, "step", need.otherwise, steps_);
      check_argument(where, need.only_if, rule.needs);
    }
    for (const std::string& argument : rule.argv) check_argument(where, argument, rule.needs);
    for (const Rule& worker : rule.worker) check_rule(where, worker);
  }

  void check_argument(const std::string& where, const std::string& argument, const std::vector<RuleNeed>& needs) {
    Names needed;
    for (const RuleNeed& need : needs) needed.insert(needed.end(), {need.step, need.otherwise});
    for (const std::string& outputs : placeholders(argument, "{outputs:"))
      check(where, "step it needs", outputs.substr(0, outputs.find(':')), needed);
    for (const std::string& key : placeholders(argument, kValue)) {
      for (const Framework& framework : toolchain_.frameworks)
        check(where, "value of the framework " + framework.name, key, names_of(framework.values, kKey));
    }
  }

  void check_input(const std::string& where, const std::string& input) {
    for (const std::string kind : {"role:", "original:"}) {
      if (input.starts_with(kind)) check_role(where, input.substr(kind.size()));
    }
    const std::string tool = "tool:";
    if (!input.starts_with(tool)) return;
    check_argument(where, input, {});
    for (const std::string& file : files_meant(input.substr(tool.size())))
      check(where, "file of the folder", file, files_);
  }

  // One for each framework where the name holds a value of theirs.
  Names files_meant(const std::string& file) const {
    if (placeholders(file, kValue).empty()) return {file};
    return names_of(toolchain_.frameworks, [&](const Framework& framework) {
      std::string name = file;
      for (const auto& [key, value] : framework.values) name = replace_all(std::move(name), kValue + key + "}", value);
      return name;
    });
  }

  const Toolchain& toolchain_;
  const Names roles_;
  const Names steps_;
  const Names files_;
  Result<void> first_;
};

}  // namespace

Result<void> check_names(const Toolchain& toolchain) {
  return Check(toolchain).run();
}

}  // namespace grader::toolchain
