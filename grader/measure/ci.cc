// A pipeline, from the text of its files: whether it is there, and whether it runs tests.
#include <algorithm>
#include <array>
#include <cstddef>
#include <regex>
#include <string_view>

#include "grader/base/text.h"
#include "grader/measure/commits.h"
#include "grader/measure/history.h"

namespace grader::measure {
namespace {

constexpr std::size_t kMostCommand = 200;            // bytes: std::regex goes as deep as its text is long
constexpr std::size_t kMostOfPipelines = 1U << 16U;  // bytes of all files together

// What runs tests, wherever in a command its name stands. Pipelines call many languages' tools, with or without a
// toolchain of ours, so that they stand here together.
constexpr std::array kRunners = {
    R"((pytest|py\.test|unittest|doctest|nose2|tox|nox|ctest|rspec|phpunit|bats|jest|vitest|mocha|ava|karma|prove))",
    R"((g?make|ninja|just|rake|scons) (.* )?((run|unit|all)[-_])?(tests?([-_]\w+)?|check|spec))",
    R"(cmake .*(--target|-t)[ =](.* )?(tests?|check|RUN_TESTS))",
    R"((cargo|go|dotnet|swift|mix|sbt|lein|stack|cabal) ([-+]\S* )*(test|nextest|vstest))",
    R"((zig|bazel|meson|flutter|dart|deno|hatch|ng|bun) ([-+]\S* |run |build )*test)",
    R"((npm|yarn|pnpm) (-\S+ (\S+ )?|run |run-script )*(t|tests?)(:\S*)?)",
    R"((npx|yarn|pnpm) (playwright test|cypress run))",
    R"(node .*--test)",
    R"(mvnw? (?!.*skip)(.* )?(test|verify|package|install))",
    R"(gradlew? (?!.*-x test)(.* )?(test|check|build))",
    R"((manage|setup)\.py test)",
};

// A script or program called tests, by its path: `./run_tests.sh`, `build/unit_tests`, but not the shell's `test`.
constexpr const char* kProgram =
    R"(^((ba|z)?sh )?(\S*/(run[-_])?(unit[-_]?)?tests?(\.\w+)?|run[-_]tests?\.\w+)([ '"]|$))";

std::string file_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

bool is_makefile(const std::string& path) {
  const std::string name = file_name(path);
  return name == "Makefile" || name == "makefile" || name == "GNUmakefile";
}

// What only names a runner: a command that installs, prints or looks for it, or an entry of the file that is none.
constexpr const char* kNoRun =
    R"(^(name|id|key|image|stages?|title|displayName|description|needs|packages|pip-packages|paths?) ?:)"
    R"(|^(echo|printf|which|command -v|cd|ls|cat|cp|mv|rm|mkdir|chmod)\b)"
    R"(|\b(install|add|require|uninstall|upgrade|download|sync|lock|inject|pull|create)\b)";

const std::regex& runner() {
  static const std::regex pattern = [] {
    std::string any;
    for (const char* row : kRunners) any += (any.empty() ? "" : "|") + std::string(row);
    return std::regex("(^|.*[ /'\"])(" + any + ")(?![\\w./:=<>~-])", std::regex::optimize);
  }();
  return pattern;
}

// Before a comment: its mark stands at the beginning or behind a blank.
std::string without_comment(const std::string& line, std::string_view mark) {
  for (std::size_t at = line.find(mark); at != std::string::npos; at = line.find(mark, at + 1)) {
    if (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t') return line.substr(0, at);
  }
  return line;
}

// The commands of a line: no marks of a list, quotes or the key `run:` around them.
std::vector<std::string> commands_of(std::string line) {
  for (const char* between : {"&&", "||", "|", ";"}) line = replace_all(line, between, "\n");
  std::vector<std::string> commands;
  for (std::string& command : split(line, '\n')) {
    constexpr std::string_view kAround = " \t-'\"[]{}(),>";
    const std::size_t begin = command.find_first_not_of(kAround);
    if (begin == std::string::npos) continue;
    command = command.substr(begin, kMostCommand);
    static const std::regex key(R"(^(run|script|command|sh|bash|cmd|args)\b ?[:(]?[ \['"]*)");
    commands.push_back(std::regex_replace(command, key, "", std::regex_constants::format_first_only));
  }
  return commands;
}

bool is_test_run(const std::string& command) {
  static const std::regex program(kProgram, std::regex::optimize);
  static const std::regex no_run(kNoRun, std::regex::optimize);
  if (std::regex_search(command, program)) return true;
  std::smatch found;
  if (!std::regex_search(command, found, runner(), std::regex_constants::match_continuous)) return false;
  const std::string before = command.substr(0, static_cast<std::size_t>(found.position(2)));
  return !std::regex_search(before, no_run);
}

std::string without_blocks(std::string text) {
  for (std::size_t at = text.find("/*"); at != std::string::npos; at = text.find("/*", at)) {
    const std::size_t end = text.find("*/", at + 2);
    text.erase(at, end == std::string::npos ? end : end + 2 - at);
  }
  return text;
}

std::vector<std::string> all_commands(const std::string& path, const std::string& part) {
  const bool groovy = path.ends_with("Jenkinsfile");
  const std::string text = replace_all(groovy ? without_blocks(part) : part, "\\\n", " ");
  std::vector<std::string> commands;
  for (const std::string& line : lines_of(text)) {
    for (std::string& command : commands_of(without_comment(line, groovy ? "//" : "#")))
      commands.push_back(std::move(command));
  }
  return commands;
}

// What is carried out for a target of a Makefile, without what it depends on.
std::string recipe_of(const std::string& makefile, const std::string& target) {
  std::string recipe;
  bool inside = false;
  for (const std::string& line : lines_of(makefile)) {
    const std::size_t begin = line.find_first_not_of("\t@-+ ");
    if (begin == std::string::npos) continue;
    if (!line.starts_with('\t'))
      inside = line.starts_with(target + ":") || line.starts_with(target + " :");
    else if (inside)
      recipe += line.substr(begin) + "\n";
  }
  return recipe;
}

// The part of a script that a command runs; "" when it runs another.
std::string called(const std::string& command, const Pipeline& script) {
  const std::vector<std::string> words = split(command, ' ');
  if (is_makefile(script.path)) {
    if (file_name(words.front()) != "make") return "";
    std::string recipes;
    for (std::size_t i = 1; i < words.size(); ++i) recipes += recipe_of(script.text, words[i]);
    return recipes;
  }
  const bool named =
      std::ranges::any_of(words, [&](const std::string& word) { return file_name(word) == file_name(script.path); });
  return named ? script.text : "";
}

bool run_tests(const std::vector<Pipeline>& pipelines, const std::vector<Pipeline>& scripts) {
  std::size_t left = kMostOfPipelines;
  const auto commands_in = [&](const std::string& path, const std::string& text) {
    const std::string part = text.substr(0, left);
    left -= part.size();
    return all_commands(path, part);
  };
  std::vector<std::string> commands;
  for (const Pipeline& pipeline : pipelines) {
    for (const std::string& command : commands_in(pipeline.path, pipeline.text)) commands.push_back(command);
  }
  if (std::ranges::any_of(commands, is_test_run)) return true;
  for (const std::string& command : commands) {
    for (const Pipeline& script : scripts) {
      if (std::ranges::any_of(commands_in(script.path, called(command, script)), is_test_run)) return true;
    }
  }
  return false;
}

}  // namespace

bool is_pipeline(const std::string& path) {
  static const std::vector<std::string> kFiles = {".github/workflows/*.yml",
                                                  ".github/workflows/*.yaml",
                                                  ".forgejo/workflows/*.yml",
                                                  ".gitea/workflows/*.yml",
                                                  ".gitlab-ci.yml",
                                                  ".circleci/config.yml",
                                                  "azure-pipelines.yml",
                                                  "Jenkinsfile",
                                                  "bitbucket-pipelines.yml",
                                                  ".travis.yml",
                                                  ".drone.yml",
                                                  ".woodpecker.yml",
                                                  ".woodpecker/*.yml",
                                                  "appveyor.yml",
                                                  ".appveyor.yml"};
  return matches_any(kFiles, path);
}

bool is_script(const std::string& path) {
  return path.ends_with(".sh") || path.ends_with(".bash") || is_makefile(path);
}

void measure_ci(bool asked, const std::vector<Pipeline>& pipelines, const std::vector<Pipeline>& scripts,
                EvidenceTable& table) {
  if (!asked) return none(table, {"ci.present", "ci.tests", "ci.green"}, "no pipeline was asked for");
  std::vector<std::string> paths;
  for (const Pipeline& pipeline : pipelines) paths.push_back(pipeline.path);
  const bool tests = run_tests(pipelines, scripts);
  const bool present = !pipelines.empty();
  put(table, "ci.present", {present ? 1 : 0, 1}, present ? "a pipeline is there" : "no pipeline file", first_of(paths));
  const std::string idle = present ? "no command in it, or in a script that it calls, is known to run tests" : "";
  put(table, "ci.tests", {tests ? 1 : 0, 1}, tests ? "it runs tests" : idle, first_of(paths));
  if (tests) {
    miss(table, {"ci.green"}, Reserve::kTutor, "the pipeline runs tests; whether it was green is seen on the forge");
  } else {
    put(table, "ci.green", {0, 1}, present ? "it cannot be green for the tests" : "");
  }
}

}  // namespace grader::measure
