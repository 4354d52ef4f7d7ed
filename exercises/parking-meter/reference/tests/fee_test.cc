#include <gtest/gtest.h>

#include "src/tariff.h"

TEST(Fee, IsFreeToTheFifteenthMinute) {
  EXPECT_EQ(fee(Tariff{}, 15), 0);
  EXPECT_EQ(fee(Tariff{}, 16), 125);
}

TEST(Fee, RoundsTheSumOnce) {
  EXPECT_EQ(fee(Tariff{}, 60), 250);
  EXPECT_EQ(fee(Tariff{}, 45), 187);
}

TEST(Fee, CapsEachDay) {
  EXPECT_EQ(fee(Tariff{}, 23 * 60), 1200);
  EXPECT_EQ(fee(Tariff{}, 47 * 60), 2400);
  EXPECT_EQ(fee(Tariff{}, 25 * 60), 1450);
}
