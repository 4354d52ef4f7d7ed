#include <gtest/gtest.h>

#include <stdexcept>

#include "src/car_park.h"
#include "src/clock.h"
#include "src/tariff.h"

namespace {

using Plates = std::vector<std::string>;

// A price that divides by four, so that only one rule is looked at.
const Tariff kEven{.free_minutes = 10, .pence_per_hour = 400, .pence_per_day = 2000};

CarPark with(std::size_t spaces, const Plates& plates, long minute = 600) {
  CarPark park(spaces, kEven);
  for (const std::string& plate : plates) park.enter(plate, minute);
  return park;
}

TEST(Barrier, RefusesACarThatIsIn) {
  CarPark park = with(3, {"A"});
  EXPECT_THROW(park.enter("A", 610), std::invalid_argument);
  EXPECT_EQ(park.free_spaces(), 2U);
  EXPECT_EQ(park.leave("A", 660), 400) << "the first time counts";
}

TEST(Barrier, RefusesToLetOutWhoIsNotIn) {
  CarPark park = with(3, {"A"});
  EXPECT_THROW(park.leave("B", 610), std::invalid_argument);
  EXPECT_EQ(park.free_spaces(), 2U);
}

TEST(Barrier, FillsToItsLastSpace) {
  CarPark park = with(2, {"A", "B"});
  EXPECT_EQ(park.free_spaces(), 0U);
  EXPECT_THROW(park.enter("C", 610), std::length_error);
  EXPECT_THROW(park.leave("C", 620), std::invalid_argument);
}

TEST(Barrier, ASpaceIsFreeAgainAfterLeaving) {
  CarPark park = with(1, {"A"});
  park.leave("A", 605);
  park.enter("B", 606);
  EXPECT_EQ(park.parked(), Plates{"B"});
}

TEST(Clock, RefusesOtherText) {
  for (const char* text : {"", "9:05", "09.05", "09:60", "24:00", "0x:05", "09:-1", "09:050"})
    EXPECT_THROW(parse_clock(text), std::invalid_argument) << text;
}

TEST(Clock, ReadsBothEndsOfTheDay) {
  EXPECT_EQ(parse_clock("00:00"), 0);
  EXPECT_EQ(parse_clock("23:59"), 1439);
}

TEST(Clock, WritesTimes) {
  EXPECT_EQ(format_clock(545), "09:05");
  EXPECT_EQ(format_clock(1440), "00:00");
}

TEST(Free, UpToTheLimitOfAnyTariff) {
  EXPECT_EQ(fee(kEven, 0), 0);
  EXPECT_EQ(fee(kEven, 10), 0);
}

TEST(Free, EndsAfterTheLimit) {
  EXPECT_EQ(fee(kEven, 11), 100);
  EXPECT_GT(fee(Tariff{}, 16), 0);
}

TEST(Free, IsNotTakenOffALongerStay) { EXPECT_EQ(fee(kEven, 60), 400); }

TEST(Quarters, RoundTheSumOnce) {
  EXPECT_EQ(fee(Tariff{}, 30), 125);
  EXPECT_EQ(fee(Tariff{}, 45), 187);
  EXPECT_EQ(fee(Tariff{}, 180), 750);
}

TEST(Quarters, CountOnceBegun) {
  EXPECT_EQ(fee(Tariff{}, 31), 187);
  EXPECT_EQ(fee(kEven, 61), 500);
}

TEST(Quarters, KeepAPriceThatDividesByFour) { EXPECT_EQ(fee(kEven, 75), 500); }

TEST(Days, CapEachOfThem) {
  EXPECT_EQ(fee(kEven, 2 * kMinutesOfDay - 30), 4000);
  EXPECT_EQ(fee(kEven, 3 * kMinutesOfDay - 30), 6000);
}

TEST(Days, ChargeAShortRest) { EXPECT_EQ(fee(kEven, kMinutesOfDay + 60), 2400); }

TEST(Days, CapTheFirst) {
  EXPECT_EQ(fee(kEven, 299), 2000);
  EXPECT_EQ(fee(kEven, 301), 2000);
}

TEST(Days, WholeOnesCostTheirPrice) {
  EXPECT_EQ(fee(kEven, kMinutesOfDay), 2000);
  EXPECT_EQ(fee(kEven, 7 * kMinutesOfDay), 14000);
}

TEST(Report, CountsEachDayAlone) {
  CarPark park = with(5, {"A", "B", "C"});
  park.leave("A", 660);
  park.leave("B", 660);
  const DayReport first = park.close_day();
  EXPECT_EQ(first.cars, 2);
  EXPECT_EQ(first.takings, 800);
  park.leave("C", 660);
  const DayReport second = park.close_day();
  EXPECT_EQ(second.cars, 1);
  EXPECT_EQ(second.takings, 400);
}

TEST(Report, KeepsTheCarsThatAreIn) {
  CarPark park = with(5, {"A"});
  park.close_day();
  EXPECT_EQ(park.free_spaces(), 4U);
  EXPECT_EQ(park.leave("A", 660), 400);
}

TEST(Report, OfAnEmptyDayIsZero) {
  CarPark park = with(5, {"A"});
  const DayReport report = park.close_day();
  EXPECT_EQ(report.cars, 0);
  EXPECT_EQ(report.takings, 0);
}

TEST(List, LongestStayFirst) {
  CarPark park = with(5, {"A"}, 700);
  park.enter("B", 650);
  park.enter("C", 720);
  EXPECT_EQ(park.parked(), (Plates{"B", "A", "C"}));
}

TEST(List, SameMinuteKeepsItsOrderAmongOthers) {
  CarPark park(60, kEven);
  Plates early;
  Plates late;
  for (int i = 30; i > 0; --i) {
    late.push_back("L" + std::to_string(i));
    early.push_back("E" + std::to_string(i));
    park.enter(late.back(), 601);
    park.enter(early.back(), 600);
  }
  early.insert(early.end(), late.begin(), late.end());
  EXPECT_EQ(park.parked(), early);
}

TEST(Tow, TakesEveryCarOverTheLimit) {
  CarPark park = with(9, {"A", "B", "C", "D", "E"});
  park.enter("F", 700);
  EXPECT_EQ(park.tow(721, 120), (Plates{"A", "B", "C", "D", "E"}));
  EXPECT_EQ(park.parked(), Plates{"F"});
}

TEST(Tow, LeavesACarAtTheLimit) {
  CarPark park = with(9, {"A"});
  EXPECT_EQ(park.tow(720, 120), Plates{});
  EXPECT_EQ(park.free_spaces(), 8U);
}

TEST(Tow, NamesThemInTheOrderTheyWereToldOf) {
  CarPark park = with(9, {"A"}, 620);
  park.enter("B", 1000);
  park.enter("C", 610);
  EXPECT_EQ(park.tow(1010, 60), (Plates{"A", "C"}));
}

TEST(Tow, FreesTheSpaces) {
  CarPark park = with(2, {"A", "B"});
  park.tow(1000, 60);
  EXPECT_EQ(park.free_spaces(), 2U);
}

}  // namespace
