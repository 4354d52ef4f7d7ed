#include <catch2/catch.hpp>

#include "rates.h"

namespace {

Parcel box(int grams, int length, int width, int height) {
  return {grams, length, width, height, false};
}

}  // namespace

TEST_CASE("a flat parcel is a letter") {
  CHECK(size_of(box(100, 240, 165, 5)) == Size::kLetter);
  CHECK(size_of(box(101, 240, 165, 5)) == Size::kSmall);
  CHECK(size_of(box(50, 241, 165, 5)) == Size::kSmall);
}

TEST_CASE("sizes") {
  SECTION("medium") {
    CHECK(size_of(box(900, 500, 300, 200)) == Size::kMedium);
    CHECK(size_of(box(900, 450, 350, 161)) == Size::kMedium);
  }
  SECTION("too large") {
    CHECK(size_of(box(900, 700, 100, 200)) == Size::kTooLarge);
    CHECK(name_of(Size::kTooLarge) == "too large");
  }
}

TEST_CASE("prices") {
  CHECK(price(box(60, 200, 100, 4)) == 125);
  CHECK(price(box(1900, 300, 200, 100)) == 349);
  CHECK(price(box(2500, 300, 200, 100)) == 429);
  CHECK(price(box(900, 500, 300, 200)) == 599);
  Parcel parcel = box(60, 200, 100, 4);
  parcel.signed_for = true;
  CHECK(price(parcel) == 265);
  CHECK_THROWS_AS(price(box(900, 700, 100, 200)), std::invalid_argument);
}

TEST_CASE("ten parcels are cheaper") {
  const std::vector<Parcel> nine(9, box(60, 200, 100, 4));
  const std::vector<Parcel> ten(10, box(60, 200, 100, 4));
  CHECK(total(nine) == 1125);
  CHECK(total(ten) == 1188);
}

TEST_CASE("bags") {
  CHECK(bags_needed({}, 1000) == 0);
  CHECK(bags_needed({box(400, 1, 1, 1), box(700, 1, 1, 1), box(300, 1, 1, 1), box(600, 1, 1, 1)}, 1000) == 2);
}

TEST_CASE("postcodes") {
  CHECK(is_postcode("LS1 4DY"));
  CHECK(is_postcode("M1 1AE"));
  CHECK_FALSE(is_postcode("LS14DY"));
  CHECK_FALSE(is_postcode("LS1 44Y"));
}
