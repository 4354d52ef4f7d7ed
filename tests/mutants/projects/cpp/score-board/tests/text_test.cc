#include <doctest/doctest.h>

#include "board.h"

TEST_CASE("a line is a match") {
  const auto match = parse_match("Rovers 12-1 United");
  REQUIRE(match.has_value());
  CHECK(match->home == "Rovers");
  CHECK(match->home_goals == 12);
  CHECK(match->away_goals == 1);
}

TEST_CASE("other lines are none") {
  for (const char* line : {"", "Rovers United", "Rovers 2- United", "Rovers -2 United", "Rovers 2-x United",
                           "Rovers 2-1 Rovers", "Rovers 2-1 United again"}) {
    CAPTURE(line);
    CHECK_FALSE(parse_match(line).has_value());
  }
}

TEST_CASE("a row as text") {
  CHECK(as_text({"Rovers", 3, 7, 3, 1}) == "Rovers      3   7 +2");
  CHECK(as_text({"Albion", 3, 1, 0, 4}) == "Albion      3   1 -4");
}
