#include <gtest/gtest.h>

#include "grader/base/hash.h"
#include "grader/store/store.h"

namespace grader::store {
namespace {

std::vector<AuditEntry> chain() {
  std::vector<AuditEntry> entries;
  std::string previous;
  for (int n = 1; n <= 3; ++n) {
    AuditEntry entry{.number = n,
                     .decision = {.at = 1700000000 + n,
                                  .who = "t1",
                                  .what = "change",
                                  .submission = {"2026", "a17", "bank"},
                                  .skill = "S1",
                                  .before = "2",
                                  .after = "3",
                                  .reason = "reason " + std::to_string(n)},
                     .reason_hash = sha256("reason " + std::to_string(n)),
                     .previous = previous};
    entry.hash = hash_of(entry);
    previous = entry.hash;
    entries.push_back(entry);
  }
  return entries;
}

TEST(Chain, HoldsWhenNothingWasChanged) {
  EXPECT_EQ(broken_link({}), "");
  EXPECT_EQ(broken_link(chain()), "");
}

TEST(Chain, HoldsWithoutReasons) {
  std::vector<AuditEntry> entries = chain();
  entries[1].decision.reason.clear();
  EXPECT_EQ(broken_link(entries), "");
}

TEST(Chain, HoldsACommentThatCanBeErased) {
  std::vector<AuditEntry> entries = chain();
  AuditEntry& last = entries.back();
  last.decision.comment = "Test the empty list next.";
  EXPECT_EQ(broken_link(entries), "link 3: its comment is not what its hash is over");
  last.comment_hash = sha256(last.decision.comment);
  EXPECT_EQ(broken_link(entries), "link 3: it is not what its hash is over") << "the hash of a comment is under it too";
  last.hash = hash_of(last);
  EXPECT_EQ(broken_link(entries), "");
  last.decision.comment.clear();
  EXPECT_EQ(broken_link(entries), "");
}

TEST(Chain, EveryFieldIsUnderTheHash) {
  const AuditEntry entry = chain()[1];
  std::vector<AuditEntry> others(12, entry);
  ++others[0].number;
  ++others[1].decision.at;
  others[2].decision.who += "x";
  others[3].decision.what += "x";
  others[4].decision.submission.cohort += "x";
  others[5].decision.submission.apprentice += "x";
  others[6].decision.submission.exercise += "x";
  others[7].decision.skill += "x";
  others[8].decision.before += "x";
  others[9].decision.after += "x";
  others[10].reason_hash += "x";
  others[11].previous += "x";
  for (const AuditEntry& other : others) EXPECT_NE(hash_of(other), entry.hash);
  AuditEntry same = entry;
  same.hash = "x";
  same.decision.reason = "x";
  EXPECT_EQ(hash_of(same), entry.hash);
}

TEST(Chain, NamesTheFirstLinkThatDoesNotHold) {
  std::vector<AuditEntry> entries = chain();
  entries[1].decision.after = "4";
  EXPECT_EQ(broken_link(entries), "link 2: it is not what its hash is over");

  entries[1].hash = hash_of(entries[1]);  // as if one link had been written anew
  EXPECT_EQ(broken_link(entries), "link 3: it does not follow the one before");

  entries = chain();
  entries[2].decision.reason = "another";
  EXPECT_EQ(broken_link(entries), "link 3: its reason is not what its hash is over");

  entries = chain();
  entries.erase(entries.begin() + 1);
  EXPECT_EQ(broken_link(entries), "link 2: it has number 3");

  entries = chain();
  entries.erase(entries.begin());
  EXPECT_EQ(broken_link(entries), "link 1: it has number 2");
}

}  // namespace
}  // namespace grader::store
