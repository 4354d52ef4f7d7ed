// @@ from 4
#include <gtest/gtest.h>

#include "src/tariff.h"

TEST(Test, One) {
  EXPECT_EQ(fee(Tariff{}, 15), 0);
}
// @@ 6

TEST(Test, Two) {
  EXPECT_EQ(fee(Tariff{}, 60), 250);
}
// @@ end
