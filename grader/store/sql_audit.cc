// What people decided and what servers were seen to hold.
#include <optional>

#include "grader/base/hash.h"
#include "grader/store/sql_store.h"

namespace grader::store {
namespace {

constexpr const char* kDeciding = "keeping decisions";

// As it will be read again: the hashes are over these texts.
Decision stored(const Decision& decision) {
  const Submission& submission = decision.submission;
  return {.at = decision.at,
          .who = storable(decision.who),
          .what = storable(decision.what),
          .submission = {storable(submission.cohort), storable(submission.apprentice), storable(submission.exercise)},
          .commit = storable(decision.commit),
          .skill = storable(decision.skill),
          .before = storable(decision.before),
          .after = storable(decision.after),
          .reason = storable(decision.reason),
          .comment = storable(decision.comment)};
}

Values values_of(const AuditEntry& entry) {
  const Decision& decision = entry.decision;
  return {entry.number,
          decision.at,
          decision.who,
          decision.what,
          decision.submission.cohort,
          decision.submission.apprentice,
          decision.submission.exercise,
          decision.skill,
          decision.before,
          decision.after,
          decision.reason,
          entry.reason_hash,
          entry.previous,
          entry.hash,
          decision.commit,
          decision.comment,
          entry.comment_hash};
}

AuditEntry entry_in(const Row& row) {
  return {.number = number_in(row[0]),
          .decision = {.at = number_in(row[1]),
                       .who = row[2],
                       .what = row[3],
                       .submission = {row[4], row[5], row[6]},
                       .commit = row[14],
                       .skill = row[7],
                       .before = row[8],
                       .after = row[9],
                       .reason = row[10],
                       .comment = row[15]},
          .reason_hash = row[11],
          .comment_hash = row[16],
          .previous = row[12],
          .hash = row[13]};
}

}  // namespace

Result<void> SqlStore::decide(const std::vector<Decision>& decisions) {
  return within(Access::kWriting, kDeciding, [&] {
    database_.run_plain(lock(database_.kind(), {"audit"}));
    add(decisions);
  });
}

Result<void> SqlStore::decide(const std::string& cohort, const MakeDecisions& make) {
  std::optional<Error> refused;
  const Result<void> added = within(Access::kWriting, kDeciding, [&] {
    database_.run_plain(lock(database_.kind(), {"audit"}));
    const auto decisions = make(chain_of(cohort));
    if (decisions)
      add(*decisions);
    else
      refused = decisions.error();
  });
  if (added && refused) return std::unexpected(*refused);
  return added;
}

void SqlStore::add(const std::vector<Decision>& decisions) {
  AuditEntry entry;
  for (const Row& row : database_.rows("select number, hash from audit order by number desc limit 1", 2)) {
    entry.number = number_in(row[0]);
    entry.hash = row[1];
  }
  for (const Decision& decision : decisions) {
    entry = {.number = entry.number + 1,
             .decision = stored(decision),
             .reason_hash = {},
             .comment_hash = {},
             .previous = std::move(entry.hash),
             .hash = {}};
    entry.reason_hash = sha256(entry.decision.reason);
    if (!entry.decision.comment.empty()) entry.comment_hash = sha256(entry.decision.comment);
    entry.hash = hash_of(entry);
    database_.run(
        "insert into audit (number, at, who, what, cohort, apprentice, exercise, skill, old_value, new_value, reason, "
        "reason_hash, previous, hash, commit_id, comment, comment_hash) values (:number, :at, :who, :what, :cohort, "
        ":apprentice, :exercise, :skill, :old_value, :new_value, :reason, :reason_hash, :previous, :hash, :commit_id, "
        ":comment, :comment_hash)",
        values_of(entry));
  }
}

std::vector<AuditEntry> SqlStore::chain() {
  std::vector<AuditEntry> entries;
  for (const Row& row : database_.rows(
           "select number, at, who, what, cohort, apprentice, exercise, skill, old_value, new_value, reason, "
           "reason_hash, previous, hash, commit_id, comment, comment_hash from audit order by number",
           17)) {
    entries.push_back(entry_in(row));
  }
  return entries;
}

std::vector<AuditEntry> SqlStore::chain_of(const std::string& cohort) {
  std::vector<AuditEntry> entries = chain();
  if (!cohort.empty()) {
    std::erase_if(entries, [kept = storable(cohort)](const AuditEntry& entry) {
      return entry.decision.submission.cohort != kept;
    });
  }
  return entries;
}

Result<std::vector<AuditEntry>> SqlStore::audit(const std::string& cohort) {
  return within(Access::kReading, "reading the decisions", [&] { return chain_of(cohort); });
}

Result<void> SqlStore::see(const std::vector<Seen>& observations) {
  return within(Access::kWriting, "keeping what a server was seen to hold", [&] {
    database_.run_plain(lock(database_.kind(), {"observations"}));
    std::int64_t number = database_.number("select coalesce(max(number), 0) from observations");
    for (const Seen& seen : observations) {
      database_.run(
          "insert into observations (number, repository, branch, commit_id, at) values (:number, :repository, :branch, "
          ":commit_id, :at)",
          {++number, seen.repository, seen.branch, seen.commit, seen.at});
    }
  });
}

Result<std::vector<Seen>> SqlStore::seen(const std::string& repository, const std::string& branch) {
  return within(Access::kReading, "reading what a server was seen to hold", [&] {
    std::vector<Seen> seen;
    for (const Row& row : database_.rows(
             "select repository, branch, commit_id, at from observations where repository = :repository and branch = "
             ":branch order by at, number",
             4, {repository, branch})) {
      seen.push_back({row[0], row[1], row[2], number_in(row[3])});
    }
    return seen;
  });
}

}  // namespace grader::store
