#include "grader/store/sql_store.h"

#include <algorithm>
#include <set>

#include "grader/base/text.h"
#include "grader/store/rows.h"

namespace grader::store {
namespace {

constexpr std::size_t kKeysAtOnce = 100;

Values keys_of(const Submission& submission) {
  return {submission.cohort, submission.apprentice, submission.exercise};
}

std::string assessed_query(bool all) {
  std::string query =
      "select cohort, apprentice, exercise, number, run, grading, rubric, levels from assessments as this where "
      "cohort = :cohort";
  if (!all) {
    query +=
        " and number = (select max(number) from assessments as other where other.cohort = this.cohort and "
        "other.apprentice = this.apprentice and other.exercise = this.exercise)";
  }
  return query;
}

// In an order that is the same in all processes, so that two that keep the same rows never wait for each other in a
// circle.
template <typename T, typename Key>
std::vector<const T*> in_order(const std::vector<T>& values, Key key) {
  std::vector<const T*> sorted;
  for (const T& value : values) sorted.push_back(&value);
  std::ranges::stable_sort(sorted, {}, [&](const T* value) -> const auto& { return value->*key; });
  return sorted;
}

}  // namespace

SqlStore::SqlStore(Database database, Place place) : database_(std::move(database)), place_(std::move(place)) {}

// A lock that the server holds ends with the connection. A statement over a lost connection fails, so that its holder
// learns of it before anything more is written.
Result<void> SqlStore::hold(const std::string& cohort) {
  if (held_.contains(cohort)) return {};
  if (database_.dialect().hold.empty()) {
    std::error_code code;
    const std::string file = std::filesystem::weakly_canonical(place_.file, code).string();
    auto lock = Lock::take(file + ".run-" + cohort + ".lock");
    if (!lock) return pass(lock);
    held_.emplace(cohort, std::move(*lock));
    return {};
  }
  const auto holder = within(Access::kWriting, kLocking, [&]() -> std::string {
    const std::string key = "holder of " + cohort;
    if (database_.number(database_.dialect().hold, {cohort}) == 0) {
      const std::vector<Row> rows = database_.rows("select value from meta where key = :key", 1, {key});
      return rows.empty() ? "another process" : printable(rows[0][0]);
    }
    database_.run(
        "insert into meta (key, value) values (:key, :value) on conflict (key) do update set value = excluded.value",
        {key, this_process()});
    return {};
  });
  if (!holder) return std::unexpected(holder.error());
  if (holder->empty()) return {};
  return fail(Fault::kBusy, kLocking, place_.name + ", cohort " + printable(cohort), "held by " + *holder, kWaitForIt);
}

Result<void> SqlStore::begin(const Run& run) {
  constexpr const char* kDoing = "beginning a run";
  const Result<bool> added = within(Access::kWriting, kDoing, [&] {
    database_.run_plain(lock(database_.kind(), {"runs"}));
    if (database_.number("select count(*) from runs where id = :id", {run.id}) > 0) return false;
    const std::int64_t number = database_.number("select coalesce(max(number), 0) + 1 from runs");
    database_.run(
        "insert into runs (id, number, cohort, wanted, started, ended) values (:id, :number, :cohort, :wanted, "
        ":started, :ended)",
        {run.id, number, run.cohort, run.wanted, run.started, run.ended});
    return true;
  });
  if (!added) return std::unexpected(added.error());
  if (*added) return {};
  return fail(Fault::kUsage, kDoing, run.id, "there is a run of that id", "take it up again, or choose another id");
}

Result<void> SqlStore::end(const std::string& run, std::int64_t at) {
  constexpr const char* kDoing = "ending a run";
  const Result<bool> known = within(Access::kWriting, kDoing, [&] {
    database_.run("update runs set ended = :at where id = :id", {at, run});
    return database_.number("select count(*) from runs where id = :id", {run}) > 0;
  });
  if (!known) return std::unexpected(known.error());
  if (*known) return {};
  return fail(Fault::kUsage, kDoing, run, "there is no run of that id", "begin it first");
}

Result<std::vector<Run>> SqlStore::runs(const std::string& cohort) {
  return within(Access::kReading, "listing the runs", [&] {
    std::vector<Run> runs;
    for (const Row& row : database_.rows(
             "select id, cohort, wanted, started, ended from runs where cohort = :cohort order by started, number", 5,
             {cohort})) {
      runs.push_back({row[0], row[1], row[2], number_in(row[3]), number_in(row[4])});
    }
    return runs;
  });
}

Result<void> SqlStore::record(const std::string& run, const Batch& batch) {
  return within(Access::kWriting, "keeping results", [&] {
    keep_gradings(batch.gradings);
    keep_items(run, batch.items);
    if (batch.assessed.empty()) return;
    database_.run_plain(lock(database_.kind(), {"assessments"}));
    for (const Assessed& assessed : batch.assessed) keep_assessed(assessed);
    for (const Assessed& assessed : batch.assessed) keep_use(assessed.grading, assessed.run, assessed.submission);
  });
}

void SqlStore::keep_gradings(const std::vector<KeptGrading>& gradings) {
  for (const KeptGrading* grading : in_order(gradings, &KeptGrading::key)) {
    database_.run("insert into gradings (key, facts, page) values (:key, :facts, :page) on conflict (key) do nothing",
                  {grading->key, grading->facts, grading->page});
  }
}

void SqlStore::keep_items(const std::string& run, const std::vector<Item>& items) {
  for (const Item* item : in_order(items, &Item::submission)) {
    database_.run(
        "insert into items (run, cohort, apprentice, exercise, state, commit_id, tree, basis, flags, grading, fault, "
        "attempts) values (:run, :cohort, :apprentice, :exercise, :state, :commit_id, :tree, :basis, :flags, :grading, "
        ":fault, :attempts) on conflict (run, cohort, apprentice, exercise) do update set state = excluded.state, "
        "commit_id = excluded.commit_id, tree = excluded.tree, basis = excluded.basis, flags = excluded.flags, "
        "grading = excluded.grading, fault = excluded.fault, attempts = excluded.attempts",
        {run, item->submission.cohort, item->submission.apprentice, item->submission.exercise, name_of(item->state),
         item->commit, item->tree, item->basis, column_of(item->flags), item->grading, item->fault,
         std::int64_t{item->attempts}});
  }
  for (const Item* item : in_order(items, &Item::submission)) keep_use(item->grading, run, item->submission);
}

void SqlStore::keep_use(const std::string& grading, const std::string& run, const Submission& submission) {
  if (grading.empty()) return;
  database_.run(
      "insert into uses (grading, run, cohort, apprentice, exercise) values (:grading, :run, :cohort, :apprentice, "
      ":exercise) on conflict do nothing",
      {grading, run, submission.cohort, submission.apprentice, submission.exercise});
}

void SqlStore::keep_assessed(const Assessed& assessed) {
  std::vector<Row> latest = database_.rows(
      "select cohort, apprentice, exercise, number, run, grading, rubric, levels from assessments where cohort = "
      ":cohort and apprentice = :apprentice and exercise = :exercise order by number desc limit 1",
      8, keys_of(assessed.submission));
  std::int64_t number = 1;
  if (!latest.empty()) {
    const Assessed last = assessed_in(latest[0]);
    if (last.grading == storable(assessed.grading) && last.rubric == storable(assessed.rubric) &&
        last.levels == storable(assessed.levels)) {
      return;
    }
    number = last.number + 1;
  }
  Values values = keys_of(assessed.submission);
  values.insert(values.end(), {number, assessed.run, assessed.grading, assessed.rubric, assessed.levels});
  database_.run(
      "insert into assessments (cohort, apprentice, exercise, number, run, grading, rubric, levels) values (:cohort, "
      ":apprentice, :exercise, :number, :run, :grading, :rubric, :levels)",
      values);
}

Result<std::vector<Item>> SqlStore::items(const std::string& run) {
  return within(Access::kReading, "reading the items of a run", [&] {
    std::vector<Item> items;
    database_.each(
        "select cohort, apprentice, exercise, state, commit_id, tree, basis, flags, grading, fault, attempts from "
        "items where run = :run",
        11, {run}, [&](Row& row) { items.push_back(item_in(row)); });
    std::ranges::sort(items, {}, &Item::submission);
    return items;
  });
}

Result<Held> SqlStore::held_of(const std::string& cohort, const std::string& apprentice) {
  return within(Access::kReading, "reading what is held of an apprentice", [&] {
    Held held;
    database_.each(
        "select cohort, apprentice, exercise, state, commit_id, tree, basis, flags, grading, fault, attempts, run from "
        "items where cohort = :cohort and apprentice = :apprentice",
        12, {cohort, apprentice}, [&](Row& row) { held.items.push_back({.run = row[11], .item = item_in(row)}); });
    database_.each("select grading, run, exercise from uses where cohort = :cohort and apprentice = :apprentice", 3,
                   {cohort, apprentice},
                   [&](Row& row) { held.gradings.push_back({.key = row[0], .run = row[1], .exercise = row[2]}); });
    return held;
  });
}

Result<std::vector<Earlier>> SqlStore::graded_before(const std::string& run,
                                                     const std::vector<Submission>& submissions) {
  return within(Access::kReading, "reading the gradings of earlier runs", [&] {
    std::vector<Earlier> found;
    // The cross join keeps SQLite from reading all items of all runs: from each run it takes the one by its key.
    for (const Submission& submission : submissions) {
      Values values = {run};
      for (Value& key : keys_of(submission)) values.push_back(std::move(key));
      values.insert(values.end(), {submission.cohort, name_of(ItemState::kGraded)});
      for (const Row& row : database_.rows(
               "select items.cohort, apprentice, exercise, state, commit_id, tree, basis, flags, grading, fault, "
               "attempts, id, wanted, started, ended from runs cross join items where items.run = runs.id and number < "
               "(select number from runs where id = :run) and items.cohort = :cohort and apprentice = :apprentice and "
               "exercise = :exercise and runs.cohort = :of and state = :state order by number desc limit 1",
               15, values)) {
        found.push_back(
            {.run = {row[11], row[0], row[12], number_in(row[13]), number_in(row[14])}, .item = item_in(row)});
      }
    }
    return found;
  });
}

std::vector<Row> SqlStore::gradings(const std::vector<std::string>& keys, std::size_t columns) {
  std::string query = columns == 1 ? "select key" : columns == 2 ? "select key, facts" : "select key, facts, page";
  query += " from gradings where key in (";
  for (std::size_t n = 0; n < kKeysAtOnce; ++n) query += (n > 0 ? ", :key" : ":key") + std::to_string(n);
  query += ")";
  std::vector<Row> found;
  for (std::size_t first = 0; first < keys.size(); first += kKeysAtOnce) {
    Values values;
    for (std::size_t n = 0; n < kKeysAtOnce; ++n) values.emplace_back(keys[std::min(first + n, keys.size() - 1)]);
    std::ranges::move(database_.rows(query, columns, values), std::back_inserter(found));
  }
  return found;
}

Result<std::vector<std::string>> SqlStore::kept(const std::vector<std::string>& keys) {
  return within(Access::kReading, "looking for gradings", [&] {
    std::set<std::string> there;
    for (Row& row : gradings(keys, 1)) there.insert(std::move(row[0]));
    std::vector<std::string> known;
    std::ranges::copy_if(keys, std::back_inserter(known),
                         [&](const std::string& key) { return there.contains(storable(key)); });
    return known;
  });
}

Result<std::map<std::string, std::string>> SqlStore::facts(const std::vector<std::string>& keys) {
  return within(Access::kReading, "reading gradings", [&] {
    std::map<std::string, std::string> facts;
    for (Row& row : gradings(keys, 2)) facts[row[0]] = std::move(row[1]);
    return facts;
  });
}

Result<std::optional<KeptGrading>> SqlStore::grading(const std::string& key) {
  return within(Access::kReading, "reading a grading", [&]() -> std::optional<KeptGrading> {
    std::vector<Row> found = gradings({key}, 3);
    if (found.empty()) return std::nullopt;
    return KeptGrading{found[0][0], std::move(found[0][1]), std::move(found[0][2])};
  });
}

Result<std::vector<Assessed>> SqlStore::assessed(const std::string& cohort, bool all) {
  return within(Access::kReading, "reading the assessments", [&] {
    std::vector<Assessed> found;
    database_.each(assessed_query(all), 8, {cohort}, [&](Row& row) { found.push_back(assessed_in(row)); });
    std::ranges::sort(found, {}, [](const Assessed& one) { return std::pair(one.submission, one.number); });
    return found;
  });
}

Result<void> SqlStore::each_assessed(const std::string& cohort, const TakeAssessed& take) {
  return within(Access::kReading, "reading the assessments",
                [&] { database_.each(assessed_query(false), 8, {cohort}, [&](Row& row) { take(assessed_in(row)); }); });
}

}  // namespace grader::store
