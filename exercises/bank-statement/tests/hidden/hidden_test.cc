#include <gtest/gtest.h>

#include <stdexcept>

#include "src/account.h"
#include "src/money.h"

namespace {

const std::string kHead = "date || amount || balance\n";

Account with(long pence) {
  Account account;
  account.deposit("2026-02-01", pence);
  return account;
}

TEST(Deposits, AddUp) {
  Account account = with(1);
  for (int i = 0; i < 100; ++i) account.deposit("2026-02-02", 37);
  EXPECT_EQ(account.balance(), 3701);
}

TEST(Deposits, KeepPennies) { EXPECT_EQ(with(123456789).balance(), 123456789); }

TEST(Withdrawals, LeaveThePenny) {
  Account account = with(1000);
  account.withdraw("2026-02-02", 999);
  EXPECT_EQ(account.balance(), 1);
}

TEST(Withdrawals, MayEmptyTheAccount) {
  Account account = with(1000);
  account.withdraw("2026-02-02", 1000);
  EXPECT_EQ(account.balance(), 0);
}

TEST(Withdrawals, OnePennyTooMuchChangesNothing) {
  Account account = with(1000);
  EXPECT_THROW(account.withdraw("2026-02-02", 1001), std::invalid_argument);
  EXPECT_EQ(account.balance(), 1000);
}

TEST(Withdrawals, RefusedOnesAreNotListed) {
  Account account = with(100);
  EXPECT_THROW(account.withdraw("2026-02-02", 101), std::invalid_argument);
  EXPECT_EQ(account.statement(), kHead + "2026-02-01 || 1.00 || 1.00\n");
}

TEST(Amounts, NegativeDepositIsRefused) {
  Account account = with(100);
  EXPECT_THROW(account.deposit("2026-02-02", -5), std::invalid_argument);
  EXPECT_EQ(account.balance(), 100);
}

TEST(Amounts, ZeroWithdrawalIsRefused) {
  Account account = with(100);
  EXPECT_THROW(account.withdraw("2026-02-02", 0), std::invalid_argument);
}

TEST(Amounts, NegativeWithdrawalIsRefused) {
  Account account = with(100);
  EXPECT_THROW(account.withdraw("2026-02-02", -100), std::invalid_argument);
  EXPECT_EQ(account.balance(), 100);
}

TEST(Statement, EmptyHasOnlyItsHeader) { EXPECT_EQ(Account().statement(), kHead); }

TEST(Statement, ShowsTheBalanceAfterEach) {
  Account account = with(1000);
  account.withdraw("2026-02-03", 250);
  account.deposit("2026-02-05", 50);
  EXPECT_EQ(account.statement(),
            kHead + "2026-02-05 || 0.50 || 8.00\n2026-02-03 || -2.50 || 7.50\n2026-02-01 || 10.00 || 10.00\n");
}

TEST(Statement, SameDayKeepsNewestFirst) {
  Account account = with(100);
  account.deposit("2026-02-01", 200);
  EXPECT_EQ(account.statement(), kHead + "2026-02-01 || 2.00 || 3.00\n2026-02-01 || 1.00 || 1.00\n");
}

TEST(Format, SmallAmounts) {
  EXPECT_EQ(format_pence(0), "0.00");
  EXPECT_EQ(format_pence(7), "0.07");
}

TEST(Format, Negative) { EXPECT_EQ(format_pence(-1205), "-12.05"); }

TEST(Format, NegativeBelowOnePound) { EXPECT_EQ(format_pence(-50), "-0.50"); }

TEST(Parse, WholeAndOneDecimal) {
  EXPECT_EQ(parse_pence("12"), 1200);
  EXPECT_EQ(parse_pence("12.5"), 1250);
  EXPECT_EQ(parse_pence("0.07"), 7);
}

TEST(Parse, RefusesThreeDecimals) { EXPECT_THROW(parse_pence("1.234"), std::invalid_argument); }

TEST(Parse, RefusesWords) {
  EXPECT_THROW(parse_pence("ten"), std::invalid_argument);
  EXPECT_THROW(parse_pence("1x.00"), std::invalid_argument);
}

TEST(Parse, RefusesEmpty) { EXPECT_THROW(parse_pence(""), std::invalid_argument); }

TEST(Overdraft, AllowsToItsLimit) {
  Account account = with(100);
  account.set_overdraft(500);
  account.withdraw("2026-02-02", 600);
  EXPECT_EQ(account.balance(), -500);
}

TEST(Overdraft, RefusesBeyondItsLimit) {
  Account account = with(100);
  account.set_overdraft(500);
  account.withdraw("2026-02-02", 600);
  EXPECT_THROW(account.withdraw("2026-02-03", 1), std::invalid_argument);
  EXPECT_EQ(account.balance(), -500);
}

}  // namespace
