#include "src/account.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "src/money.h"

TEST(OwnAccount, DepositAndWithdraw) {
  Account account;
  account.deposit("2026-01-01", 500);
  account.withdraw("2026-01-02", 500);
  EXPECT_EQ(account.balance(), 0);
  EXPECT_THROW(account.withdraw("2026-01-03", 1), std::invalid_argument);
  EXPECT_THROW(account.deposit("2026-01-03", 0), std::invalid_argument);
  EXPECT_THROW(account.withdraw("2026-01-03", 0), std::invalid_argument);
}

TEST(OwnAccount, Overdraft) {
  Account account;
  account.set_overdraft(100);
  account.withdraw("2026-01-01", 100);
  EXPECT_EQ(account.statement(), "date || amount || balance\n2026-01-01 || -1.00 || -1.00\n");
}

TEST(OwnMoney, ThereAndBack) {
  EXPECT_EQ(parse_pence("12.5"), 1250);
  EXPECT_EQ(format_pence(1205), "12.05");
  EXPECT_THROW(parse_pence("1.234"), std::invalid_argument);
  EXPECT_THROW(parse_pence("one"), std::invalid_argument);
}
