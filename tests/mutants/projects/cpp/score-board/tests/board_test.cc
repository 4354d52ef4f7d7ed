#include "board.h"

#include <doctest/doctest.h>

namespace {

Board spring() {
  Board board;
  board.add({"Rovers", "United", 2, 1});
  board.add({"Albion", "Rovers", 0, 0});
  board.add({"United", "Albion", 3, 0});
  board.add({"Rovers", "Albion", 1, 0});
  return board;
}

}  // namespace

TEST_CASE("points") {
  const Board board = spring();
  CHECK(board.find("Rovers")->points == 7);
  CHECK(board.find("United")->points == 3);
  CHECK(board.find("Albion")->points == 1);
  CHECK(board.find("Rovers")->played == 3);
  CHECK_FALSE(board.find("City").has_value());
}

TEST_CASE("the table is in order") {
  const auto rows = spring().table();
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].team == "Rovers");
  CHECK(rows[2].team == "Albion");
  CHECK(rows[1].difference() == 2);
}

TEST_CASE("goal difference decides between equal points") {
  Board board;
  board.add({"Albion", "City", 1, 0});
  board.add({"Rovers", "United", 4, 0});
  CHECK(board.leader() == "Rovers");
}

TEST_CASE("nobody leads an empty board") {
  CHECK(Board().leader() == "nobody");
}

TEST_CASE("streaks") {
  Board board = spring();
  CHECK(board.streak("Rovers") == 1);
  board.add({"City", "Rovers", 0, 2});
  CHECK(board.streak("Rovers") == 2);
  CHECK(board.streak("Albion") == 0);
}
