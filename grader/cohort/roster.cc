#include "grader/cohort/roster.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>

#include "grader/acquire/access.h"
#include "grader/acquire/mirror.h"
#include "grader/base/dates.h"
#include "grader/base/text.h"
#include "grader/model/cells.h"

namespace grader::cohort {
namespace {

constexpr std::size_t kMostId = 64;

// What the columns that are read may be called.
const std::set<std::string> kNames = {"apprentice",  "apprenticeid",    "id",      "repository", "repo",
                                      "branch",      "exercise",        "tutor",   "employer",   "misid",
                                      "mis",         "author",          "learner", "due",        "duedate",
                                      "adjusteddue", "adjustedduedate", "name",    "email",      "mail"};

// Which columns of ours cannot be told apart; "": none.
std::string twice_in(const Cells& cells) {
  for (const auto& [name, headers] : cells.twice()) {
    if (kNames.contains(name)) return "columns \"" + headers.first + "\" and \"" + headers.second + "\" are one name";
  }
  return {};
}

// What stands beside the apprentices' folders in the results.
const std::set<std::string> kResults = {"index.html", "summary.csv", "cohort.xlsx", "run.json", "work", "released"};

// One row at a time; what is wrong is said of its line.
class Reader {
 public:
  Reader(const Table& table, const Rules& rules, const std::vector<std::string>& exercises, std::vector<Error>& faults)
      : cells_(table, Naming::kLoose), rules_(rules), exercises_(exercises), faults_(faults) {}

  // None when its repository cannot be asked for.
  std::optional<Row> read(std::size_t at) {
    Row row{.line = cells_.line(at),
            .branch = cells_.at(at, {"branch"}),
            .tutor = cells_.at(at, {"tutor"}),
            .employer = cells_.at(at, {"employer"}),
            .mis_id = cells_.at(at, {"misid", "mis"})};
    row.submission = {.cohort = rules_.name, .apprentice = cells_.at(at, {"apprentice", "apprenticeid", "id"})};
    row.learner = cells_.at(at, {"author", "learner"});
    const std::size_t before = faults_.size();
    if (!is_id(row.submission.apprentice))
      wrong(row, "apprentice", row.submission.apprentice,
            "write a pseudonymous id of letters, digits, '-', '_' and '.', at most 64");
    set_exercise(at, row);
    const bool reachable = set_repository(at, row);
    set_due(at, row);
    if (faults_.size() == before && !exercises_.empty() && !seen_.insert(row.submission).second)
      wrong(row, "apprentice", row.submission.apprentice, "keep one row for each apprentice and exercise");
    return reachable ? std::optional(std::move(row)) : std::nullopt;
  }

 private:
  void wrong(const Row& row, const std::string& column, const std::string& value, const std::string& remedy) {
    faults_.push_back({Fault::kUsage, kReadingRoster, rules_.roster.string() + " line " + std::to_string(row.line),
                       column + (value.empty() ? " is empty" : ": " + printable(acquire::masked(value, {}))), remedy});
  }
  void set_exercise(std::size_t at, Row& row) {
    row.submission.exercise = cells_.at(at, {"exercise"});
    if (exercises_.empty()) return;
    if (row.submission.exercise.empty() && exercises_.size() == 1) row.submission.exercise = exercises_.front();
    if (std::find(exercises_.begin(), exercises_.end(), row.submission.exercise) == exercises_.end())
      wrong(row, "exercise", row.submission.exercise, "name one of the cohort's: " + join(exercises_, ", "));
  }
  bool set_repository(std::size_t at, Row& row) {
    const std::size_t before = faults_.size();
    row.repository = cells_.at(at, {"repository", "repo"});
    if (row.repository.empty()) wrong(row, "repository", "", "write its address");
    const bool address = row.repository.find(':') != std::string::npos;
    if (!address && !row.repository.empty())
      row.repository = (rules_.file.parent_path() / row.repository).lexically_normal().string();
    // What is a path may not be there yet; that is found when it is fetched.
    if (address && !acquire::kind_of(row.repository))
      wrong(row, "repository", row.repository, "write an https, ssh or file address, or a path");
    if (row.branch.starts_with('-') || row.branch.find_first_of(":^~ *?[\\") != std::string::npos)
      wrong(row, "branch", row.branch, "write the name of a branch");
    return faults_.size() == before;
  }
  void set_due(std::size_t at, Row& row) {
    const std::string own = cells_.at(at, {"adjusteddue", "adjustedduedate"});
    const std::string usual = cells_.at(at, {"due", "duedate"});
    row.adjusted = !own.empty();
    const std::string& text = !own.empty() ? own : !usual.empty() ? usual : rules_.due;
    if (text.empty()) return;
    row.due = due_of(text, rules_.time_zone);
    if (!row.due) wrong(row, own.empty() ? "due" : "adjusted due", text, "write 2026-03-05, or 2026-03-05T17:00");
  }

  Cells cells_;
  const Rules& rules_;
  const std::vector<std::string>& exercises_;
  std::vector<Error>& faults_;
  std::set<Submission> seen_;
};

}  // namespace

bool is_id(const std::string& id) {
  return !id.empty() && id.size() <= kMostId && id.front() != '-' && id.front() != '.' && !kResults.contains(id) &&
         std::all_of(id.begin(), id.end(), [](unsigned char letter) {
           return letter < 0x80 && (std::isalnum(letter) != 0 || letter == '-' || letter == '_' || letter == '.');
         });
}

std::vector<Row> read_roster(const Table& table, const Rules& rules, const std::vector<std::string>& exercises,
                             std::vector<Error>& faults) {
  const auto wrong = [&](const std::string& found, const char* remedy) {
    faults.push_back({Fault::kUsage, kReadingRoster, rules.roster.string(), found, remedy});
    return std::vector<Row>{};
  };
  const Cells cells(table, Naming::kLoose);
  const bool named = cells.has("apprentice") || cells.has("apprenticeid") || cells.has("id");
  if (!named || !(cells.has("repository") || cells.has("repo")))
    return wrong(
        std::string("no column \"") + (named ? "repository" : "apprentice") + "\" in the first row",
        "name the columns apprentice, repository, branch, exercise, tutor, employer, due, adjusted due, MIS id");
  if (const std::string twice = twice_in(cells); !twice.empty()) return wrong(printable(twice), "rename one of them");
  Reader reader(table, rules, exercises, faults);
  std::vector<Row> rows;
  rows.reserve(table.rows.size());
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (auto row = reader.read(i)) rows.push_back(std::move(*row));
  }
  return rows;
}

Result<std::vector<Row>> read_roster(const Table& table, const Rules& rules,
                                     const std::vector<std::string>& exercises) {
  std::vector<Error> faults;
  auto rows = read_roster(table, rules, exercises, faults);
  if (!faults.empty()) return std::unexpected(std::move(faults.front()));
  return rows;
}

People read_people(const Table& table, const std::string& name, std::vector<Error>& faults) {
  const auto wrong = [&](const std::string& thing, const std::string& found, const char* remedy) {
    faults.push_back({Fault::kUsage, "reading the names", thing, found, remedy});
  };
  People people;
  const Cells cells(table, Naming::kLoose);
  if (!cells.has("apprentice") && !cells.has("apprenticeid") && !cells.has("id")) {
    wrong(name, "no column \"apprentice\" in the first row", "name the columns apprentice, name and email");
    return people;
  }
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const std::string id = cells.at(i, {"apprentice", "apprenticeid", "id"});
    const auto added =
        people.emplace(id, Person{.name = cells.at(i, {"name"}), .email = cells.at(i, {"email", "mail"})});
    if (id.empty() || !added.second)
      wrong(name + " line " + std::to_string(cells.line(i)),
            id.empty() ? "no apprentice" : printable(id) + " for the second time",
            "keep one row for each apprentice, with the roster's id in the column \"apprentice\"");
  }
  return people;
}

Result<People> read_people(const Table& table, const std::string& name) {
  std::vector<Error> faults;
  People people = read_people(table, name, faults);
  if (!faults.empty()) return std::unexpected(std::move(faults.front()));
  return people;
}

}  // namespace grader::cohort
