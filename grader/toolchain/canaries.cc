#include "grader/toolchain/canaries.h"

#include <algorithm>

#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/base/text.h"

namespace grader::toolchain {
namespace {

std::string drawn(const std::string& secret, const std::string& what) {
  Hasher hasher;
  return hasher.add(secret).add(what).hex();
}

const CanaryName* rule_for(const CanaryRules& rules, const std::string& id) {
  const auto rule = std::find_if(rules.names.begin(), rules.names.end(),
                                 [&](const CanaryName& row) { return std::regex_match(id, row.of); });
  return rule == rules.names.end() ? nullptr : &*rule;
}

// The same for all ids that are copied together; "" when no rule fits.
std::string test_of(const CanaryRules& rules, const std::string& id) {
  const CanaryName* rule = rule_for(rules, id);
  return rule == nullptr ? "" : std::regex_replace(id, rule->of, rule->together);
}

}  // namespace

Canaries draw_canaries(const CanaryRules& rules, const std::vector<std::string>& hidden, const std::string& secret,
                       std::size_t most) {
  if (rules.words.empty()) return {};
  const auto number = [&](const char* what) { return std::stoul(drawn(secret, what).substr(0, 8), nullptr, 16); };
  Canaries canaries{.word = rules.words[number("word") % rules.words.size()], .order = std::to_string(number("order"))};
  const auto named = [&](const std::string& text) { return replace_all(text, "{word}", canaries.word); };
  std::map<std::string, std::string> order;  // drawn -> test
  for (const std::string& id : hidden) {
    const std::string test = test_of(rules, id);
    if (!test.empty()) order[drawn(secret, test)] = test;
  }
  std::vector<std::string> chosen;
  for (const auto& [key, test] : order) {
    if (chosen.size() < most) chosen.push_back(test);
  }
  for (const std::string& id : hidden) {
    const CanaryName* rule = rule_for(rules, id);
    if (rule == nullptr || std::find(chosen.begin(), chosen.end(), test_of(rules, id)) == chosen.end()) continue;
    const std::string copy = std::regex_replace(id, rule->of, named(rule->copy));
    if (std::find(hidden.begin(), hidden.end(), copy) == hidden.end()) canaries.copies[id] = copy;
  }
  if (canaries.copies.empty()) return {};
  for (const std::string& probe : rules.probes) canaries.probes.push_back(named(probe));
  canaries.plain = named(rules.plain);
  return canaries;
}

Result<void> add_canaries(const Toolchain& tools, const std::optional<Exercise>& exercise, Request& request,
                          std::size_t most) {
  const auto& groups = request.groups;
  const auto hidden = std::find_if(groups.begin(), groups.end(), [](const Group& g) { return g.name == "hidden"; });
  // In the other modes no code of the learner's shares a process with what judges it.
  const bool needed = exercise && exercise->hidden_tests && exercise->mode == Mode::kInProcess;
  if (hidden == groups.end() || !needed) return {};
  Hasher secret;
  for (const std::string& file : hidden->files) {
    auto bytes = read_file(hidden->folder / file);
    if (!bytes) return pass(bytes);
    secret.add(file).add(*bytes);
  }
  std::vector<std::string> ids;
  for (const auto& [id, requirements] : exercise->hidden_tests->cases) ids.push_back(id);
  request.canaries = draw_canaries(tools.canaries, ids, secret.hex(), most);
  return {};
}

std::string print_probes(const Canaries& canaries) {
  std::vector<std::string> rows;
  for (const std::string& probe : canaries.probes) rows.push_back("\"" + probe + "\"");
  return join(rows, ",");
}

std::string print_order(const Canaries& canaries) {
  return canaries.plain.empty() ? "" : canaries.order + " " + canaries.word;
}

std::string print_copies(const Canaries& canaries) {
  std::vector<std::string> rows;
  for (const auto& [real, copy] : canaries.copies) rows.push_back(real + "=" + copy);
  return join(rows, ";");
}

}  // namespace grader::toolchain
