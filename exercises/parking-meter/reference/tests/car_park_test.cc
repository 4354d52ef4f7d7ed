#include "src/car_park.h"

#include <gtest/gtest.h>

TEST(Report, BeginsEachDayAtZero) {
  CarPark park(5, Tariff{});
  park.enter("AA11AAA", 540);
  park.leave("AA11AAA", 600);
  EXPECT_EQ(park.close_day().cars, 1);
  EXPECT_EQ(park.close_day().cars, 0);
}

TEST(List, KeepsTheOrderOfOneMinute) {
  CarPark park(40, Tariff{});
  std::vector<std::string> club;
  for (int i = 40; i > 0; --i) {
    club.push_back("CLUB" + std::to_string(i));
    park.enter(club.back(), 600);
  }
  EXPECT_EQ(park.parked(), club);
}

TEST(Tow, TakesNeighboursAndLeavesTheOthers) {
  CarPark park(5, Tariff{});
  park.enter("AA11AAA", 540);
  park.enter("BB22BBB", 540);
  park.enter("CC33CCC", 660);
  EXPECT_EQ(park.tow(780, 120), (std::vector<std::string>{"AA11AAA", "BB22BBB"}));
  EXPECT_EQ(park.free_spaces(), 4U);
}
