#include "grader/cli/manual.h"

#include <iostream>

#include "grader/base/text.h"

namespace grader::cli {
namespace {

// Text between requests: no mark of roff has its meaning in it.
std::string roff(std::string text) {
  text = replace_all(replace_all(std::move(text), "\\", "\\e"), "-", "\\-");
  return text.starts_with('.') || text.starts_with('\'') ? "\\&" + text : text;
}

std::string bold(const std::string& text) {
  return "\\fB" + roff(text) + "\\fR";
}
std::string italic(const std::string& text) {
  return "\\fI" + roff(text) + "\\fR";
}

std::string capital(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 32);
  return text + (text.ends_with('.') ? "" : ".");
}

std::string synopsis(const CommandTree& command) {
  std::string line = roff(command.path);
  for (const Argument& option : command.options) {
    if (option.required) line += " " + roff(option.names.back()) + " " + italic(option.value);
  }
  if (!command.commands.empty()) line += " " + italic("COMMAND");
  for (const Argument& argument : command.positionals)
    line += argument.required ? " " + italic(argument.value) : " [" + italic(argument.value) + "]";
  return line + " [" + italic("OPTION") + " ...]";
}

std::string described(const Argument& argument) {
  std::string label;
  for (const std::string& name : argument.names) label += (label.empty() ? "" : ", ") + bold(name);
  if (!argument.value.empty()) label += (label.empty() ? "" : " ") + italic(argument.value);
  return ".TP\n" + label + "\n" + roff(capital(argument.text)) + "\n";
}

std::string commands(const CommandTree& tree) {
  std::string text;
  for (const CommandTree* command : commands_of(tree)) {
    if (command == &tree) continue;
    text += ".SS " + command->path + "\n" + roff(capital(command->text)) + "\n";
    for (const Argument& argument : command->positionals) text += described(argument);
    for (const Argument& option : command->options) text += described(option);
  }
  return text;
}

constexpr const char* kDescription = R"(.SH DESCRIPTION
.B grader
builds and tests one commit of a repository in a sandbox and says which skills of the standard ST0128 (software
development technician, level 3) the work shows, with the evidence.
Levels are provisional and uncalibrated; a person decides.
.PP
An apprentice runs
.BR "grader check" ,
which sends nothing.
A tutor runs
.BR "grader grade" ,
hidden tests included.
An author of exercises runs
.BR "grader exercise" .
)";

constexpr const char* kEnd = R"(.SH EXIT STATUS
A level never sets the exit status.
.TP
.B 0
The command did its work, whatever the levels are.
.TP
.B 2
Wrong use: a wrong option, or a repository that is not there.
.TP
.B 3
A fault in an exercise, a rubric or a toolchain.
.TP
.B 4
The platform could not run it;
.B grader doctor
names what is missing and the command that mends it.
.TP
.B 70
A defect of grader.
.TP
.B 75
Another run, a remark or a purge has these results in hand; this one did nothing.
.SH FILES
.TP
.I .grader.json
In a repository: the exercise it belongs to.
.TP
.I .grader/
In a checked folder: the reports, and
.I attempts.jsonl
with one line for each attempt.
.TP
.I ~/.local/share/grader/exercises/
Packs of exercises, one folder each, found by name.
.TP
.I ~/.cache/grader/
Fetched repositories and results of steps; may be removed at any time.
.TP
.I /usr/share/grader/
The standard, the rubric and the toolchains of an installed grader.
.SH ENVIRONMENT
.TP
.B GRADER_CACHE
The folder of the cache; otherwise
.I grader
below
.B XDG_CACHE_HOME
or
.IR ~/.cache .
.TP
.B GRADER_DATA
The folder that holds
.I rubrics
and
.IR toolchains ,
in place of the one that was installed.
.TP
.B GRADER_SANDBOX
The absolute path of the sandbox helper, in place of
.I grader\-sandbox
beside the program.
.TP
.B NO_COLOR
When it is set, the screen has no colour.
.TP
.B XDG_DATA_HOME
When it is an absolute path, packs are below it in
.IR grader/exercises ,
in place of
.IR ~/.local/share .
.TP
.BR SSH_AUTH_SOCK ", " GIT_SSL_CAINFO ", " https_proxy ", " no_proxy
Handed to
.BR git (1)
when it fetches a repository, with
.B HOME
where there is an SSH agent, and
.B CREDENTIALS_DIRECTORY
where a cohort names credentials; nothing else of the environment is.
.SH EXAMPLES
.TP
.B grader check
Check the last commit of this folder.
.TP
.B grader check \-\-format json,html,portfolio
The same, with an evidence sheet to fill in.
.TP
.B grader grade https://git.example.org/ada/bank.git \-\-before 2026\-03\-01 \-\-out reports/ada
Grade the last commit before a day, with reports in a folder.
.TP
.B grader exercise new leap\-year \-\-language python
Begin an exercise.
.TP
.B grader explain S5
What is measured for a skill, and what leads to the next level.
.TP
.B source <(grader completion bash)
Complete commands and options in this shell.
.SH SEE ALSO
.BR git (1),
.I /usr/share/doc/grader/
)";

}  // namespace

std::string manual_page(const CommandTree& tree, const std::string& version) {
  std::string text = ".TH GRADER 1 \"\" \"grader " + version + "\" \"User Commands\"\n";
  std::string about = tree.text;
  if (!about.empty() && about.front() >= 'A' && about.front() <= 'Z')
    about.front() = static_cast<char>(about.front() + 32);
  text += ".SH NAME\n" + roff(tree.name()) + " \\- " + roff(about) + "\n.SH SYNOPSIS\n.nf\n";
  for (const CommandTree* command : commands_of(tree)) {
    if (command->commands.empty()) text += synopsis(*command) + "\n";
  }
  text += std::string(".fi\n") + kDescription + ".SH OPTIONS\n";
  for (const Argument& option : tree.options) text += described(option);
  return text + ".SH COMMANDS\n" + commands(tree) + kEnd;
}

Result<int> manual(const CLI::App& app) {
  std::cout << manual_page(read_tree(app, {}), GRADER_VERSION);
  return 0;
}

}  // namespace grader::cli
