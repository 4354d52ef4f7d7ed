#include <gtest/gtest.h>

#include <stdexcept>

#include "src/car_park.h"
#include "src/clock.h"
#include "src/tariff.h"

TEST(PublicBarrier, CarsTakeSpacesUntilTheyLeave) {
  CarPark park(2, Tariff{});
  park.enter("AA11AAA", 540);
  EXPECT_EQ(park.free_spaces(), 1U);
  park.leave("AA11AAA", 545);
  EXPECT_EQ(park.free_spaces(), 2U);
}

TEST(PublicClock, ReadsTimesOfOneDay) {
  EXPECT_EQ(parse_clock("09:05"), 545);
  EXPECT_THROW(parse_clock("25:00"), std::invalid_argument);
}

TEST(PublicFee, FifteenMinutesAreFree) { EXPECT_EQ(fee(Tariff{}, 15), 0); }

TEST(PublicFee, AnHourCostsItsPrice) { EXPECT_EQ(fee(Tariff{}, 60), 250); }

// Friday noon to Sunday eleven
TEST(PublicFee, TheSecondDayHasItsCap) { EXPECT_EQ(fee(Tariff{}, 47 * 60), 2400); }

TEST(PublicReport, TheSecondDayBeginsAtZero) {
  CarPark park(5, Tariff{});
  park.enter("AA11AAA", 540);
  park.leave("AA11AAA", 545);
  park.close_day();
  EXPECT_EQ(park.close_day().cars, 0);
}

TEST(PublicList, ManyCarsOfOneMinuteKeepTheirOrder) {
  CarPark park(40, Tariff{});
  std::vector<std::string> club;
  for (int i = 40; i > 0; --i) {
    club.push_back("CLUB" + std::to_string(i));
    park.enter(club.back(), 600);
  }
  EXPECT_EQ(park.parked(), club);
}

TEST(PublicTow, TakesTwoNeighbours) {
  CarPark park(5, Tariff{});
  park.enter("AA11AAA", 540);
  park.enter("BB22BBB", 541);
  EXPECT_EQ(park.tow(1080, 120).size(), 2U);
}
