// Completion scripts, tried in the shells they are for, and the manual page.
#include <map>
#include <regex>
#include <set>

#include "tests/e2e/program.h"

namespace grader {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) all.push_back(line);
  return all;
}

// What --help says of every command: path ("exercise new") -> its long options; "" is the program itself.
std::map<std::string, std::set<std::string>> commands_by_help(const std::string& path = "") {
  std::map<std::string, std::set<std::string>> found;
  const std::string help = grader(path + " --help").out;
  const std::size_t below = help.find("Subcommands:");
  const std::string own = help.substr(0, below);
  const std::regex option("\n *(?:-[a-z],)?(--[a-z-]+)");
  for (std::sregex_iterator it(own.begin(), own.end(), option), end; it != end; ++it) found[path].insert((*it)[1]);
  if (below == std::string::npos) return found;
  const std::string rest = help.substr(below);
  const std::regex name("\n  ([a-z]+) ");
  for (std::sregex_iterator it(rest.begin(), rest.end(), name), end; it != end; ++it)
    found.merge(commands_by_help(path + (path.empty() ? "" : " ") + (*it)[1].str()));
  return found;
}

bool is_installed(const std::string& program) {
  return shell("command -v " + program).code == 0;
}

// A folder with a script of one shell, a folder "reports" and a file "work.bundle", which completion must find.
struct Completing {
  Folder folder;
  std::string script;
  explicit Completing(const std::string& shell_name) : script((folder / "script").string()) {
    support::spit(script, grader("completion " + shell_name).out);
    fs::create_directories(folder / "place/reports");
    support::spit(folder / "place/work.bundle", "");
  }
  std::vector<std::string> ask(const std::string& command) const {
    const Shell ran = shell("cd '" + (folder / "place").string() + "' && " + command);
    EXPECT_EQ(ran.code, 0) << command << ran.err;
    EXPECT_EQ(ran.err, "") << command;
    return lines(ran.out);
  }
};

// The candidates for the last of these words.
std::vector<std::string> in_bash(const std::string& words) {
  const Completing at("bash");
  support::spit(at.folder / "driver", "source '" + at.script + "'\nCOMP_WORDS=(" + words +
                                          ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_grader\n"
                                          "printf '%s\\n' \"${COMPREPLY[@]}\"\n");
  return at.ask("bash --norc '" + (at.folder / "driver").string() + "'");
}

std::vector<std::string> in_fish(const std::string& line) {
  const Completing at("fish");
  std::vector<std::string> found = at.ask("HOME='" + at.folder.path().string() + "' fish --no-config -c \"source '" +
                                          at.script + "'; complete -C '" + line + "'\"");
  for (std::string& candidate : found) candidate = candidate.substr(0, candidate.find('\t'));
  return found;
}

// Types the line and the tab key into an interactive zsh, in which every candidate that is offered is noted down. The
// script is found as one that was installed, unless it is sourced.
std::vector<std::string> in_zsh(const std::string& line, bool sourced = false) {
  const Completing at("zsh");
  if (!sourced) support::spit(at.folder / "functions/_grader", slurp(at.script));
  support::spit(at.folder / ".zshrc", R"(PROMPT=READY
fpath=("$ZDOTDIR/functions" $fpath)
autoload -Uz compinit && compinit -u -D
[[ -e $ZDOTDIR/functions ]] || source "$ZDOTDIR/script"
compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
  local -a found
  builtin compadd -A found "$@"
  print -l -- $found >> "$ZDOTDIR/found"
  builtin compadd "$@"
}
note() { zle complete-word; : > "$ZDOTDIR/done" }
zle -N note
bindkey '^I' note
)");
  support::spit(at.folder / "driver", R"(zmodload zsh/zpty
zpty inner zsh -i
zpty -r inner shown '*READY*'
zpty -w -n inner "$1"$'\t'
for i in {1..200}; do [[ -e $ZDOTDIR/done ]] && break; sleep 0.05; done
[[ -e $ZDOTDIR/done ]] && { cat "$ZDOTDIR/found" 2>/dev/null || true }
zpty -d inner
)");
  const std::string home = at.folder.path().string();
  return at.ask("TERM=vt100 ZDOTDIR='" + home + "' HOME='" + home + "' zsh -f '" + (at.folder / "driver").string() +
                "' '" + line + "'");
}

TEST(Completion, ScriptsAreSound) {
  for (const auto& [name, check] :
       std::map<std::string, std::string>{{"bash", "bash -n"}, {"zsh", "zsh -n"}, {"fish", "fish --no-execute"}}) {
    const Completing at(name);
    EXPECT_GT(slurp(at.script).size(), 1000U) << name;
    if (!is_installed(name)) continue;
    EXPECT_THAT(at.ask(check + " '" + at.script + "'"), IsEmpty()) << name;
  }
  EXPECT_EQ(grader("completion tcsh").code, 2);
}

TEST(Completion, BashKnowsEveryCommandAndOptionOfTheHelp) {
  const auto commands = commands_by_help();
  EXPECT_GE(commands.size(), 14U);
  EXPECT_TRUE(commands.contains("exercise new"));
  for (const auto& [path, options] : commands) {
    EXPECT_THAT(in_bash("grader " + path + " --"), IsSupersetOf(options)) << path;
    if (path.empty()) continue;
    const std::size_t last = path.rfind(' ') == std::string::npos ? 0 : path.rfind(' ') + 1;
    EXPECT_THAT(in_bash("grader " + path.substr(0, last) + " ''"), Contains(path.substr(last))) << path;
  }
}

TEST(Completion, BashOffersWhatMayStandAtThePlace) {
  EXPECT_THAT(in_bash("grader sta"), ElementsAre("standard"));
  EXPECT_THAT(in_bash("grader exercise ''"), ElementsAre("verify", "new", "publish"));
  EXPECT_THAT(in_bash("grader exercise new first --l"), ElementsAre("--language"));
  EXPECT_THAT(in_bash("grader exercise new first --language ''"), ElementsAre("cpp", "python"));
  EXPECT_THAT(in_bash("grader exercise new first --language = p"), ElementsAre("python"));
  EXPECT_THAT(in_bash("grader check --format j"), ElementsAre("json", "junit"));
  EXPECT_THAT(in_bash("grader check --format json,ju"), ElementsAre("json,junit"));
  EXPECT_THAT(in_bash("grader explain S3"), ElementsAre("S3", "S30", "S31", "S32"));
  EXPECT_THAT(in_bash("grader --plain standard show --json B"), ElementsAre("B1", "B2", "B3", "B4", "B5"));
  EXPECT_THAT(in_bash("grader check ''"), ElementsAre("reports"));
  EXPECT_THAT(in_bash("grader grade ''"), testing::UnorderedElementsAre("reports", "work.bundle"));
  EXPECT_THAT(in_bash("grader grade work.bundle --out ''"), ElementsAre("reports"));
  EXPECT_THAT(in_bash("grader grade work.bundle --at ''"), IsEmpty());
  EXPECT_THAT(in_bash("grader completion ''"), ElementsAre("bash", "zsh", "fish"));
}

TEST(Completion, FishOffersWhatMayStandAtThePlace) {
  if (!is_installed("fish")) GTEST_SKIP() << "fish is not installed";
  EXPECT_THAT(in_fish("grader sta"), ElementsAre("standard"));
  EXPECT_THAT(in_fish("grader exercise "), testing::UnorderedElementsAre("verify", "new", "publish"));
  EXPECT_THAT(in_fish("grader exercise new first --l"), ElementsAre("--language"));
  EXPECT_THAT(in_fish("grader exercise new first --language "), ElementsAre("cpp", "python"));
  EXPECT_THAT(in_fish("grader check --format json,ju"), Contains("json,junit"));
  EXPECT_THAT(in_fish("grader standard show B"), ElementsAre("B1", "B2", "B3", "B4", "B5"));
  EXPECT_THAT(in_fish("grader explain S31"), ElementsAre("S31"));
  EXPECT_THAT(in_fish("grader check "), ElementsAre("reports/"));
  EXPECT_THAT(in_fish("grader grade "), ElementsAre("reports/", "work.bundle"));
  EXPECT_THAT(in_fish("grader grade work.bundle --at "), IsEmpty());
  for (const auto& [path, options] : commands_by_help())
    EXPECT_THAT(in_fish("grader " + path + " --"), IsSupersetOf(options)) << path;
}

TEST(Completion, ZshOffersWhatMayStandAtThePlace) {
  if (!is_installed("zsh")) GTEST_SKIP() << "zsh is not installed";
  EXPECT_THAT(in_zsh("grader sta"), ElementsAre("standard"));
  EXPECT_THAT(in_zsh("grader sta", true), ElementsAre("standard"));
  EXPECT_THAT(in_zsh("grader exercise "), testing::UnorderedElementsAre("verify", "new", "publish"));
  EXPECT_THAT(in_zsh("grader exercise new first --l"), ElementsAre("--language"));
  EXPECT_THAT(in_zsh("grader exercise new first --language "), ElementsAre("cpp", "python"));
  EXPECT_THAT(in_zsh("grader check --format json,ju"), Contains("junit"));
  EXPECT_THAT(in_zsh("grader standard show B"), ElementsAre("B1", "B2", "B3", "B4", "B5"));
  EXPECT_THAT(in_zsh("grader explain S31"), ElementsAre("S31"));
  EXPECT_THAT(in_zsh("grader check "), Contains("reports"));
  EXPECT_THAT(in_zsh("grader grade wo"), ElementsAre("work.bundle"));
  EXPECT_THAT(in_zsh("grader grade work.bundle --at "), IsEmpty());
}

TEST(Manual, NamesEveryCommandAndOptionAndIsFormattedWithoutAWarning) {
  const Folder folder;
  const std::string page = (folder / "grader.1").string();
  support::spit(page, grader("manual").out);
  const Shell shown = shell("LC_ALL=C.UTF-8 groff -man -ww -Tutf8 -P-cbou '" + page + "'");
  ASSERT_EQ(shown.code, 0) << shown.err;
  EXPECT_EQ(shown.err, "");
  for (const char* section : {"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "EXIT STATUS", "FILES",
                              "ENVIRONMENT", "EXAMPLES", "SEE ALSO"})
    EXPECT_THAT(shown.out, HasSubstr("\n" + std::string(section) + "\n"));
  for (const auto& [path, options] : commands_by_help()) {
    const std::size_t at = path.empty() ? 0 : shown.out.find("\n   grader " + path + "\n");
    ASSERT_NE(at, std::string::npos) << path;
    const std::string part = shown.out.substr(at, path.empty() ? at : shown.out.find("\n   grader ", at + 1) - at);
    for (const std::string& option : options) EXPECT_THAT(path.empty() ? shown.out : part, HasSubstr(option)) << path;
  }
}

}  // namespace
}  // namespace grader
