#pragma once
// What every store keeps to, whichever database it stands on. A case is run over each.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "grader/store/database.h"
#include "grader/store/place.h"
#include "grader/store/store.h"
#include "tests/support/postgresql.h"
#include "tests/support/shell.h"

namespace grader::store {

inline const Submission kOne{"2026", "a1", "bank"};
inline const Submission kTwo{"2026", "a2", "bank"};

constexpr const char* kNotInstalled = "there is no PostgreSQL 15";

inline std::string name_of(Kind kind) {
  return kind == Kind::kSqlite ? "SQLite" : "PostgreSQL";
}
inline void PrintTo(Kind kind, std::ostream* stream) {
  *stream << name_of(kind);
}

// As fork(); the child does not outlive the test, also when that is killed.
inline pid_t fork_bound() {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) std::abort();
  if (child == 0 && (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != parent)) ::_exit(126);
  return child;
}

class Contract : public testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    if (GetParam() == Kind::kPostgresql) {
      if (!support::Postgresql::installed()) GTEST_SKIP() << kNotInstalled;
      ASSERT_NE(support::Postgresql::shared(), nullptr) << support::Postgresql::problem();
    }
    where_ = fresh();
    store_ = opened(where_);
  }

  // Where nothing is yet.
  std::string fresh() {
    const std::string name = "store" + std::to_string(++stores_);
    if (GetParam() == Kind::kSqlite) return "sqlite:" + (folder_ / name).string();
    const std::string connection = support::Postgresql::shared()->connection();
    Database(Kind::kPostgresql, connection)
        .run_plain("drop schema if exists " + name + " cascade; create schema " + name);
    return "postgresql:" + connection + " options=-csearch_path=" + name;
  }

  static std::unique_ptr<Store> opened(const std::string& where) {
    Result<std::unique_ptr<Store>> store = open(where);
    EXPECT_TRUE(store) << message(store.error());
    return store ? std::move(*store) : nullptr;
  }

  // A connection beside the store's.
  static Database raw(const std::string& where) {
    const Result<Place> place = place_of(where);
    return {place->kind, place->connection};
  }

  // Runs `work` in so many processes at once; each has its number from 0 and says whether all went well.
  static bool in_processes(int count, const std::function<bool(int)>& work) {
    std::vector<pid_t> children;
    for (int n = 0; n < count; ++n) {
      const pid_t child = fork_bound();
      if (child == 0) ::_exit(work(n) ? 0 : 1);
      children.push_back(child);
    }
    bool well = true;
    for (const pid_t child : children) {
      int status = -1;
      ::waitpid(child, &status, 0);
      well = well && status == 0;
    }
    return well;
  }

  support::Folder folder_;
  std::string where_;
  std::unique_ptr<Store> store_;

 private:
  int stores_ = 0;
};

inline Item item(const Submission& submission, const std::string& grading) {
  return {.submission = submission,
          .state = ItemState::kGraded,
          .commit = std::string(40, 'c'),
          .tree = std::string(40, 'd'),
          .basis = "the last commit before the due date",
          .grading = grading};
}

inline Assessed assessment(const Submission& submission, const std::string& run, const std::string& grading,
                           const std::string& levels) {
  return {.submission = submission, .run = run, .grading = grading, .rubric = "r1", .levels = levels};
}

inline Decision decision(const Submission& submission, const std::string& reason) {
  return {.at = 1'700'000'000,
          .who = "t1",
          .what = "change",
          .submission = submission,
          .commit = std::string(40, 'c'),
          .skill = "S5",
          .before = "working towards",
          .after = "met",
          .reason = reason,
          .comment = reason.empty() ? "" : "to read: " + reason};
}

// The value; a failure is the test's.
template <typename T>
T value(Result<T> result) {
  EXPECT_TRUE(result) << message(result.error());
  return result ? std::move(*result) : T{};
}

inline void done(Result<void> result) {
  EXPECT_TRUE(result) << message(result.error());
}

inline Fault fault_of(const Result<void>& result) {
  return result ? Fault::kBug : result.error().fault;
}

}  // namespace grader::store
