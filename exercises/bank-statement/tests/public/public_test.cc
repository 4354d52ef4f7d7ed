#include <gtest/gtest.h>

#include <stdexcept>

#include "src/account.h"
#include "src/money.h"

TEST(PublicAccount, StartsAtZero) { EXPECT_EQ(Account().balance(), 0); }

TEST(PublicAccount, DepositAddsItsAmount) {
  Account account;
  account.deposit("2026-01-10", 1000);
  EXPECT_EQ(account.balance(), 1000);
}

TEST(PublicAccount, WithdrawalSubtractsItsAmount) {
  Account account;
  account.deposit("2026-01-10", 1000);
  account.withdraw("2026-01-11", 300);
  EXPECT_EQ(account.balance(), 700);
}

TEST(PublicAccount, RefusesToGoBelowZero) {
  Account account;
  account.deposit("2026-01-10", 100);
  EXPECT_THROW(account.withdraw("2026-01-11", 500), std::invalid_argument);
}

TEST(PublicAccount, RefusesZero) {
  Account account;
  EXPECT_THROW(account.deposit("2026-01-10", 0), std::invalid_argument);
}

TEST(PublicStatement, ListsNewestFirst) {
  Account account;
  account.deposit("2026-01-10", 1000);
  account.deposit("2026-01-11", 500);
  EXPECT_EQ(account.statement(),
            "date || amount || balance\n2026-01-11 || 5.00 || 15.00\n2026-01-10 || 10.00 || 10.00\n");
}

TEST(PublicMoney, FormatsTwoDecimals) { EXPECT_EQ(format_pence(1205), "12.05"); }

TEST(PublicMoney, ReadsTwoDecimals) { EXPECT_EQ(parse_pence("12.05"), 1205); }
