// @@ from 2
#include "src/account.h"

#include <gtest/gtest.h>

// @@ 6
#include <stdexcept>

// @@ end
TEST(Deposit, AddsUp) {
  Account account;
  account.deposit("2026-01-06", 150);
  account.deposit("2026-01-07", 50);
  EXPECT_EQ(account.balance(), 200);
}
// @@ 6

TEST(Refused, DepositOfZeroOrLess) {
  Account account;
  EXPECT_THROW(account.deposit("2026-01-06", 0), std::invalid_argument);
  EXPECT_THROW(account.deposit("2026-01-06", -1), std::invalid_argument);
  EXPECT_EQ(account.balance(), 0);
}

TEST(Refused, OnePennyAboveTheBalance) {
  Account account;
  account.deposit("2026-01-06", 100);
  EXPECT_THROW(account.withdraw("2026-01-07", 101), std::invalid_argument);
  account.withdraw("2026-01-07", 100);
  EXPECT_EQ(account.balance(), 0);
}
// @@ end
// @@ 10

TEST(Statement, ListsNewestFirst) {
  Account account;
  account.deposit("2026-01-06", 1000);
  account.withdraw("2026-01-07", 250);
  EXPECT_EQ(account.statement(),
            "date || amount || balance\n"
            "2026-01-07 || -2.50 || 7.50\n"
            "2026-01-06 || 10.00 || 10.00\n");
}
// @@ end
// @@ 14

TEST(Overdraft, ReachesItsLimit) {
  Account account;
  account.set_overdraft(500);
  account.withdraw("2026-01-06", 500);
  EXPECT_EQ(account.balance(), -500);
  EXPECT_THROW(account.withdraw("2026-01-07", 1), std::invalid_argument);
}
// @@ end
