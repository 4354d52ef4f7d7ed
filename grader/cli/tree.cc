#include "grader/cli/tree.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>

#include "grader/base/text.h"

namespace grader::cli {
namespace {

bool is_one_of(const std::string& word, std::initializer_list<const char*> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Takes takes_of(const Argument& argument, bool list) {
  if (argument.value.empty()) return Takes::kNothing;
  if (!argument.choices.empty()) return list ? Takes::kList : Takes::kChoice;
  if (is_one_of(argument.value, {"FOLDER", "DIR"})) return Takes::kFolder;
  if (is_one_of(argument.value, {"NAME", "TEXT", "LEVEL", "REVISION", "DAY", "COUNT"})) return Takes::kWord;
  return Takes::kFile;
}

Argument read_argument(const CLI::Option& option, const Vocabulary& vocabulary) {
  Argument argument{.text = option.get_description(), .required = option.get_required()};
  const std::string type = option.get_type_name();  // "FORMAT:{json,html}"
  if (option.nonpositional()) {
    for (const std::string& name : option.get_snames()) argument.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) argument.names.push_back("--" + name);
    if (option.get_items_expected_max() > 0) argument.value = type.substr(0, type.find_first_of(":{"));
  } else {
    argument.value = option.get_name(true);
  }
  const std::size_t open = type.find('{');
  const std::size_t close = type.find('}');
  if (open != std::string::npos && close != std::string::npos)
    argument.choices = split(type.substr(open + 1, close - open - 1), ',');
  else if (const auto known = vocabulary.find(argument.value); known != vocabulary.end())
    argument.choices = known->second;
  argument.takes = takes_of(argument, option.get_delimiter() != '\0');
  return argument;
}

CommandTree read_command(const CLI::App& app, const std::string& path, const Vocabulary& vocabulary) {
  CommandTree tree{.path = path, .text = app.get_description()};
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    (option->nonpositional() ? tree.options : tree.positionals).push_back(read_argument(*option, vocabulary));
  }
  for (const CLI::App* below : app.get_subcommands([](const CLI::App* any) { return !any->get_group().empty(); }))
    tree.commands.push_back(read_command(*below, path + " " + below->get_name(), vocabulary));
  return tree;
}

}  // namespace

CommandTree read_tree(const CLI::App& app, const Vocabulary& vocabulary) {
  return read_command(app, app.get_name(), vocabulary);
}

std::vector<const CommandTree*> commands_of(const CommandTree& tree) {
  std::vector<const CommandTree*> all = {&tree};
  for (const CommandTree& below : tree.commands) {
    const std::vector<const CommandTree*> deeper = commands_of(below);
    all.insert(all.end(), deeper.begin(), deeper.end());
  }
  return all;
}

}  // namespace grader::cli
