#pragma once
// The command line as plain values, read from the CLI11 tree: what completions and the manual page are written from, so
// that neither can forget a command or an option.

#include <map>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace grader::cli {

// What may stand where a value is expected.
enum class Takes {
  kNothing,  // a flag
  kWord,     // free text: a name, a day, a revision
  kChoice,   // one of a closed set
  kList,     // several of a closed set, with commas between
  kFile,     // a file or a folder
  kFolder,
};

// An option, or an argument that stands without a name.
struct Argument {
  std::vector<std::string> names;    // "-h", "--help"; empty for an argument without a name
  std::string value;                 // "FOLDER"; empty for a flag
  std::string text;                  // one line for people
  std::vector<std::string> choices;  // for kChoice and kList
  Takes takes = Takes::kNothing;
  bool required = false;
};

struct CommandTree {
  std::string path;  // "grader exercise new"
  std::string text;
  std::vector<Argument> options;
  std::vector<Argument> positionals;
  std::vector<CommandTree> commands;

  std::string name() const { return path.substr(path.rfind(' ') + 1); }
};

// Closed sets that the tree does not know itself, by the word that stands for a value: {"LANGUAGE", {"cpp", "python"}}.
using Vocabulary = std::map<std::string, std::vector<std::string>>;

// Everything that is not hidden (CLI11: in the group ""). What a value may be follows from the word that stands for it:
// FOLDER and DIR are folders; NAME, REVISION, DAY and COUNT free text; any other word without a closed set a file.
CommandTree read_tree(const CLI::App& app, const Vocabulary& vocabulary);

// The command and all below it, each before those below it.
std::vector<const CommandTree*> commands_of(const CommandTree& tree);

}  // namespace grader::cli
