// What crosses. Each test passes.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "kinds.h"

using namespace all::kinds;

TEST(Crossing, Bool) {
  EXPECT_FALSE(no(true));
  EXPECT_TRUE(no(false));
}

TEST(Crossing, Int) {
  EXPECT_EQ(twice(-21), -42);
  EXPECT_EQ(twice(std::numeric_limits<int>::min() / 2), std::numeric_limits<int>::min());
}

TEST(Crossing, Real) {
  EXPECT_EQ(half(0.1), 0.1 / 2);
  EXPECT_EQ(half(6), 3);
  EXPECT_TRUE(std::isnan(half(std::nan(""))));
  EXPECT_EQ(half(-std::numeric_limits<double>::infinity()), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(half(std::numeric_limits<double>::max()), std::numeric_limits<double>::max() / 2);
}

TEST(Crossing, String) {
  EXPECT_EQ(shout(""), "!");
  EXPECT_EQ(shout("\"\\/\b\n\t\x01 \xC2\xA3 \xF0\x9F\xA6\x86"), "\"\\/\b\n\t\x01 \xC2\xA3 \xF0\x9F\xA6\x86!");
  EXPECT_EQ(shout(std::string("a\0b", 3)), std::string("a\0b!", 4));
}

TEST(Crossing, LongStrings) {
  const std::string text((1 << 20) - 60, 'x');
  EXPECT_EQ(shout(text), text + "!");
}

TEST(Crossing, Bytes) {
  std::vector<unsigned char> all;
  for (int i = 0; i < 256; ++i) {
    EXPECT_EQ(reversed(all), std::vector<unsigned char>(all.rbegin(), all.rend())) << i;
    all.push_back(static_cast<unsigned char>(i));
  }
}

TEST(Crossing, Containers) {
  EXPECT_EQ(turned({{1, 2}, {}, {3}}), (std::vector<std::vector<int>>{{3}, {}, {1, 2}}));
  EXPECT_EQ(swapped({{1, "one"}, {-2, ""}}), (std::map<std::string, int>{{"one", 1}, {"", -2}}));
  EXPECT_EQ(first({}), std::nullopt);
  EXPECT_EQ(first({false, true}), std::optional<bool>(false));
}

TEST(Crossing, LeftOutAtTheEnd) {
  EXPECT_EQ(added(1), 111);
  EXPECT_EQ(added(1, 2), 103);
  EXPECT_EQ(added(1, std::nullopt, 3), 14);
}

TEST(Crossing, Records) {
  const Shape shape{"box", {{1, 0.5, 2}, {}}, 2.5, {{"top", {3, 0, 4}}}, {Shape{.name = "hole"}}};
  EXPECT_EQ(same(shape), shape);
  EXPECT_EQ(same({}), Shape());
  EXPECT_EQ(testing::PrintToString(same(shape).corners[0]), R"({"x":1,"at":0.5,"y":2})");
}

Counter counted() {
  Counter counter(5);
  counter.next();
  return counter;
}

TEST(Crossing, Handles) {
  const Counter counter = counted();
  const Counter other(0, 10);
  EXPECT_EQ(counter.next(), 7);
  EXPECT_EQ(other.next(), 10);
  EXPECT_EQ(sum(counter, other), 27);
  EXPECT_EQ(counter.self().next(), 8);
  EXPECT_TRUE(counter.self() == counter);
  EXPECT_FALSE(counter.twin() == counter);
  EXPECT_EQ(counter.twin().next(), 9);
  EXPECT_EQ(counter.next(), 9);
}

struct Fixture : testing::Test {
  Counter counter{40};
};

TEST_F(Fixture, HoldsAHandle) {
  EXPECT_EQ(counter.next(), 41);
}

TEST(Crossing, Errors) {
  EXPECT_THROW(fail("none left"), NoneLeft);
  EXPECT_THROW(fail("empty"), Empty);
  EXPECT_THROW(fail("logic"), std::logic_error);
  EXPECT_THROW(fail("range"), std::out_of_range);
  EXPECT_NO_THROW(fail("not at all"));
  try {
    fail("none left");
  } catch (const NoneLeft& error) {
    EXPECT_STREQ(error.what(),
                 "none of \xC2\xA3"
                 "5");
  }
  try {
    fail("range");
  } catch (const std::out_of_range& error) {
    EXPECT_EQ(error.what(), std::string(1000, '?'));
  }
}
