#include "grader/store/migrations.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "grader/store/failure.h"

namespace grader::store {
namespace {

// What each version adds to the one before. A step that has been released never changes.
const std::array<std::vector<const char*>, 4>& steps() {
  static const std::array<std::vector<const char*>, 4> kSteps = {{
      {
          "create table meta (key text primary key, value text not null)",
          "insert into meta (key, value) values ('version', '0')",
          "create table runs (id text primary key, number bigint not null, cohort text not null, wanted text not null, "
          "started bigint not null, ended bigint not null)",
          "create table gradings (key text primary key, facts text not null, page text not null)",
          "create table items (run text not null, cohort text not null, apprentice text not null, exercise text not "
          "null, state text not null, commit_id text not null, tree text not null, basis text not null, flags text not "
          "null, grading text not null, fault text not null, attempts bigint not null, primary key (run, cohort, "
          "apprentice, exercise))",
          "create table assessments (cohort text not null, apprentice text not null, exercise text not null, number "
          "bigint not null, run text not null, grading text not null, rubric text not null, levels text not null, "
          "primary key (cohort, apprentice, exercise, number))",
          "create table audit (number bigint primary key, at bigint not null, who text not null, what text not null, "
          "cohort text not null, apprentice text not null, exercise text not null, skill text not null, old_value text "
          "not null, new_value text not null, reason text not null, reason_hash text not null, previous text not null, "
          "hash text not null)",
      },
      {
          "create table observations (number bigint primary key, repository text not null, branch text not null, "
          "commit_id text not null, at bigint not null)",
          "create index observations_of_branch on observations (repository, branch)",
          // Which submissions ever had a grading, in which run; an item that is replaced no longer says so.
          "create table uses (grading text not null, run text not null, cohort text not null, apprentice text not "
          "null, exercise text not null, primary key (grading, run, cohort, apprentice, exercise))",
          "insert into uses select grading, run, cohort, apprentice, exercise from items where grading <> '' "
          "union select grading, run, cohort, apprentice, exercise from assessments where grading <> ''",
          "create index uses_of_run on uses (run)",
      },
      {
          "alter table audit add column commit_id text not null default ''",
      },
      {
          "alter table audit add column comment text not null default ''",
          "alter table audit add column comment_hash text not null default ''",
      },
  }};
  return kSteps;
}

// 0: there are no tables. Nothing: they are of something else.
std::optional<std::int64_t> version_of(Database& database) {
  const std::vector<Row> tables = database.rows(database.dialect().tables, 1);
  if (tables.empty()) return 0;
  if (std::ranges::find(tables, Row{"meta"}) == tables.end()) return std::nullopt;
  if (std::ranges::find(tables, Row{"audit"}) == tables.end()) return std::nullopt;
  return database.number("select value from meta where key = 'version'");
}

Result<std::int64_t> checked_version(Database& database, const std::string& name) {
  const std::optional<std::int64_t> version = version_of(database);
  if (!version) {
    return fail(Fault::kUsage, kOpening, name, "it holds the tables of something else",
                "name a file, or a schema, of its own");
  }
  if (*version > static_cast<std::int64_t>(steps().size())) {
    return fail(Fault::kUsage, kOpening, name,
                "it is of version " + std::to_string(*version) + "; this grader knows versions up to " +
                    std::to_string(steps().size()),
                "use the newer grader that made it");
  }
  return *version;
}

// Another process may have done the step meanwhile; then it does nothing.
void apply(Database& database, std::int64_t version) {
  Transaction transaction(database, Access::kWriting);
  database.run_plain(database.dialect().migration_lock);
  if (version_of(database) != version - 1) return;
  for (const char* statement : steps()[static_cast<std::size_t>(version - 1)]) database.run_plain(statement);
  database.run("update meta set value = :version where key = 'version'", {std::to_string(version)});
  transaction.commit();
}

}  // namespace

Result<void> migrate(Database& database, const std::string& name) {
  try {
    for (;;) {
      const Result<std::int64_t> version = checked_version(database, name);
      if (!version) return std::unexpected(version.error());
      if (*version == static_cast<std::int64_t>(steps().size())) return {};
      apply(database, *version + 1);
    }
  } catch (const Failure& failure) {
    return std::unexpected(error_of(failure, kOpening, name));
  }
}

}  // namespace grader::store
