// Which commit counts for a date, over a branch that is added to, dated back and rewritten.
#include "grader/acquire/due.h"

#include "grader/base/dates.h"
#include "tests/acquire/repo.h"

namespace grader::acquire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Due : Repo {
  // A commit of that day, at its first second.
  std::string commit(const std::string& day) const {
    git("commit -q --allow-empty --no-gpg-sign -m x", day);
    return git("rev-parse HEAD");
  }
  std::string git(const std::string& arguments, const std::string& day = "2026-01-05") const {
    setenv("DAY", day.c_str(), 1);
    const std::string out = Repo::git(arguments);
    unsetenv("DAY");
    return out;
  }
  static std::chrono::sys_seconds end_of(const std::string& day) { return *due_of(day, ""); }
  // Seen at the end of the day.
  static Seen seen(const std::string& commit, const std::string& day) {
    return {.repository = "r", .branch = "main", .commit = commit, .at = end_of(day).time_since_epoch().count()};
  }
  Chosen choose(const std::optional<std::chrono::sys_seconds>& due, const std::vector<Seen>& observations) const {
    const auto opened = Repository::open(repo);
    EXPECT_TRUE(opened);
    const auto head = opened->resolve({});
    EXPECT_TRUE(head);
    return choose_commit(*opened, *head, due, observations);
  }
  Chosen choose(const std::string& due, const std::vector<Seen>& observations = {}) const {
    return choose(end_of(due), observations);
  }
};

TEST_F(Due, WithoutADateTheNewestCommitCounts) {
  commit("2026-01-10");
  const std::string last = commit("2026-01-20");
  const Chosen chosen = choose(std::nullopt, {seen(last, "2026-01-21")});
  EXPECT_EQ(chosen.commit, last);
  EXPECT_EQ(chosen.basis, "the branch's newest commit, as there is no due date");
  EXPECT_THAT(chosen.flags, IsEmpty());
}

TEST_F(Due, WithoutALookCommitDatesCount) {
  commit("2026-01-10");
  const std::string second = commit("2026-01-15");
  EXPECT_EQ(choose("2026-01-15").commit, second);
  EXPECT_THAT(choose("2026-01-15").flags, IsEmpty());
  commit("2026-01-16");
  const Chosen chosen = choose("2026-01-15", {seen(second, "2026-01-16")});
  EXPECT_EQ(chosen.commit, second);
  EXPECT_EQ(chosen.basis, "commit dates");
  EXPECT_THAT(chosen.flags, ElementsAre("1 commit after the due date, not graded"));
}

TEST_F(Due, WhatWasSeenInTimeCounts) {
  commit("2026-01-10");
  const std::string later_dated = commit("2026-01-25");  // a clock that is ahead: the server held it on the 12th
  commit("2026-01-26");
  commit("2026-01-27");
  const Chosen chosen = choose("2026-01-15", {seen(later_dated, "2026-01-12")});
  EXPECT_EQ(chosen.commit, later_dated);
  EXPECT_EQ(chosen.basis, "what the server was seen to hold on 12 January 2026");
  EXPECT_THAT(chosen.flags, ElementsAre("2 commits after the due date, not graded"));
}

TEST_F(Due, TheLastLookInTimeCounts) {
  const std::string first = commit("2026-01-10");
  const std::string second = commit("2026-01-11");
  const std::string third = commit("2026-01-18");
  const Chosen chosen =
      choose("2026-01-15", {seen(first, "2026-01-10"), seen(second, "2026-01-15"), seen(third, "2026-01-18")});
  EXPECT_EQ(chosen.commit, second);
  EXPECT_EQ(chosen.basis, "what the server was seen to hold on 15 January 2026");
}

TEST_F(Due, LaterCommitsThatAreDatedInTimeCountToo) {
  const std::string seen_one = commit("2026-01-10");
  const std::string in_time = commit("2026-01-14");
  commit("2026-01-20");
  const Chosen chosen = choose("2026-01-15", {seen(seen_one, "2026-01-12")});
  EXPECT_EQ(chosen.commit, in_time);
  EXPECT_EQ(chosen.basis, "commit dates, from what the server was seen to hold on 12 January 2026 on");
  EXPECT_THAT(chosen.flags, ElementsAre("1 commit after the due date, not graded"));
}

TEST_F(Due, CommitsOlderThanTheLookThatCameLaterAreNamed) {
  const std::string seen_one = commit("2026-01-05");
  commit("2026-01-09");
  const std::string second = commit("2026-01-10");
  const Chosen chosen = choose("2026-01-15", {seen(seen_one, "2026-01-12")});
  EXPECT_EQ(chosen.commit, second);
  EXPECT_THAT(chosen.flags, ElementsAre("2 commits dated before 12 January 2026 came to the server later"));
}

TEST_F(Due, ARewrittenBranchIsNamedAndWhatWasSeenStays) {
  commit("2026-01-05");
  const std::string before = commit("2026-01-08");
  git("reset -q --hard HEAD~1");
  commit("2026-01-09");
  const Chosen chosen = choose("2026-01-15", {seen(before, "2026-01-12")});
  EXPECT_EQ(chosen.commit, before);
  ASSERT_EQ(chosen.flags.size(), 2U);
  EXPECT_EQ(chosen.flags[0],
            "the branch was rewritten after 12 January 2026: it no longer holds " + before.substr(0, 7));
  EXPECT_THAT(chosen.flags[1], HasSubstr("1 commit after the due date"));
}

TEST_F(Due, LooksAtCommitsThatAreNotThereArePassedOver) {
  const std::string first = commit("2026-01-10");
  const std::string gone(40, 'b');
  const Chosen chosen =
      choose("2026-01-15", {seen(first, "2026-01-11"), seen(gone, "2026-01-13"), seen("x", "2026-01-14")});
  EXPECT_EQ(chosen.commit, first);
  EXPECT_EQ(chosen.basis, "what the server was seen to hold on 11 January 2026");
  EXPECT_THAT(chosen.flags, ElementsAre("the branch was rewritten after 14 January 2026: it no longer holds x"));
  EXPECT_EQ(choose("2026-01-15", {seen(gone, "2026-01-13")}).basis, "commit dates");
}

TEST_F(Due, ARewrittenBranchIsNamedWithoutADateAndBeforeIt) {
  commit("2026-01-05");
  const std::string before = commit("2026-01-08");
  git("reset -q --hard HEAD~1");
  const std::string after = commit("2026-01-09");
  const std::vector<Seen> looks = {seen(before, "2026-01-08"), seen(after, "2026-01-10"), seen(after, "2026-01-11")};
  const std::string flag = "the branch was rewritten after 8 January 2026: it no longer holds " + before.substr(0, 7);
  for (const auto& due : {std::optional<std::chrono::sys_seconds>(), std::optional(end_of("2026-01-15"))}) {
    const Chosen chosen = choose(due, looks);
    EXPECT_EQ(chosen.commit, after);
    EXPECT_THAT(chosen.flags, ElementsAre(flag));
  }
}

TEST_F(Due, NothingInTimeIsNoCommit) {
  const std::string only = commit("2026-01-20");
  const Chosen chosen = choose("2026-01-15", {seen(only, "2026-01-20")});
  EXPECT_EQ(chosen.commit, "");
  EXPECT_THAT(chosen.flags, IsEmpty());
  // One second decides.
  EXPECT_EQ(choose(*due_of("2026-01-20T00:00Z", ""), {}).commit, only);
  EXPECT_EQ(choose(*due_of("2026-01-20T00:00Z", "") - std::chrono::seconds(1), {}).commit, "");
}

}  // namespace
}  // namespace grader::acquire
