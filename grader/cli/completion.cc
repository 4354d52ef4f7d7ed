#include "grader/cli/completion.h"

#include <functional>
#include <iostream>

#include "grader/base/text.h"
#include "grader/model/standard.h"
#include "grader/toolchain/toolchain.h"

namespace grader::cli {
namespace {

// As one word for bash, zsh and the shells like them.
std::string quoted(const std::string& text) {
  return "'" + replace_all(text, "'", "'\\''") + "'";
}

std::string fish_quoted(const std::string& text) {
  return "'" + replace_all(replace_all(text, "\\", "\\\\"), "'", "\\'") + "'";
}

// A text inside a specification of zsh's _arguments, whose marks these are.
std::string zsh_text(std::string text) {
  for (const char* mark : {"\\", "[", "]", ":"}) text = replace_all(text, mark, std::string("\\") + mark);
  return replace_all(text, "'", "'\\''");
}

std::vector<std::string> names_of(const std::vector<CommandTree>& commands) {
  std::vector<std::string> names;
  for (const CommandTree& command : commands) names.push_back(command.name());
  return names;
}

std::vector<std::string> names_of(const std::vector<Argument>& options) {
  std::vector<std::string> names;
  for (const Argument& option : options) names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

// Every place where a value may stand: "grader check --exercise" for an option, "grader check 1" for the first
// argument.
void each_place(const CommandTree& tree, const std::function<void(const std::string&, const Argument&)>& say) {
  for (const CommandTree* command : commands_of(tree)) {
    for (const Argument& option : command->options) {
      if (option.takes == Takes::kNothing) continue;
      for (const std::string& name : option.names) say(command->path + " " + name, option);
    }
    for (std::size_t i = 0; i < command->positionals.size(); ++i)
      say(command->path + " " + std::to_string(i + 1), command->positionals[i]);
  }
}

std::vector<std::string> valued_options(const CommandTree& tree, std::string (*quote)(const std::string&)) {
  std::vector<std::string> places;
  each_place(tree, [&](const std::string& place, const Argument& argument) {
    if (!argument.names.empty()) places.push_back(quote(place));
  });
  return places;
}

std::vector<std::string> paths_below(const CommandTree& tree, std::string (*quote)(const std::string&)) {
  std::vector<std::string> paths;
  for (const CommandTree* command : commands_of(tree)) {
    if (command != &tree) paths.push_back(quote(command->path));
  }
  return paths;
}

// The function of bash that puts the candidates for a value into COMPREPLY.
std::string bash_action(const Argument& argument) {
  switch (argument.takes) {
    case Takes::kChoice:
      return "_grader_words " + quoted(join(argument.choices, " "));
    case Takes::kList:
      return "_grader_list " + quoted(join(argument.choices, " "));
    case Takes::kFile:
      return "_grader_paths -f";
    case Takes::kFolder:
      return "_grader_paths -d";
    case Takes::kNothing:
    case Takes::kWord:
      break;
  }
  return ":";
}

constexpr const char* kBashHead = R"script(# Completion of grader for bash, written by `grader completion bash`.

_grader_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}

_grader_list() {
  local before=
  [[ $cur == *,* ]] && before=${cur%,*},
  mapfile -t COMPREPLY < <(compgen -P "$before" -W "$1" -- "${cur##*,}")
}

_grader_paths() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen "$1" -- "$cur")
}
)script";

constexpr const char* kBashWalk = R"script(
_grader() {
  local cur=${COMP_WORDS[COMP_CWORD]} at=grader want='' position=1 word
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [[ $word == = ]]; then continue
    elif [[ -n $want ]]; then want=''
    elif _grader_takes "$at $word"; then want=$word
    elif [[ $word == -* ]]; then continue
    elif _grader_has "$at $word"; then at="$at $word" position=1
    else position=$((position + 1))
    fi
  done
  [[ $cur == = ]] && cur=
  COMPREPLY=()
  if [[ -n $want ]]; then _grader_value "$at $want"
  elif [[ $cur == -* ]]; then _grader_words "$(_grader_options "$at")"
  else _grader_value "$at $position"
  fi
}

complete -F _grader grader
)script";

// The action of zsh's _arguments for a value.
std::string zsh_action(const Argument& argument) {
  switch (argument.takes) {
    case Takes::kChoice:
      return "(" + join(argument.choices, " ") + ")";
    case Takes::kList:
      return "_values -s , " + argument.value + " " + join(argument.choices, " ");
    case Takes::kFile:
      return "_files";
    case Takes::kFolder:
      return "_files -/";
    case Takes::kNothing:
    case Takes::kWord:
      break;
  }
  return " ";
}

std::string zsh_option(const Argument& option) {
  const std::string value = option.takes == Takes::kNothing ? "" : ":" + option.value + ":" + zsh_action(option);
  const std::string rest = "[" + zsh_text(option.text) + "]" + value + "'";
  const std::string others = option.names.size() > 1 ? "(" + join(option.names, " ") + ")" : "";
  std::string lines;
  for (const std::string& name : option.names)
    lines += " \\\n    '" + others + name + (value.empty() || !name.starts_with("--") ? "" : "=") + rest;
  return lines;
}

std::string zsh_name(const CommandTree& command) {
  return "_" + replace_all(command.path, " ", "_");
}

// A function for the command: its options, then either its arguments or the commands below it.
std::string zsh_function(const CommandTree& command) {
  std::string text = "\n" + zsh_name(command) + "() {\n";
  text += "  local curcontext=$curcontext state line\n  local -A opt_args\n  local -a commands\n  _arguments -C";
  for (const Argument& option : command.options) text += zsh_option(option);
  for (std::size_t i = 0; i < command.positionals.size(); ++i) {
    const Argument& argument = command.positionals[i];
    text += " \\\n    '" + std::to_string(i + 1) + (argument.required ? ":" : "::") + argument.value + ":" +
            zsh_action(argument) + "'";
  }
  if (command.commands.empty()) return text + "\n}\n";
  text += " \\\n    '1: :->command' \\\n    '*:: :->rest'\n  case $state in\n    command)\n      commands=(\n";
  for (const CommandTree& below : command.commands)
    text += "        " + quoted(below.name() + ":" + replace_all(below.text, ":", "\\:")) + "\n";
  text += "      )\n      _describe -t commands command commands\n      ;;\n    rest)\n      case $words[1] in\n";
  for (const CommandTree& below : command.commands)
    text += "        " + below.name() + ") " + zsh_name(below) + " ;;\n";
  return text + "      esac\n      ;;\n  esac\n}\n";
}

constexpr const char* kZshEnd = R"script(
# The first call of an autoloaded file completes at once; a file that is sourced only registers.
if [[ $funcstack[1] == _grader ]]; then
  _grader "$@"
else
  compdef _grader grader
fi
)script";

// The arguments of fish's complete for a value.
std::string fish_action(const Argument& argument) {
  switch (argument.takes) {
    case Takes::kChoice:
      return " -x -a " + fish_quoted(join(argument.choices, " "));
    case Takes::kList:
      return " -x -a " + fish_quoted("(__grader_list " + join(argument.choices, " ") + ")");
    case Takes::kFile:
      return " -r -F";
    case Takes::kFolder:
      return " -x -a '(__fish_complete_directories)'";
    case Takes::kWord:
      return " -x";
    case Takes::kNothing:
      break;
  }
  return "";
}

constexpr const char* kFishWalk = R"script(
# Whether the command so far is $argv[1], and the word to complete its argument number $argv[2].
function __grader_at
    set -l at grader
    set -l want ''
    set -l position 1
    set -l words (commandline -opc)
    for word in $words[2..-1]
        if test -n "$want"
            set want ''
        else if __grader_takes "$at $word"
            set want $word
        else if string match -q -- '-*' $word
            continue
        else if __grader_has "$at $word"
            set at "$at $word"
            set position 1
        else
            set position (math $position + 1)
        end
    end
    test "$at" = $argv[1]; and begin
        not set -q argv[2]; or test $position = $argv[2]
    end
end

# The words that may follow the last comma.
function __grader_list
    set -l before (string match -r -- '^.*,' (commandline -ct | string replace -r -- '^--[a-z-]*=' ''))
    printf "$before%s\n" $argv
end

complete -c grader -f
)script";

std::string fish_function(const std::string& name, const std::vector<std::string>& cases) {
  return "\nfunction " + name + "\n    switch $argv[1]\n        case " + join(cases, " \\\n            ") +
         "\n            return 0\n    end\n    return 1\nend\n";
}

std::string fish_command(const CommandTree& command) {
  const std::string at = "complete -c grader -n \"__grader_at " + fish_quoted(command.path);
  std::string text = "\n";
  for (const CommandTree& below : command.commands)
    text += at + " 1\" -a " + below.name() + " -d " + fish_quoted(below.text) + "\n";
  for (std::size_t i = 0; i < command.positionals.size(); ++i)
    text += at + " " + std::to_string(i + 1) + "\"" + fish_action(command.positionals[i]) + "\n";
  for (const Argument& option : command.options) {
    text += at + "\"";
    for (const std::string& name : option.names)
      text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    text += fish_action(option) + " -d " + fish_quoted(option.text) + "\n";
  }
  return text;
}

Result<Vocabulary> read_vocabulary() {
  auto standard = read_standard();
  if (!standard) return pass(standard);
  auto toolchains = toolchain::read_toolchains();
  if (!toolchains) return pass(toolchains);
  Vocabulary vocabulary;
  for (const auto* part : {&standard->knowledge, &standard->skills, &standard->behaviours}) {
    for (const Statement& statement : *part) vocabulary["STATEMENT"].push_back(statement.id);
  }
  for (const toolchain::Toolchain& tools : *toolchains) vocabulary["LANGUAGE"].push_back(tools.id);
  return vocabulary;
}

}  // namespace

std::vector<std::string> shell_names() {
  return {"bash", "zsh", "fish"};
}

std::string bash_completion(const CommandTree& tree) {
  std::string text = kBashHead;
  text += "\n_grader_options() {\n  case $1 in\n";
  for (const CommandTree* command : commands_of(tree))
    text += "    " + quoted(command->path) + ") echo " + quoted(join(names_of(command->options), " ")) + " ;;\n";
  text += "  esac\n}\n\n_grader_takes() {\n  case $1 in\n    " + join(valued_options(tree, quoted), " | \\\n      ");
  text += ") ;;\n    *) return 1 ;;\n  esac\n}\n\n_grader_has() {\n  case $1 in\n    ";
  text += join(paths_below(tree, quoted), " | \\\n      ");
  text += ") ;;\n    *) return 1 ;;\n  esac\n}\n\n_grader_value() {\n  case $1 in\n";
  for (const CommandTree* command : commands_of(tree)) {
    if (!command->commands.empty())
      text += "    " + quoted(command->path + " 1") + ") _grader_words " +
              quoted(join(names_of(command->commands), " ")) + " ;;\n";
  }
  each_place(tree, [&](const std::string& place, const Argument& argument) {
    text += "    " + quoted(place) + ") " + bash_action(argument) + " ;;\n";
  });
  return text + "  esac\n}\n" + kBashWalk;
}

std::string zsh_completion(const CommandTree& tree) {
  std::string text = "#compdef grader\n# Completion of grader for zsh, written by `grader completion zsh`.\n";
  for (const CommandTree* command : commands_of(tree)) text += zsh_function(*command);
  return text + kZshEnd;
}

std::string fish_completion(const CommandTree& tree) {
  std::string text = "# Completion of grader for fish, written by `grader completion fish`.\n";
  text += fish_function("__grader_takes", valued_options(tree, fish_quoted));
  text += fish_function("__grader_has", paths_below(tree, fish_quoted)) + kFishWalk;
  for (const CommandTree* command : commands_of(tree)) text += fish_command(*command);
  return text;
}

Result<int> completion(const CLI::App& app, const std::string& shell) {
  auto vocabulary = read_vocabulary();
  if (!vocabulary) return pass(vocabulary);
  const CommandTree tree = read_tree(app, *vocabulary);
  std::cout << (shell == "bash"  ? bash_completion(tree)
                : shell == "zsh" ? zsh_completion(tree)
                                 : fish_completion(tree));
  return 0;
}

}  // namespace grader::cli
