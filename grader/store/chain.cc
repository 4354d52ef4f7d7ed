// The chain of decisions: each link's hash is over the link before.
#include "grader/base/hash.h"
#include "grader/store/store.h"

namespace grader::store {
namespace {

std::string why_broken(const AuditEntry& entry, std::int64_t number, const std::string& previous) {
  if (entry.number != number) return "it has number " + std::to_string(entry.number);
  if (entry.previous != previous) return "it does not follow the one before";
  if (entry.hash != hash_of(entry)) return "it is not what its hash is over";
  if (!entry.decision.reason.empty() && entry.reason_hash != sha256(entry.decision.reason)) {
    return "its reason is not what its hash is over";
  }
  if (!entry.decision.comment.empty() && entry.comment_hash != sha256(entry.decision.comment)) {
    return "its comment is not what its hash is over";
  }
  return "";
}

}  // namespace

std::string hash_of(const AuditEntry& entry) {
  const Decision& decision = entry.decision;
  Hasher hasher;
  // Decisions of before stores knew commits and comments have none, and keep their hashes.
  if (!decision.commit.empty()) hasher.add("commit").add(decision.commit);
  if (!entry.comment_hash.empty()) hasher.add("comment").add(entry.comment_hash);
  return hasher.add(std::to_string(entry.number))
      .add(std::to_string(decision.at))
      .add(decision.who)
      .add(decision.what)
      .add(decision.submission.cohort)
      .add(decision.submission.apprentice)
      .add(decision.submission.exercise)
      .add(decision.skill)
      .add(decision.before)
      .add(decision.after)
      .add(entry.reason_hash)
      .add(entry.previous)
      .hex();
}

std::string broken_link(const std::vector<AuditEntry>& chain) {
  std::string previous;
  std::int64_t number = 0;
  for (const AuditEntry& entry : chain) {
    const std::string why = why_broken(entry, ++number, previous);
    if (!why.empty()) return "link " + std::to_string(number) + ": " + why;
    previous = entry.hash;
  }
  return "";
}

}  // namespace grader::store
