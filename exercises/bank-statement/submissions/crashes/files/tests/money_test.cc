// @@ from 8
#include "src/money.h"

#include <gtest/gtest.h>

#include <stdexcept>

TEST(Format, SmallAndNegative) {
  EXPECT_EQ(format_pence(7), "0.07");
  EXPECT_EQ(format_pence(1210), "12.10");
  EXPECT_EQ(format_pence(-50), "-0.50");
}
// @@ 12

TEST(Parse, ReadsUpToTwoDecimals) {
  EXPECT_EQ(parse_pence("12"), 1200);
  EXPECT_EQ(parse_pence("12.5"), 1250);
  EXPECT_EQ(parse_pence("12.05"), 1205);
}

TEST(Parse, RefusesOtherText) {
  EXPECT_THROW(parse_pence("1.234"), std::invalid_argument);
}
// @@ end
