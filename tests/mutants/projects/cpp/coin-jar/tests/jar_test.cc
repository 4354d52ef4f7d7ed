#include <gtest/gtest.h>

#include <string>

#include "../src/jar.h"

// Decided when this is compiled, whatever is switched on later.
constexpr int kWholePounds = Jar::pounds(250);

TEST(Jar, CountsWhatWasPutIn) {
  Jar jar(500);
  EXPECT_TRUE(jar.empty());
  jar.put(200);
  jar.put(50);
  EXPECT_EQ(jar.total(), 250);
  EXPECT_FALSE(jar.empty());
}

TEST(Jar, RefusesWhatDoesNotFit) {
  Jar jar(100);
  EXPECT_THROW(jar.put(101), std::length_error);
  EXPECT_THROW(jar.put(-1), std::invalid_argument);
}

TEST(Jar, KnowsTheLargestCoin) {
  Jar jar(500);
  jar.put(20);
  jar.put(200);
  EXPECT_EQ(jar.largest_coin(), 200);
  EXPECT_EQ(largest<std::string>({"b", "c"}, "a"), "c");
}

TEST(Jar, SaysHowManyPoundsItHolds) {
  EXPECT_EQ(Jar::pounds(399), 3);
  EXPECT_EQ(kWholePounds, 2);
}
