#include "board.h"

#include <algorithm>

void Board::add(const Match& match) {
  Row& home = rows_[match.home];
  Row& away = rows_[match.away];
  home.team = match.home;
  away.team = match.away;
  ++home.played;
  ++away.played;
  home.scored += match.home_goals;
  home.conceded += match.away_goals;
  away.scored += match.away_goals;
  away.conceded += match.home_goals;
  if (match.home_goals > match.away_goals) {
    home.points += 3;
  } else if (match.home_goals < match.away_goals) {
    away.points += 3;
  } else {
    home.points += 1;
    away.points += 1;
  }
  matches_.push_back(match);
}

std::vector<Row> Board::table() const {
  std::vector<Row> rows;
  for (const auto& [team, row] : rows_) rows.push_back(row);
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    if (a.points != b.points) return a.points > b.points;
    if (a.difference() != b.difference()) return a.difference() > b.difference();
    return a.team < b.team;
  });
  return rows;
}

std::optional<Row> Board::find(const std::string& team) const {
  const auto row = rows_.find(team);
  if (row == rows_.end()) return std::nullopt;
  return row->second;
}

std::string Board::leader() const {
  return rows_.empty() ? "nobody" : table().front().team;
}

int Board::streak(const std::string& team) const {
  int won = 0;
  for (auto match = matches_.rbegin(); match != matches_.rend(); ++match) {
    const bool home = match->home == team;
    if (!home && match->away != team) continue;
    const int goals = home ? match->home_goals - match->away_goals : match->away_goals - match->home_goals;
    if (goals <= 0) break;
    won++;
  }
  return won;
}
