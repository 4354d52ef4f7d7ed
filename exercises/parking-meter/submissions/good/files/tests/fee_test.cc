// @@ from 1
#include <gtest/gtest.h>

#include "src/tariff.h"

TEST(Free, TheFifteenthMinuteIs) { EXPECT_EQ(fee(Tariff{}, 15), 0); }
// @@ 14

TEST(Free, TheSixteenthMinuteIsNot) { EXPECT_EQ(fee(Tariff{}, 16), 125); }
// @@ end
// @@ 3

TEST(Quarters, FourMakeAnHour) {
  EXPECT_EQ(fee(Tariff{}, 60), 250);
  EXPECT_EQ(fee(Tariff{}, 120), 500);
}
// @@ end
// @@ 14

TEST(Quarters, RoundTheSumDown) { EXPECT_EQ(fee(Tariff{}, 45), 187); }
// @@ end
// @@ 5

TEST(Days, TheSecondIsCapped) {
  EXPECT_EQ(fee(Tariff{}, 24 * 60), 1200);
  EXPECT_EQ(fee(Tariff{}, 47 * 60), 2400);
}
// @@ end
// @@ 14

TEST(Days, AShortRestIsNotCapped) { EXPECT_EQ(fee(Tariff{}, 25 * 60), 1450); }
// @@ end
