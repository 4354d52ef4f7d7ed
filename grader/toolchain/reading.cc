#include "grader/toolchain/toolchain.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/base/text.h"
#include "grader/model/own_input.h"
#include "grader/toolchain/names.h"

namespace grader::toolchain {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

StepLimits limits_of(const Json& json) {
  StepLimits limits;
  limits.cpu_ms = json.value("cpu_ms", limits.cpu_ms);
  limits.wall_ms = json.value("wall_ms", limits.wall_ms);
  limits.memory_mib = json.value("memory_mib", limits.memory_mib);
  limits.processes = json.value("processes", limits.processes);
  limits.disk_mib = json.value("disk_mib", limits.disk_mib);
  return limits;
}

std::vector<RuleNeed> needs_of(const Json& json) {
  std::vector<RuleNeed> needs;
  for (const Json& need : json.value("needs", Json::array()))
    needs.push_back(
        {.step = need["step"], .at = need["at"], .only_if = need.value("if", ""), .otherwise = need.value("else", "")});
  return needs;
}

Rule rule_of(const Json& json) {
  Rule rule{.name = json["name"],
            .each = json.value("each", ""),
            .groups = json.value("groups", std::vector<std::string>{}),
            .when = json.value("when", ""),
            .mutated = json.value("mutated", ""),
            .inputs = json.value("inputs", std::vector<std::string>{}),
            .needs = needs_of(json),
            .argv = json["argv"],
            .env = json.value("env", std::map<std::string, std::string>{}),
            .folder = json.value("folder", "/out"),
            .channel = json.value("channel", false),
            .example_input = json.value("example_input", false),
            .schemata_input = json.value("schemata_input", false),
            .limits = limits_of(json.value("limits", Json::object())),
            .produces = json.value("produces", std::map<std::string, std::string>{})};
  if (json.contains("worker")) {
    const Json& worker = json["worker"];
    rule.worker.push_back({.name = rule.name,
                           .inputs = worker.value("inputs", std::vector<std::string>{}),
                           .needs = needs_of(worker),
                           .argv = worker["argv"],
                           .env = worker.value("env", std::map<std::string, std::string>{})});
  }
  for (const Json& output : json.value("outputs", Json::array())) {
    rule.outputs.push_back({.path = output["path"], .tree = output.value("tree", false)});
  }
  return rule;
}

std::vector<UseRule> uses_of(const Json& json, const char* name) {
  std::vector<UseRule> rules;
  for (const Json& row : json)
    rules.push_back({.use = row[name], .kinds = row["kinds"], .text = row.value("text", "")});
  return rules;
}

SelfTest self_test_of(const Json& json) {
  SelfTest test{.folder = json["folder"], .cases = json["cases"]};
  for (const auto& [metric, value] : json["evidence"].items())
    test.evidence[metric] = {.n = value["n"], .d = value["d"]};
  return test;
}

std::vector<Framework> frameworks_of(const Json& json) {
  std::vector<Framework> frameworks;
  for (const Json& row : json) {
    Framework framework{.name = row["name"], .include = row["include"], .values = row["values"]};
    framework.values["name"] = framework.name;
    framework.values["include"] = framework.include;
    frameworks.push_back(std::move(framework));
  }
  return frameworks;
}

CanaryRules canary_rules_of(const Json& json) {
  CanaryRules rules{.words = json.value("words", std::vector<std::string>{}),
                    .probes = json.value("probes", std::vector<std::string>{}),
                    .plain = json.value("plain", "")};
  for (const Json& row : json.value("names", Json::array()))
    rules.names.push_back(
        {.of = std::regex(row["of"].get<std::string>()), .copy = row["copy"], .together = row.value("together", "$&")});
  return rules;
}

// With the queries that it names.
Result<Syntax> syntax_of(const Json& syntax, const fs::path& folder) {
  const fs::path file = folder / syntax["query"].get<std::string>();
  auto query = read_file(file);
  if (!query) return pass(query);
  Syntax read{.rules = {.grammar = syntax["grammar"],
                        .kinds = syntax["kinds"],
                        .uses = uses_of(syntax["uses"], "use"),
                        .file = file,
                        .query = *query,
                        .naming = syntax["naming"],
                        .test_name = syntax["test_name"],
                        .assertion_call = syntax["assertion_call"],
                        .test_marks = uses_of(syntax["test_marks"], "mark"),
                        .test_around = syntax["test_around"],
                        .built_in = syntax.value("built_in", ""),
                        .library_call = syntax["library_call"],
                        .debug = syntax["debug"],
                        .commented_code = syntax["commented_code"]},
              .role = syntax["role"],
              .tests = syntax["tests"],
              .helpers = syntax["helpers"],
              .interface = syntax["interface"],
              .static_types = syntax.value("static_types", false),
              .modules = {.separator = syntax["modules"]["separator"], .endings = syntax["modules"]["endings"]},
              .unused_rules = syntax["unused_rules"],
              .lint_stops = syntax["lint_stops"]};
  if (syntax.contains("highlight")) {
    const fs::path colours = folder / syntax["highlight"].get<std::string>();
    auto text = read_file(colours);
    if (!text) return pass(text);
    read.highlight = HighlightRules{.grammar = syntax["grammar"], .file = colours, .query = *text};
  }
  return read;
}

// With the query that it names.
Result<Mutating> mutation_of(const Json& mutate, const std::string& grammar, const fs::path& folder) {
  const fs::path file = folder / mutate["query"].get<std::string>();
  auto query = read_file(file);
  if (!query) return pass(query);
  Mutating read{.rules = {.grammar = grammar,
                          .file = file,
                          .query = *query,
                          .separator = mutate["separator"],
                          .guard = mutate["guard"],
                          .entry = mutate.value("entry", "")},
                .role = mutate["role"],
                .nothing = mutate.value("nothing", "")};
  for (const Json& form : mutate["forms"])
    read.rules.forms.push_back({.name = form["name"],
                                .open = form["open"],
                                .choice = form["choice"],
                                .between = form.value("between", ""),
                                .original = form["original"],
                                .decoy = form.value("decoy", ""),
                                .alone = form.value("alone", false)});
  for (const Json& rule : mutate["rules"])
    read.rules.rules.push_back({.name = rule["name"],
                                .form = rule["form"],
                                .tokens = rule.value("tokens", std::map<std::string, std::vector<std::string>>{}),
                                .whole = rule.value("whole", std::vector<std::string>{}),
                                .written = rule.value("written", ""),
                                .grouped = rule.value("grouped", false)});
  return read;
}

// Throws std::regex_error, also for a pattern that is made of this one for each name.
MissingName missing_name_of(const Json& row) {
  if (row.is_string()) return {.message = std::regex(row.get<std::string>()), .defined = ""};
  MissingName read{.message = std::regex(row["message"].get<std::string>()), .defined = row["defined"]};
  static_cast<void>(std::regex(replace_all(read.defined, "{name}", "name")));
  return read;
}

std::unexpected<Error> bad_pattern(const fs::path& folder, const std::string& where, const std::regex_error& error) {
  return fail(Fault::kSetup, kReadingToolchain, (folder / "toolchain.json").string(), where + ": " + error.what(),
              "write regular expressions of ECMAScript");
}

}  // namespace

Result<Toolchain> read_toolchain(const fs::path& folder) {
  auto json = read_own_input(folder / "toolchain.json", "toolchain", kReadingToolchain);
  if (!json) return pass(json);
  Toolchain toolchain{.id = (*json)["id"], .title = (*json)["title"], .folder = folder, .detect = (*json)["detect"]};
  for (const Json& tool : (*json)["tools"])
    toolchain.tools.push_back({.name = tool["name"], .path = tool["path"], .package = tool["package"]});
  for (const auto& [name, role] : (*json)["roles"].items()) {
    toolchain.roles[name] = {.match = role["match"], .except = role.value("except", std::vector<std::string>{})};
  }
  toolchain.split_by = json->value("split_by", "");
  for (const Json& rule : (*json)["steps"]) toolchain.rules.push_back(rule_of(rule));
  toolchain.configuration = json->value("configuration", std::vector<std::string>{});
  if (const Json formatter = json->value("formatter", Json()); formatter.is_object())
    toolchain.formatter = Formatter{.command = formatter["command"], .configuration = formatter["configuration"]};
  if (const Json json_syntax = json->value("syntax", Json()); json_syntax.is_object()) {
    auto syntax = syntax_of(json_syntax, folder);
    if (!syntax) return pass(syntax);
    toolchain.syntax = std::move(*syntax);
  }
  if (const Json json_mutate = json->value("mutate", Json()); json_mutate.is_object()) {
    auto mutation = mutation_of(json_mutate, toolchain.syntax->rules.grammar, folder);
    if (!mutation) return pass(mutation);
    toolchain.mutation = std::move(*mutation);
  }
  if (const Json salt = json->value("salt", Json()); salt.is_object())
    toolchain.salt = Salt{.file = salt.value("file", ""), .role = salt.value("role", ""), .text = salt["text"]};
  for (const Json& row : json->value("missing_packages", Json::array())) {
    try {
      MissingPackage missing{.message = std::regex(row["message"].get<std::string>())};
      if (row.contains("source")) missing.source = std::regex(row["source"].get<std::string>());
      toolchain.missing_packages.push_back(std::move(missing));
    } catch (const std::regex_error& error) {
      return bad_pattern(folder, "missing_packages: " + row.dump(), error);
    }
  }
  for (const Json& row : json->value("missing_names", Json::array())) {
    try {
      toolchain.missing_names.push_back(missing_name_of(row));
    } catch (const std::regex_error& error) {
      return bad_pattern(folder, "missing_names: " + row.dump(), error);
    }
  }
  toolchain.self_test = self_test_of((*json)["self_test"]);
  for (const Json& test : json->value("more_self_tests", Json::array()))
    toolchain.more_self_tests.push_back(self_test_of(test));
  toolchain.frameworks = frameworks_of(json->value("frameworks", Json::array()));
  try {
    toolchain.canaries = canary_rules_of(json->value("canaries", Json::object()));
  } catch (const std::regex_error& error) {
    return bad_pattern(folder, "canaries", error);
  }
  Hasher hasher;
  for (const std::string& file : files_in(folder)) {
    auto bytes = read_file(folder / file);
    if (!bytes) return pass(bytes);
    hasher.add(file).add(*bytes);
  }
  toolchain.hash = hasher.hex();
  if (auto checked = check_names(toolchain); !checked) return pass(checked);
  return toolchain;
}

Result<std::vector<Toolchain>> read_toolchains() {
  std::vector<fs::path> folders;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(data_folder() / "toolchains", error)) {
    if (fs::exists(entry.path() / "toolchain.json")) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  std::vector<Toolchain> toolchains;
  for (const fs::path& folder : folders) {
    auto toolchain = read_toolchain(folder);
    if (!toolchain) return pass(toolchain);
    toolchains.push_back(std::move(*toolchain));
  }
  return toolchains;
}

}  // namespace grader::toolchain
