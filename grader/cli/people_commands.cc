#include "grader/cli/people_commands.h"

#include <CLI/CLI.hpp>
#include <functional>

namespace grader::cli {
namespace {

using Run = std::function<Result<int>(const PeopleOptions&)>;

// Adds commands that share one set of options.
class People {
 public:
  People(PeopleOptions& options, Command& chosen) : options_(options), chosen_(chosen) {}

  CLI::App* add(CLI::App& parent, const char* name, const char* text, const Run& run) {
    CLI::App* command = parent.add_subcommand(name, text);
    command->add_option("--cohort", options_.file, "the cohort's file (default: cohort.json)")->type_name("FILE");
    command->callback(
        [&options = options_, &chosen = chosen_, run] { chosen = [&options, run] { return run(options); }; });
    return command;
  }
  void who(CLI::App* command, bool required = true, const char* text = "id of who does this, for the record") {
    command->add_option("--who", options_.who, text)->type_name("NAME")->required(required);
  }
  void apprentice(CLI::App* command, bool required = true) {
    command->add_option("--apprentice", options_.apprentice, "id in the roster")->type_name("NAME")->required(required);
  }
  void row(CLI::App* command) {
    apprentice(command);
    command->add_option("--exercise", options_.exercise, "needed when the cohort has several")->type_name("EXERCISE");
    command->add_option("--skill", options_.skill, "for example S5")->type_name("STATEMENT")->required();
    reason(command);
  }
  void reason(CLI::App* command) {
    command
        ->add_option("--reason", options_.reason,
                     "a sentence for the record; it is not sent, but the apprentice can ask to see it")
        ->type_name("TEXT");
  }
  void out(CLI::App* command, const char* text, const char* kind, bool required) {
    command->add_option("--out", options_.out, text)->type_name(kind)->required(required);
  }
  void dry_run(CLI::App* command) {
    command->add_flag("--dry-run", options_.dry_run, "say what would be done, and do nothing");
  }
  void as(CLI::App* command, const std::vector<std::string>& words) {
    command->add_option("--as", options_.as, "what kind of mark it is (default: confirm)")
        ->type_name("KIND")
        ->check(CLI::IsMember(words));
  }
  PeopleOptions& options() { return options_; }

 private:
  PeopleOptions& options_;
  Command& chosen_;
};

void add_runs(CLI::App& app, CohortOptions& options, const Output& output, Command& chosen) {
  auto* cohort = app.add_subcommand("cohort", "grade a whole cohort: a roster in, a marked cohort out");
  cohort->require_subcommand(1);
  const auto add_file = [&](CLI::App* command) {
    command->add_option("FILE", options.file, "the cohort's file (default: cohort.json)");
  };
  auto* check = cohort->add_subcommand("check", "check the file, the roster and each repository before the night");
  add_file(check);
  check->callback([&] { chosen = [&] { return cohort_check(options, output); }; });
  auto* run = cohort->add_subcommand("run", "fetch, grade what is new, and write the results");
  add_file(run);
  run->add_option("--out", options.out, "folder of the results (default: the file's)")->type_name("FOLDER");
  run->add_flag("--resume", options.resume, "carry on a run that was stopped");
  run->add_flag("--reveal", options.reveal, "show the machine's provisional levels; it is recorded who saw them");
  run->add_option("--who", options.who, "id of who wants to see them; needed with --reveal")->type_name("NAME");
  run->add_option("--progress", options.progress, "how it is told: json, an object a line on standard error")
      ->type_name("FORM")
      ->check(CLI::IsMember({"json"}));
  run->callback([&] { chosen = [&] { return cohort_run(options, output); }; });
  auto* work = cohort->add_subcommand("work", "a worker of a cohort run");
  work->group("");
  work->add_option("FILE", options.file)->required();
  work->callback([&] { chosen = [&] { return cohort_work(options); }; });

  auto* again = app.add_subcommand("remark", "new levels from stored facts, by the rubric and late policy of today");
  add_file(again);
  again->add_flag("--preview", options.preview, "say who would move and why, and record nothing");
  again->callback([&] { chosen = [&] { return remark(options, output); }; });
}

void add_reviews(CLI::App& app, People& people, const Output& output) {
  PeopleOptions& options = people.options();
  auto* review = app.add_subcommand("review", "evidence out to the tutors, and their levels back");
  review->require_subcommand(1);
  auto* out = people.add(*review, "export", "a table of evidence with empty levels to fill in", review_export);
  people.out(out, "new file to write, .xlsx or .csv", "FILE", true);
  out->add_option("--tutor", options.tutor, "rows of this tutor alone")->type_name("NAME");
  out->add_flag("--second", options.second, "rows drawn for a second mark, without the first one");
  out->add_flag("--reveal", options.reveal, "with the machine's levels; it is recorded who saw them");
  people.who(out, false, "id of who wants to see them; needed with --reveal");
  people.reason(out);
  auto* in = people.add(*review, "import", "record the levels of a table that was filled in", review_import);
  in->add_option("TABLE", options.table, "the table, .xlsx or .csv")->required();
  people.who(in);
  people.as(in, {"confirm", "second", "moderate"});
  people.dry_run(in);
  auto* ask = people.add(*review, "ask", "record that an apprentice asks for a review of a released level", review_ask);
  people.row(ask);
  people.who(ask, false, "id of who does this, for the record (default: the apprentice)");
  auto* list = people.add(*review, "list", "reviews that are asked for and not answered", review_list);
  list->add_option("--tutor", options.tutor, "those that this tutor may answer")->type_name("NAME");
  auto* sample = people.add(*review, "sample", "draw confirmed levels for a second mark", review_sample);
  sample->add_option("--seed", options.seed, "number the draw follows from")->type_name("COUNT")->required();
  sample->add_option("--percent", options.percent, "of the confirmed levels, beside all that are Not yet (default: 10)")
      ->type_name("COUNT")
      ->check(CLI::Range(0, 100));
  people.who(sample);
  people.add(*review, "agreement", "how far first and second marks agree",
             [&output](const PeopleOptions& chosen) { return review_agreement(chosen, output); });
}

void add_decisions(CLI::App& app, People& people) {
  PeopleOptions& options = people.options();
  auto* one = people.add(app, "decide", "record a level that a person gives", decide);
  people.row(one);
  one->add_option("--level", options.level, "Not yet, Developing, Secure, Strong or No evidence here")
      ->type_name("LEVEL")
      ->required();
  one->add_option("--comment", options.comment, "what the apprentice reads with the level (default: nothing)")
      ->type_name("TEXT");
  people.as(one, {"confirm", "second", "moderate", "answer"});
  people.who(one);
  auto* out = people.add(app, "release", "release confirmed levels, and write a report for each apprentice", release);
  people.apprentice(out, false);
  people.who(out);
  people.out(out, "folder of the reports (default: released/ in the results)", "FOLDER", false);
  people.dry_run(out);
}

void add_exports(CLI::App& app, ExportOptions& options, Command& chosen) {
  auto* command = app.add_subcommand("export", "fill released levels into another system's worksheet");
  command
      ->add_option("FORMAT", options.format,
                   "what it is for: moodle, moodle-feedback, canvas, canvas-outcomes or moodle-framework")
      ->required()
      ->check(CLI::IsMember({"moodle", "moodle-feedback", "canvas", "canvas-outcomes", "moodle-framework"}));
  command->add_option("--cohort", options.file, "the cohort's file (default: cohort.json)")->type_name("FILE");
  command->add_option("--worksheet", options.worksheet, "as downloaded from the other system")->type_name("FILE");
  command->add_option("--column", options.column, "column that says whose row it is, holding ids, MIS ids or mails")
      ->type_name("NAME");
  command->add_option("--exercise", options.exercise, "whose levels; needed when those of several are released")
      ->type_name("EXERCISE");
  command->add_option("--assignment", options.assignment, "of Canvas: the column to fill")->type_name("NAME");
  command->add_option("--skill", options.skill, "whose level is the grade")->type_name("STATEMENT");
  command->add_option("--out", options.out, "file to write")->type_name("FILE")->required();
  command->add_flag("--replace", options.replace, "replace grades that are there already");
  command->add_flag("--dry-run", options.dry_run, "say what would be filled, and write nothing");
  command->callback([&] { chosen = [&] { return export_released(options); }; });
}

void add_care(CLI::App& app, People& people) {
  auto* store = app.add_subcommand("store", "the store's health, and copies of it");
  store->require_subcommand(1);
  people.add(*store, "verify", "check that the store is whole and the chain of decisions holds", store_verify);
  people.out(people.add(*store, "backup", "copy the store while others may write to it", store_backup), "file to write",
             "FILE", true);
  auto* privacy = app.add_subcommand("privacy", "what is kept of people: how long, what, and no more");
  privacy->require_subcommand(1);
  people.dry_run(people.add(*privacy, "purge", "remove what has been kept as long as it may be", privacy_purge));
  auto* erase =
      people.add(*privacy, "erase", "remove what is kept of an apprentice, but that it was decided", privacy_erase);
  people.apprentice(erase);
  people.who(erase);
  people.reason(erase);
  people.dry_run(erase);
  auto* access =
      people.add(*privacy, "subject-access", "one folder with what is kept of an apprentice", privacy_subject_access);
  people.apprentice(access);
  people.out(access, "folder to write (default: subject-access-NAME)", "FOLDER", false);
}

}  // namespace

void add_cohort_commands(CLI::App& app, CohortArguments& arguments, const Output& output, Command& chosen) {
  add_runs(app, arguments.run, output, chosen);
  People people(arguments.people, chosen);
  add_reviews(app, people, output);
  add_decisions(app, people);
  add_exports(app, arguments.exports, chosen);
  add_care(app, people);
}

}  // namespace grader::cli
