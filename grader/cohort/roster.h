#pragma once
// The roster: who hands in what, from where, and by when. Apprentices stand in it by pseudonymous ids; their names are
// in a table of their own.

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/cohort/rules.h"
#include "grader/model/cohort.h"
#include "grader/model/table.h"

namespace grader::cohort {

struct Row {
  int line = 0;
  Submission submission;   // `exercise` is the exercise's id
  std::string repository;  // an address, or a path that is absolute
  std::string branch;      // "": the repository's HEAD
  std::string tutor, employer, mis_id;
  std::optional<std::chrono::sys_seconds> due;  // the last second that counts; none: no date
  bool adjusted = false;                        // a date of their own
  std::string learner;                          // name or mail to grade in a team's repository; "": everybody's work
  bool operator==(const Row&) const = default;
};

// Error::doing; what is found is then a column, and behind ": " what stands in a cell of it.
constexpr const char* kReadingRoster = "reading the roster";

// Whether a roster may name an apprentice so: a name of a folder in the results, and of nothing else there.
bool is_id(const std::string& id);

// `exercises`: the ids of the cohort's, in the order of its file. Columns go by their names whatever their case and
// their spaces; "apprentice" and "repository" must be there, other columns are left alone. Fails with kUsage, naming
// line and column: an id twice for one exercise, an id that is no file name, a date that is none, an unknown exercise,
// an address that is none.
Result<std::vector<Row>> read_roster(const Table& table, const Rules& rules, const std::vector<std::string>& exercises);

// The same, and it goes on: all that is wrong is added to `faults`. Rows are those whose repository and branch can be
// asked for, whatever else is wrong in them. Without any exercise, no row's is looked at.
std::vector<Row> read_roster(const Table& table, const Rules& rules, const std::vector<std::string>& exercises,
                             std::vector<Error>& faults);

// Who stands behind an id; only where a page for a person is made.
struct Person {
  std::string name, email;
};
using People = std::map<std::string, Person>;  // by apprentice

// Columns "apprentice", "name" and "email". Fails with kUsage when the first is missing or names somebody twice.
Result<People> read_people(const Table& table, const std::string& name);

// The same, and it goes on: all that is wrong is added to `faults`.
People read_people(const Table& table, const std::string& name, std::vector<Error>& faults);

}  // namespace grader::cohort
