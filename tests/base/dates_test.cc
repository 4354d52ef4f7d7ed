#include "grader/base/dates.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace grader {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(Dates, ReadDaysAndNothingElse) {
  EXPECT_EQ(day_of("1970-01-02")->time_since_epoch().count(), 1);
  EXPECT_TRUE(day_of("2028-02-29"));
  for (const char* wrong : {"", "2026-02-29", "2026-13-01", "2026-1-01", "05/03/2026", "2026-03-05 ", "2026-+3-05"})
    EXPECT_FALSE(day_of(wrong)) << wrong;
}

TEST(Dates, ADayIsDueAtItsLastSecond) {
  EXPECT_EQ(*due_of("2026-03-05", ""), *day_of("2026-03-06") - seconds(1));
  EXPECT_EQ(*due_of("2026-03-05T17:00", "UTC"), *day_of("2026-03-05") + hours(17));
  EXPECT_EQ(*due_of("2026-03-05 17:00", ""), *day_of("2026-03-05") + hours(17));
  EXPECT_EQ(*due_of("2026-03-05T17:00Z", "Europe/London"), *day_of("2026-03-05") + hours(17));
  EXPECT_EQ(*due_of("2026-03-05T17:00+05:30", ""), *day_of("2026-03-05") + hours(11) + minutes(30));
  EXPECT_EQ(*due_of("2026-03-05T17:00-01:00", ""), *day_of("2026-03-05") + hours(18));
  for (const char* wrong : {"2026-03-05T", "2026-03-05T24:00", "2026-03-05T17", "2026-03-05T17:00+1", "tomorrow",
                            "2026-03-05x17:00", "2026-03-05T17:00 BST"})
    EXPECT_FALSE(due_of(wrong, "")) << wrong;
}

TEST(Dates, FollowSummerTimeOfTheZone) {
  ASSERT_TRUE(is_time_zone("Europe/London"));
  EXPECT_EQ(*due_of("2026-01-10T17:00", "Europe/London"), *day_of("2026-01-10") + hours(17));
  EXPECT_EQ(*due_of("2026-07-10T17:00", "Europe/London"), *day_of("2026-07-10") + hours(16));
  EXPECT_EQ(*due_of("2026-07-10", "Europe/London"), *day_of("2026-07-10") + hours(23) - seconds(1));
  for (const char* wrong : {"Europe/Londn", "../../etc/passwd", "/etc/passwd"}) EXPECT_FALSE(is_time_zone(wrong));
}

TEST(Dates, AreDaysOfTheZone) {
  const auto moment = *day_of("2026-07-10") + hours(23) + minutes(30);
  EXPECT_EQ(iso_day(utc_day(std::chrono::sys_seconds(moment).time_since_epoch().count())), "2026-07-10");
  EXPECT_EQ(iso_day(day_at(moment, "")), "2026-07-10");
  EXPECT_EQ(iso_day(day_at(moment, "UTC")), "2026-07-10");
  EXPECT_EQ(iso_day(day_at(moment, "Europe/London")), "2026-07-11") << "summer time";
  EXPECT_EQ(iso_day(day_at(moment, "America/New_York")), "2026-07-10");
  EXPECT_EQ(iso_day(day_at(moment - hours(20), "America/New_York")), "2026-07-09");
  EXPECT_EQ(iso_day(day_at(*due_of("2026-07-10", "Pacific/Auckland"), "Pacific/Auckland")), "2026-07-10");
  setenv("TZ", "Asia/Tokyo", 1);
  EXPECT_EQ(iso_day(day_at(moment, "Europe/London")), "2026-07-11");
  EXPECT_STREQ(std::getenv("TZ"), "Asia/Tokyo") << "as it was before";
  unsetenv("TZ");
}

TEST(Dates, AreWrittenForPeople) {
  EXPECT_EQ(iso_day(*day_of("2026-03-05")), "2026-03-05");
  EXPECT_EQ(day_in_words(*day_of("2026-03-05")), "5 March 2026");
}

}  // namespace
}  // namespace grader
