#pragma once
// One file a command. Each gives the exit code of the program, or an Error that main turns into one.

#include <cstdint>
#include <string>
#include <vector>

#include "grader/base/result.h"

namespace grader::cli {

struct Output {
  bool json = false;
  bool plain = false;
  bool colour = false;  // standard output is a terminal and NO_COLOR is not set
};

struct GradeOptions {
  std::string source = ".";
  std::string exercise, starter, at, before, learner, out;
  std::vector<std::string> formats = {"json", "html"};
  bool reveal = false;
  unsigned threads = 0;  // 0: pipeline::usual_threads()
};

struct CohortOptions {
  std::string file = "cohort.json";
  std::string out;
  std::string progress;  // "json", or by what standard error is
  std::string who;       // to whom levels are shown; "": not said
  bool resume = false;
  bool reveal = false;
  bool preview = false;
};

// Of the commands with which people decide and care for what is kept. Each names what it takes.
struct PeopleOptions {
  std::string file = "cohort.json";
  std::string apprentice, exercise, skill, level, who, reason, comment, tutor;
  std::string as = "confirm";  // "second", "moderate" or "answer"
  std::string table, out;
  std::uint64_t seed = 0;
  unsigned percent = 10;
  bool second = false;
  bool reveal = false;
  bool dry_run = false;
};

struct ExportOptions {
  std::string file = "cohort.json";
  std::string format;     // one of export_formats()
  std::string worksheet;  // the other system's, to be filled in
  std::string exercise;   // "": the only one of which levels are released
  std::string column, assignment, skill, out;
  bool replace = false;
  bool dry_run = false;
};

// Names of the reports that can be written.
std::vector<std::string> format_names();

Result<int> check(const GradeOptions& options, const Output& output);
// Three short questions for a talk about the work in a folder, one a line.
Result<int> questions(const GradeOptions& options, const Output& output);
Result<int> grade(const GradeOptions& options, const Output& output);
Result<int> standard_list(const Output& output);
Result<int> standard_show(const std::string& id, const Output& output);
Result<int> standard_coverage(const Output& output);
Result<int> explain(const std::string& id, const Output& output);
Result<int> doctor(const Output& output);
Result<int> exercise_verify(const std::string& folder);
// A skeleton that verifies, in <out>/<name> (default: exercises/<name>).
Result<int> exercise_new(const std::string& name, const std::string& language, const std::string& out);
Result<int> exercise_publish(const std::string& folder, const std::string& out);

// Reads all that a cohort is made of, asks for each repository, and lists every fault that it finds. The exit code is
// that of the first fault; 4 when only a repository cannot be reached.
Result<int> cohort_check(const CohortOptions& options, const Output& output);
Result<int> cohort_run(const CohortOptions& options, const Output& output);
// A worker of a cohort run; `file` holds its tasks.
Result<int> cohort_work(const CohortOptions& options);
// New levels from stored facts by the rubric and the policy of today.
Result<int> remark(const CohortOptions& options, const Output& output);

Result<int> review_export(const PeopleOptions& options);
Result<int> review_import(const PeopleOptions& options);
Result<int> review_ask(const PeopleOptions& options);
Result<int> review_list(const PeopleOptions& options);
Result<int> review_sample(const PeopleOptions& options);
Result<int> review_agreement(const PeopleOptions& options, const Output& output);
Result<int> decide(const PeopleOptions& options);
Result<int> release(const PeopleOptions& options);
Result<int> export_released(const ExportOptions& options);
Result<int> store_verify(const PeopleOptions& options);
Result<int> store_backup(const PeopleOptions& options);
Result<int> privacy_purge(const PeopleOptions& options);
Result<int> privacy_erase(const PeopleOptions& options);
Result<int> privacy_subject_access(const PeopleOptions& options);

// As git's helper: prints what its question is answered with. Returns the exit code.
int answer_git(const std::string& question);

// Parses the command line and runs one command. Returns the exit code.
int run(int argc, char** argv);

}  // namespace grader::cli
