// @@ from 8
#include <gtest/gtest.h>

#include "src/account.h"

TEST(Test, One) {
  Account a;
  a.deposit("2026-01-01", 100);
  EXPECT_EQ(a.balance(), 100);
}

TEST(Test, Two) {
  Account a;
  a.deposit("2026-01-01", 100);
  a.withdraw("2026-01-01", 50);
  EXPECT_EQ(a.balance(), 50);
}
