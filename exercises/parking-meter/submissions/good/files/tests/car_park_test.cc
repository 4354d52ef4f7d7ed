// @@ from 7
#include "src/car_park.h"

#include <gtest/gtest.h>

TEST(Report, BeginsEachDayAtZero) {
  CarPark park(5, Tariff{});
  park.enter("AA11AAA", 540);
  park.leave("AA11AAA", 600);
  EXPECT_EQ(park.close_day().cars, 1);
  const DayReport second = park.close_day();
  EXPECT_EQ(second.cars, 0);
  EXPECT_EQ(second.takings, 0);
}
// @@ 9

TEST(List, KeepsTheOrderOfOneMinute) {
  CarPark park(40, Tariff{});
  std::vector<std::string> club;
  for (int number = 40; number > 0; --number) {
    club.push_back("CLUB" + std::to_string(number));
    park.enter(club.back(), 600);
  }
  EXPECT_EQ(park.parked(), club);
}
// @@ end
// @@ 11

TEST(Tow, TakesBothOfTwoNeighbours) {
  CarPark park(5, Tariff{});
  park.enter("AA11AAA", 540);
  park.enter("BB22BBB", 541);
  EXPECT_EQ(park.tow(1080, 120), (std::vector<std::string>{"AA11AAA", "BB22BBB"}));
}
// @@ end
// @@ 14

TEST(Tow, SparesACarAtTheLimit) {
  CarPark park(5, Tariff{});
  park.enter("AA11AAA", 600);
  EXPECT_TRUE(park.tow(720, 120).empty());
  EXPECT_EQ(park.free_spaces(), 4U);
}
// @@ end
