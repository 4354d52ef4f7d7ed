// Rosters as colleges send them: columns in any spelling, and every mistake named by line and column.
#include "grader/cohort/roster.h"

#include <gmock/gmock.h>

#include "grader/base/dates.h"

namespace grader::cohort {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Cells = std::vector<std::string>;

const std::vector<std::string> kOne = {"bank"};

struct Roster : testing::Test {
  Rules rules{.file = "/srv/cohort/cohort.json", .name = "SDT", .roster = "/srv/cohort/roster.csv"};
  Table table{.header = {"apprentice", "repository"}};

  Result<std::vector<Row>> read(const std::vector<std::string>& exercises = kOne) const {
    return read_roster(table, rules, exercises);
  }
  // What is said of a table that is wrong.
  Error wrong(const std::vector<std::string>& exercises = kOne) const {
    const auto rows = read(exercises);
    if (rows) return {.found = "nothing"};
    EXPECT_EQ(rows.error().fault, Fault::kUsage);
    EXPECT_NE(rows.error().remedy, "");
    return rows.error();
  }
  std::string wrong_row(const Cells& cells, const std::vector<std::string>& exercises = kOne) {
    table.rows = {cells};
    const Error error = wrong(exercises);
    EXPECT_THAT(error.thing, HasSubstr("/srv/cohort/roster.csv line 2"));
    return error.found;
  }
};

TEST_F(Roster, IsReadWithAllItsColumns) {
  rules.time_zone = "Europe/London";
  table.header = {"Apprentice", "Repository", "Branch", "Exercise", "Tutor",
                  "Employer",   "Due",        "MIS id", "Author",   "Shoe size"};
  table.rows = {{" a1 ", "https://github.com/c/a1", "main", "bank", "t1", "ACME", "2026-07-10", "0042", "Ada", "40"}};
  table.lines = {7};
  const auto rows = read({"tasks", "bank"});
  ASSERT_TRUE(rows) << message(rows.error());
  const Row expected{.line = 7,
                     .submission = {.cohort = "SDT", .apprentice = "a1", .exercise = "bank"},
                     .repository = "https://github.com/c/a1",
                     .branch = "main",
                     .tutor = "t1",
                     .employer = "ACME",
                     .mis_id = "0042",
                     .due = *due_of("2026-07-10T23:00Z", "") - std::chrono::seconds(1),
                     .learner = "Ada"};
  EXPECT_THAT(*rows, testing::ElementsAre(expected));
}

TEST_F(Roster, KnowsItsColumnsByAnySpelling) {
  for (const auto& [id, repository, mis, adjusted] :
       std::vector<std::array<const char*, 4>>{{"APPRENTICE ID", "repo", "MIS_ID", "Adjusted due date"},
                                               {"id", "Repository", "mis", "adjusted_due"},
                                               {"apprentice_id", " REPO ", "mis-id", "ADJUSTEDDUE"}}) {
    table = {.header = {id, repository, mis, adjusted}, .rows = {{"a1", "/srv/a1", "9", "2026-01-05"}}};
    const auto rows = read();
    ASSERT_TRUE(rows) << message(rows.error());
    EXPECT_EQ(rows->front().submission.apprentice, "a1");
    EXPECT_EQ(rows->front().repository, "/srv/a1");
    EXPECT_EQ(rows->front().mis_id, "9");
    EXPECT_TRUE(rows->front().adjusted);
  }
}

TEST_F(Roster, NeedsTwoColumns) {
  table.header = {"repository", "name"};
  EXPECT_EQ(wrong().found, "no column \"apprentice\" in the first row");
  table.header = {"apprentice", "address"};
  EXPECT_EQ(wrong().found, "no column \"repository\" in the first row");
  table.header = {};
  EXPECT_EQ(wrong().thing, "/srv/cohort/roster.csv");
}

TEST_F(Roster, TakesNoColumnTwice) {
  table.header = {"apprentice", "repository", "Due date", "due_date"};
  EXPECT_EQ(wrong().found, "columns \"Due date\" and \"due_date\" are one name");
  table.header = {"apprentice", "repository", "note", "NOTE", "Note 2"};
  EXPECT_TRUE(read()) << "columns of their own are left alone";
  table = {.header = {"id", "repository", "apprentice"}, .rows = {{"7", "/srv/a", "a1"}}};
  ASSERT_TRUE(read());
  EXPECT_EQ(read()->front().submission.apprentice, "a1");
}

TEST_F(Roster, TakesIdsThatAreFileNamesAlone) {
  for (const char* id : {"", ".", "..", ".a", "-a", "a/b", "a\\b", "a b", "Zo\xc3\xab", "a\x1b[31m", "a:b", "=a"})
    EXPECT_THAT(wrong_row({id, "/srv/a"}), HasSubstr("apprentice")) << id;
  EXPECT_THAT(wrong_row({std::string(65, 'a'), "/srv/a"}), HasSubstr("apprentice: aaa"));
  EXPECT_EQ(wrong_row({"", "/srv/a"}), "apprentice is empty");
  EXPECT_THAT(wrong_row({"a\x1b[31m", "/srv/a"}), Not(HasSubstr("\x1b")));
  for (const char* id : {"a", "A-1_2.x", "0042"}) {
    table.rows = {{id, "/srv/a"}, {std::string(64, 'a'), "/srv/b"}};
    EXPECT_TRUE(read()) << id;
  }
}

// Their folders would stand where files of the results do.
TEST_F(Roster, TakesNoIdThatIsAFileOfTheResults) {
  for (const char* id : {"index.html", "summary.csv", "cohort.xlsx", "run.json", "work", "released"})
    EXPECT_EQ(wrong_row({id, "/srv/a"}), std::string("apprentice: ") + id);
}

TEST_F(Roster, TakesNobodyTwiceForOneExercise) {
  table = {.header = {"apprentice", "repository", "exercise"},
           .rows = {{"a1", "/srv/a", "bank"}, {"a1", "/srv/a", "tasks"}, {"a1", "/srv/b", "bank"}},
           .lines = {2, 3, 5}};
  const Error error = wrong({"bank", "tasks"});
  EXPECT_THAT(error.thing, HasSubstr("line 5"));
  EXPECT_EQ(error.found, "apprentice: a1");
  EXPECT_THAT(error.remedy, HasSubstr("one row"));
}

TEST_F(Roster, NeedsToKnowTheExercise) {
  table.header = {"apprentice", "repository", "exercise"};
  EXPECT_EQ(wrong_row({"a1", "/srv/a", "bnak"}, {"bank", "tasks"}), "exercise: bnak");
  EXPECT_EQ(wrong_row({"a1", "/srv/a", ""}, {"bank", "tasks"}), "exercise is empty");
  table.rows = {{"a1", "/srv/a", ""}};
  ASSERT_TRUE(read());
  EXPECT_EQ(read()->front().submission.exercise, "bank");
}

TEST_F(Roster, TakesAddressesAndPaths) {
  table.rows = {{"a1", "git@github.com:c/a1.git"},
                {"a2", "ssh://git@host:22/a2"},
                {"a3", "bundles/../a3.bundle"},
                {"a4", "/srv/a4"},
                {"a5", "file:///srv/a5"}};
  const auto rows = read();
  ASSERT_TRUE(rows) << message(rows.error());
  EXPECT_EQ(rows->at(0).repository, "git@github.com:c/a1.git");
  EXPECT_EQ(rows->at(2).repository, "/srv/cohort/a3.bundle");
  EXPECT_EQ(rows->at(3).repository, "/srv/a4");
  for (const char* other : {"http://github.com/a", "ftp://github.com/a", "ext::sh -c x", "-u:x"})
    EXPECT_EQ(wrong_row({"a1", other}), std::string("repository: ") + other);
  EXPECT_EQ(wrong_row({"a1", " "}), "repository is empty");
}

TEST_F(Roster, TakesBranchesThatAreNoOptionAndNoExpression) {
  table.header = {"apprentice", "repository", "branch"};
  for (const char* branch : {"--upload-pack=x", "a:b", "a^", "a~1", "a b", "a*", "a?", "a[", "a\\b"})
    EXPECT_EQ(wrong_row({"a1", "/srv/a", branch}), std::string("branch: ") + branch);
  table.rows = {{"a1", "/srv/a", "feature/one-2"}};
  EXPECT_TRUE(read());
}

// Somebody pastes an address with a token into any cell.
TEST_F(Roster, ShowsNoSecretOfAnAddress) {
  table.header = {"apprentice", "repository", "branch", "exercise", "due"};
  const std::string address = "http://ada:s3cr@t@github.com/a b";
  const Cells good = {"a1", "/srv/a", "main", "bank", "2026-01-05"};
  for (std::size_t i = 0; i < good.size(); ++i) {
    Cells cells = good;
    cells[i] = address;
    const std::string found = wrong_row(cells);
    EXPECT_THAT(found, AllOf(HasSubstr("http://***@github.com"), Not(HasSubstr("s3cr")), Not(HasSubstr("t@g")))) << i;
  }
}

TEST_F(Roster, SurvivesACellOfAMebibyte) {
  EXPECT_THAT(wrong_row({"a1", "ftp://" + std::string(1U << 20U, 'a')}), HasSubstr("repository: ftp://aaa"));
}

TEST_F(Roster, TakesTheDateThatIsNearest) {
  rules.due = "2026-01-05";
  rules.time_zone = "Europe/London";
  table = {.header = {"apprentice", "repository", "due", "adjusted due"},
           .rows = {{"a1", "/srv/1", "", ""},
                    {"a2", "/srv/2", "2026-07-10T17:00", ""},
                    {"a3", "/srv/3", "2026-07-10", "2026-07-12T17:00"},
                    {"a4", "/srv/4", "", "2026-07-12T17:00Z"}}};
  auto rows = read();
  ASSERT_TRUE(rows) << message(rows.error());
  EXPECT_EQ(rows->at(0).due, due_of("2026-01-05", ""));
  EXPECT_EQ(rows->at(1).due, due_of("2026-07-10T16:00", "")) << "summer time";
  EXPECT_EQ(rows->at(2).due, due_of("2026-07-12T16:00", ""));
  EXPECT_EQ(rows->at(3).due, due_of("2026-07-12T17:00", ""));
  EXPECT_FALSE(rows->at(0).adjusted);
  EXPECT_FALSE(rows->at(1).adjusted);
  EXPECT_TRUE(rows->at(2).adjusted);
  EXPECT_TRUE(rows->at(3).adjusted);
  rules.due = "";
  rows = read();
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->at(0).due, std::nullopt);
}

TEST_F(Roster, NamesADateThatIsNone) {
  table.header = {"apprentice", "repository", "due", "adjusted due"};
  EXPECT_EQ(wrong_row({"a1", "/srv/a", "05/03/2026", ""}), "due: 05/03/2026");
  EXPECT_EQ(wrong_row({"a1", "/srv/a", "2026-03-05", "2026-02-30"}), "adjusted due: 2026-02-30");
}

TEST_F(Roster, HoldsAHundredThousandRows) {
  constexpr std::size_t kRows = 100'000;
  for (std::size_t i = 0; i < kRows; ++i)
    table.rows.push_back({"a" + std::to_string(i), "https://github.com/c/" + std::to_string(i)});
  const auto rows = read();
  ASSERT_TRUE(rows) << message(rows.error());
  ASSERT_EQ(rows->size(), kRows);
  EXPECT_EQ(rows->back().submission.apprentice, "a99999");
  EXPECT_EQ(rows->back().line, 100'001);
  table.rows.push_back({"a7", "/srv/a"});
  EXPECT_THAT(wrong().thing, HasSubstr("line 100002"));
}

TEST_F(Roster, IsReadOnBehindWhatIsWrong) {
  table.header = {"apprentice", "repository", "branch", "exercise", "due"};
  table.rows = {{"a1", "/srv/a1", "", "bank", ""},
                {"a/2", "", "-x", "bnak", "soon"},
                {"a3", "/srv/a3", "", "bank", ""},
                {"a1", "/srv/other", "", "bank", ""},
                {"a4", "/srv/a4", "", "", "soon"}};
  std::vector<Error> faults;
  const auto rows = read_roster(table, rules, {"bank", "maze"}, faults);
  std::vector<int> lines;
  for (const Row& row : rows) lines.push_back(row.line);
  EXPECT_THAT(lines, testing::ElementsAre(2, 4, 5, 6)) << "those whose repository can be asked for";
  std::vector<std::string> found;
  for (const Error& fault : faults) found.push_back(fault.thing.substr(fault.thing.find("line")) + ": " + fault.found);
  EXPECT_THAT(found, testing::ElementsAre("line 3: apprentice: a/2", "line 3: exercise: bnak",
                                          "line 3: repository is empty", "line 3: branch: -x", "line 3: due: soon",
                                          "line 5: apprentice: a1", "line 6: exercise is empty", "line 6: due: soon"));
  faults.clear();
  EXPECT_EQ(read_roster(table, rules, {}, faults).size(), 4U);
  EXPECT_EQ(faults.size(), 5U) << "without exercises, none is looked for";
}

TEST(Names, StandBehindIds) {
  const Table table{.header = {"Apprentice", "Name", "E-mail"},
                    .rows = {{"a1", "Ada", "ada@example.org"}, {"a2", "Grace", ""}}};
  const auto people = read_people(table, "names.csv");
  ASSERT_TRUE(people) << message(people.error());
  EXPECT_EQ(people->at("a1").name, "Ada");
  EXPECT_EQ(people->at("a1").email, "ada@example.org");
  EXPECT_EQ(people->at("a2").email, "");
}

TEST(Names, AreRefusedWithTheirLine) {
  const auto found = [](const Table& table) {
    const auto people = read_people(table, "names.csv");
    return people ? "nothing" : people.error().thing + ": " + people.error().found;
  };
  EXPECT_EQ(found({.header = {"apprentice"}, .rows = {{"a1"}, {"a1"}}}), "names.csv line 3: a1 for the second time");
  EXPECT_EQ(found({.header = {"apprentice", "name"}, .rows = {{"", "Ada"}}, .lines = {9}}),
            "names.csv line 9: no apprentice");
  EXPECT_EQ(found({.header = {"name"}}), "names.csv: no column \"apprentice\" in the first row");
  std::vector<Error> faults;
  const Table table{.header = {"apprentice", "name"}, .rows = {{"", "Ada"}, {"a1", "Bo"}, {"a1", "Cy"}, {"a2", "Di"}}};
  EXPECT_EQ(read_people(table, "names.csv", faults).at("a2").name, "Di");
  EXPECT_EQ(faults.size(), 2U);
}

}  // namespace
}  // namespace grader::cohort
