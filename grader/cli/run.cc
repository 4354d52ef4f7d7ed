#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <iostream>

#include "grader/base/text.h"
#include "grader/cli/commands.h"
#include "grader/cli/completion.h"
#include "grader/cli/manual.h"
#include "grader/cli/people_commands.h"

namespace grader::cli {
namespace {

struct Arguments {
  Output output;
  GradeOptions grade;
  CohortArguments cohort;
  std::string id;
  std::string folder;
  std::string language;
  std::string out;
  std::string shell;
};

// Those that print a result; the others print what they did.
constexpr std::array kPrintResults = {"check",         "questions",         "grade",   "standard list",
                                      "standard show", "standard coverage", "explain", "doctor",
                                      "cohort check",  "cohort run",        "remark",  "review agreement"};

void add_output(CLI::App& command, const std::string& name, Output& output) {
  if (std::find(kPrintResults.begin(), kPrintResults.end(), name) == kPrintResults.end()) return;
  command.add_flag("--json", output.json, "print the result as JSON");
  command.add_flag("--plain", output.plain, "no colour, no symbols, one fact a line");
}

// Whose work is looked at, and what it was asked for.
void add_work(CLI::App& command, GradeOptions& options, const std::string& what) {
  command.add_option("--exercise", options.exercise, "exercise: a folder, a pack or a name")->type_name("EXERCISE");
  command.add_option("--learner", options.learner, "in a team's repository: name or mail of the author to " + what)
      ->type_name("NAME");
}

void add_grading(CLI::App& command, GradeOptions& options) {
  add_work(command, options, "grade");
  command.add_option("--format", options.formats, "reports to write: " + join(format_names(), ", "))
      ->type_name("FORMAT")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(format_names()));
  command.add_option("--threads", options.threads, "steps at once (default: one more than there are processors)")
      ->type_name("COUNT");
}

void add_commands(CLI::App& app, Arguments& arguments, Command& chosen) {
  auto* check_command = app.add_subcommand("check", "check the work in a folder before handing it in; offline");
  check_command->add_option("FOLDER", arguments.grade.source, "folder of the repository (default: this one)");
  add_grading(*check_command, arguments.grade);
  check_command->callback([&] { chosen = [&] { return check(arguments.grade, arguments.output); }; });

  auto* questions_command =
      app.add_subcommand("questions", "three short questions for a talk about the work in a folder");
  questions_command->add_option("SOURCE", arguments.grade.source,
                                "folder, bundle or git address (default: this folder)");
  add_work(*questions_command, arguments.grade, "ask");
  questions_command->callback([&] { chosen = [&] { return questions(arguments.grade, arguments.output); }; });

  auto* grade_command = app.add_subcommand("grade", "grade a repository: a git address, a folder or a bundle");
  grade_command->add_option("SOURCE", arguments.grade.source, "git address, folder or bundle")->required();
  add_grading(*grade_command, arguments.grade);
  grade_command
      ->add_option("--starter", arguments.grade.starter, "revision the learner began with, when there is no exercise")
      ->type_name("REVISION");
  grade_command->add_option("--at", arguments.grade.at, "revision to grade (default: HEAD)")->type_name("REVISION");
  grade_command->add_option("--before", arguments.grade.before, "grade the last commit before this day, YYYY-MM-DD")
      ->type_name("DAY");
  grade_command->add_option("--out", arguments.grade.out, "folder for the reports")->type_name("FOLDER");
  grade_command->add_flag("--reveal", arguments.grade.reveal, "show the machine's provisional levels");
  grade_command->callback([&] { chosen = [&] { return grade(arguments.grade, arguments.output); }; });

  auto* standard = app.add_subcommand("standard", "the standard ST0128 and what is measured of it");
  standard->require_subcommand(1);
  standard->add_subcommand("list", "all 62 statements")->callback([&] {
    chosen = [&] { return standard_list(arguments.output); };
  });
  auto* show = standard->add_subcommand("show", "one statement");
  show->add_option("STATEMENT", arguments.id, "for example S5")->required();
  show->callback([&] { chosen = [&] { return standard_show(arguments.id, arguments.output); }; });
  standard->add_subcommand("coverage", "what a machine measures of each statement")->callback([&] {
    chosen = [&] { return standard_coverage(arguments.output); };
  });

  auto* explain_command = app.add_subcommand("explain", "what is measured for a statement, and what to do next");
  explain_command->add_option("STATEMENT", arguments.id, "for example S5")->required();
  explain_command->callback([&] { chosen = [&] { return explain(arguments.id, arguments.output); }; });

  app.add_subcommand("doctor", "what this host can confine and run")->callback([&] {
    chosen = [&] { return doctor(arguments.output); };
  });

  auto* exercise = app.add_subcommand("exercise", "set exercises");
  exercise->require_subcommand(1);
  auto* verify = exercise->add_subcommand("verify", "check that an exercise judges rightly");
  verify->add_option("DIR", arguments.folder, "folder of the exercise")->required();
  verify->callback([&] { chosen = [&] { return exercise_verify(arguments.folder); }; });
  auto* fresh = exercise->add_subcommand("new", "make a skeleton that verifies");
  fresh->add_option("NAME", arguments.id, "for example bank-statement")->required();
  fresh->add_option("--language", arguments.language, "a toolchain: cpp, python")->type_name("LANGUAGE")->required();
  fresh->add_option("--out", arguments.out, "folder for it (default: exercises)")->type_name("FOLDER");
  fresh->callback([&] { chosen = [&] { return exercise_new(arguments.id, arguments.language, arguments.out); }; });
  auto* publish = exercise->add_subcommand("publish", "write the public pack for apprentices");
  publish->add_option("DIR", arguments.folder, "folder of the exercise")->required();
  publish->add_option("--out", arguments.out, "folder of the pack")->type_name("FOLDER")->required();
  publish->callback([&] { chosen = [&] { return exercise_publish(arguments.folder, arguments.out); }; });

  add_cohort_commands(app, arguments.cohort, arguments.output, chosen);
  for (CLI::App* command : app.get_subcommands({})) {
    add_output(*command, command->get_name(), arguments.output);
    for (CLI::App* below : command->get_subcommands({}))
      add_output(*below, command->get_name() + " " + below->get_name(), arguments.output);
  }
}

// Commands that print a text for another program, so that there is nothing to choose about it.
void add_generators(CLI::App& app, Arguments& arguments, Command& chosen) {
  auto* completion_command = app.add_subcommand("completion", "print a script that completes this command line");
  completion_command->add_option("SHELL", arguments.shell, "the shell it is for: " + join(shell_names(), ", "))
      ->required()
      ->check(CLI::IsMember(shell_names()));
  completion_command->callback([&] { chosen = [&] { return completion(app, arguments.shell); }; });
  app.add_subcommand("manual", "print the manual page, as roff")->callback([&] {
    chosen = [&] { return manual(app); };
  });
}

// The nearest command or option to a word that is none, as a sentence.
std::string suggestion(const CLI::App& app, int argc, char** argv) {
  const CLI::App* at = &app;
  for (int i = 1; i < argc; ++i) {
    std::vector<std::string> known;
    const std::string word = argv[i];
    for (const CLI::App* command : at->get_subcommands([](const CLI::App*) { return true; })) {
      if (command->get_name() == word) {
        at = command;
        known.clear();
        break;
      }
      known.push_back(command->get_name());
    }
    if (word.starts_with("--")) {
      known.clear();
      for (const CLI::Option* option : at->get_options()) known.push_back(option->get_name());
    }
    const std::string near = nearest(word, known);
    if (!near.empty() && near != word) return "did you mean \"" + near + "\"?";
  }
  return "run `grader --help`";
}

int report(const Error& error) {
  std::cerr << message(error);
  return exit_code(error.fault);
}

}  // namespace

int run(int argc, char** argv) {
  CLI::App app{"Grades apprentices' git repositories against the standard ST0128", "grader"};
  app.set_version_flag("--version", "grader " GRADER_VERSION);
  app.require_subcommand(1);
  Arguments arguments;
  Command chosen;
  add_commands(app, arguments, chosen);
  add_generators(app, arguments, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {
    return app.exit(success);
  } catch (const CLI::ParseError& error) {
    return report({.fault = Fault::kUsage,
                   .doing = "reading the command line",
                   .thing = argc > 1 ? printable(argv[1]) : "grader",
                   .found = printable(error.what()),
                   .remedy = suggestion(app, argc, argv)});
  }
  arguments.output.colour = isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  const Result<int> done = chosen();
  return done ? *done : report(done.error());
}

}  // namespace grader::cli
