// Looking after what is kept: checks, copies, erasure.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "grader/base/text.h"
#include "grader/store/sql_store.h"

namespace grader::store {
namespace fs = std::filesystem;
namespace {

// The last run of a cohort is under way, or may be taken up again; an older one that has no end was killed, and is as
// old as its beginning.
const std::string kOver =
    "(ended > 0 or exists (select 1 from runs as later where later.cohort = runs.cohort and (later.started > "
    "runs.started or (later.started = runs.started and later.number > runs.number))))";
const std::string kAge = "case when ended > 0 then ended else started end";
// The runs of a cohort that were over before a time, and all others.
const std::string kOldRuns =
    "(select id from runs where cohort = :cohort and " + kOver + " and " + kAge + " < :before)";
const std::string kNewRuns =
    "(select id from runs where not (cohort = :other and " + kOver + " and " + kAge + " < :until))";
// An apprentice's: ids are one person's within a cohort.
const std::string kTheirs = "cohort = :cohort and apprentice = :apprentice";

bool synced(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool done = ::fsync(descriptor) == 0;
  ::close(descriptor);
  return done;
}

std::string sentence_of(const Row& item) {
  return printable("In run " + item[0] + ", the item of " + item[2] + " for " + item[3] + " in " + item[1] +
                   " has no grading: " + item[4] + " is not kept.");
}

}  // namespace

Result<std::vector<std::string>> SqlStore::verify() {
  constexpr const char* kDoing = "verifying the store";
  std::vector<std::string> wrong;
  const auto check = [&](auto look) -> Result<void> {
    try {
      Transaction transaction(database_, Access::kReading);
      look();
      transaction.commit();
    } catch (const Failure& failure) {
      if (failure.cause != Cause::kDamaged) return std::unexpected(error_of(failure, kDoing, place_.name));
      wrong.push_back("The database is damaged: " + failure.found + ".");
    }
    return {};
  };
  Result<void> checked = check([&] {
    for (const Row& row : database_.rows(database_.dialect().integrity, 1)) {
      if (row[0] != "ok") wrong.push_back("The database is damaged: " + printable(row[0]) + ".");
    }
  });
  if (checked) {
    checked = check([&] {
      const std::string link = broken_link(chain());
      if (!link.empty()) wrong.push_back("The chain of decisions does not hold at " + link + ".");
    });
  }
  if (checked) {
    checked = check([&] {
      for (const Row& row : database_.rows(
               "select run, cohort, apprentice, exercise, grading from items where state = :state and not exists "
               "(select 1 from gradings where key = items.grading) order by run, cohort, apprentice, exercise",
               5, {name_of(ItemState::kGraded)})) {
        wrong.push_back(sentence_of(row));
      }
    });
  }
  if (!checked) return pass(checked);
  return wrong;
}

// Made beside the target and linked to its name when it is whole.
Result<void> SqlStore::backup(const fs::path& target) {
  constexpr const char* kDoing = "copying the store";
  const Dialect& dialect = database_.dialect();
  if (dialect.backup.empty()) {
    return fail(Fault::kUsage, kDoing, place_.name, "this database has a tool of its own for it",
                "run " + dialect.backup_tool);
  }
  const auto there = [&] {
    return fail(Fault::kUsage, kDoing, printable(target.string()), "it is there already", "name a file that is not");
  };
  const auto failed = [&](int reason) {
    return fail(Fault::kPlatform, kDoing, printable(target.string()), std::strerror(reason),
                "name a folder that is there, may be written and has the space");
  };
  std::error_code code;
  if (fs::exists(fs::symlink_status(target, code))) return there();
  std::string beside = target.string() + ".XXXXXX";
  const int descriptor = ::mkostemp(beside.data(), O_CLOEXEC);
  if (descriptor < 0) return failed(errno);
  ::close(descriptor);
  Result<void> copied;
  try {
    database_.revive();
    database_.run(dialect.backup, {beside});
    if (!synced(beside) || ::link(beside.c_str(), target.c_str()) != 0) {
      copied = errno == EEXIST ? there() : failed(errno);
    }
  } catch (const Failure& failure) {
    copied = std::unexpected(error_of(failure, kDoing, printable(target.string())));
  }
  ::unlink(beside.c_str());
  return copied;
}

void SqlStore::lock_all() {
  database_.run_plain(
      lock(database_.kind(), {"runs", "gradings", "items", "assessments", "audit", "observations", "uses"}));
}

std::size_t SqlStore::drop(const std::string& table, const std::string& where, const Values& values, bool apply) {
  const std::int64_t count = database_.number("select count(*) from " + table + " where " + where, values);
  if (apply && count > 0) database_.run("delete from " + table + " where " + where, values);
  return static_cast<std::size_t>(count);
}

Result<Erased> SqlStore::cleaned(Result<Erased> erased, bool apply) {
  if (!erased || !apply) return erased;
  try {
    for (const std::string& statement : database_.dialect().after_erasing) database_.run_plain(statement);
  } catch (const Failure& failure) {
    return std::unexpected(error_of(failure, "clearing what was erased from the files", place_.name));
  }
  return erased;
}

Result<Erased> SqlStore::erase(const std::string& cohort, const std::string& apprentice,
                               const std::vector<std::string>& repositories, bool apply) {
  const Values whose = {cohort, apprentice};
  const auto work = [&] {
    if (apply) lock_all();
    Erased erased;
    erased.gradings = drop("gradings",
                           "key in (select grading from uses where " + kTheirs +
                               ") and key not in (select grading from uses where cohort <> :other or apprentice <> "
                               ":another)",
                           {cohort, apprentice, cohort, apprentice}, apply);
    erased.items = drop("items", kTheirs, whose, apply);
    erased.assessed = drop("assessments", kTheirs, whose, apply);
    drop("uses", kTheirs, whose, apply);
    for (const std::string& repository : repositories) {
      erased.observations += drop("observations", "repository = :one", {repository}, apply);
    }
    const std::string texts = kTheirs + " and (reason <> '' or comment <> '')";
    erased.reasons = static_cast<std::size_t>(database_.number("select count(*) from audit where " + texts, whose));
    if (apply) database_.run("update audit set reason = '', comment = '' where " + texts, whose);
    return erased;
  };
  return cleaned(within(apply ? Access::kWriting : Access::kReading, "erasing an apprentice", work), apply);
}

Result<Erased> SqlStore::purge(const std::string& cohort, std::int64_t before, bool apply) {
  const Values old = {cohort, before};
  const auto work = [&] {
    if (apply) lock_all();
    Erased erased;
    erased.gradings = drop("gradings",
                           "key in (select grading from uses where run in " + kOldRuns +
                               ") and key not in (select grading from uses where run in " + kNewRuns + ")",
                           {cohort, before, cohort, before}, apply);
    erased.items = drop("items", "run in " + kOldRuns, old, apply);
    erased.assessed = drop("assessments",
                           "run in " + kOldRuns +
                               " and number < (select max(number) from assessments as other where other.cohort = "
                               "assessments.cohort and other.apprentice = assessments.apprentice and other.exercise = "
                               "assessments.exercise)",
                           old, apply);
    drop("uses", "run in " + kOldRuns + " or grading not in (select key from gradings)", old, apply);
    return erased;
  };
  return cleaned(within(apply ? Access::kWriting : Access::kReading, "purging old runs", work), apply);
}

}  // namespace grader::store
