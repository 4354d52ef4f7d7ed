// The lock of the results, held and lost by other processes.
#include "grader/base/lock.h"

#include <gmock/gmock.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <optional>

#include "tests/support/shell.h"

namespace grader {
namespace {

using testing::HasSubstr;

struct Locks : testing::Test {
  support::Folder folder;
  std::filesystem::path file = folder / "results/.lock";

  // A process that holds the lock, and one that it started and that outlives it.
  struct Holder {
    pid_t process = -1, child = -1;
  };
  Holder hold() const {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe(ends.data()), 0);
    const pid_t process = fork();
    if (process == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      const auto lock = Lock::take(file);
      pid_t child = -1;
      std::array<char*, 3> argv = {const_cast<char*>("sleep"), const_cast<char*>("600"), nullptr};
      if (lock) posix_spawn(&child, "/bin/sleep", nullptr, nullptr, argv.data(), nullptr);
      if (write(ends[1], &child, sizeof child) != sizeof child) _exit(1);
      for (;;) pause();
    }
    Holder holder{.process = process};
    EXPECT_EQ(read(ends[0], &holder.child, sizeof holder.child), static_cast<ssize_t>(sizeof holder.child));
    close(ends[0]);
    close(ends[1]);
    return holder;
  }
};

TEST_F(Locks, AreForOneAtATime) {
  std::optional<Result<Lock>> first = Lock::take(file);
  ASSERT_TRUE(*first) << message(first->error());
  const auto second = Lock::take(file);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().fault, Fault::kBusy);
  EXPECT_EQ(exit_code(second.error().fault), 75);
  EXPECT_THAT(second.error().found, HasSubstr("held by process " + std::to_string(getpid()) + " of "));
  first.reset();
  EXPECT_TRUE(Lock::take(file));
  EXPECT_TRUE(std::filesystem::exists(file));
}

TEST_F(Locks, GoWithTheirOwnerWhenItMoves) {
  auto first = Lock::take(file);
  ASSERT_TRUE(first);
  {
    const Lock moved = std::move(*first);
    EXPECT_FALSE(Lock::take(file));
  }
  EXPECT_TRUE(Lock::take(file));
  auto again = Lock::take(file);
  auto other = Lock::take(folder / "other/.lock");
  ASSERT_TRUE(again && other);
  *again = std::move(*other);
  EXPECT_FALSE(Lock::take(folder / "other/.lock"));
}

TEST_F(Locks, EndWithTheProcessAndAreInheritedByNone) {
  const Holder holder = hold();
  ASSERT_GT(holder.child, 0);
  const auto refused = Lock::take(file);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().found, HasSubstr("process " + std::to_string(holder.process)));
  EXPECT_NE(refused.error().remedy, "");
  kill(holder.process, SIGKILL);
  waitpid(holder.process, nullptr, 0);
  ASSERT_EQ(kill(holder.child, 0), 0) << "the child must still be there";
  const auto taken = Lock::take(file);
  EXPECT_TRUE(taken) << message(taken.error());
  EXPECT_THAT(support::slurp(file), HasSubstr("process " + std::to_string(getpid())));
  kill(holder.child, SIGKILL);
}

TEST_F(Locks, NeedAFolder) {
  support::spit(folder / "file", "");
  const auto taken = Lock::take(folder / "file/.lock");
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().fault, Fault::kPlatform);
}

}  // namespace
}  // namespace grader
