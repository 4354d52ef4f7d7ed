#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

struct Match {
  std::string home;
  std::string away;
  int home_goals = 0;
  int away_goals = 0;
};

struct Row {
  std::string team;
  int played = 0;
  int points = 0;
  int scored = 0;
  int conceded = 0;

  int difference() const { return scored - conceded; }
};

class Board {
 public:
  void add(const Match& match);
  std::vector<Row> table() const;
  std::optional<Row> find(const std::string& team) const;
  std::string leader() const;
  // How many matches a team has won one after the other, up to now.
  int streak(const std::string& team) const;

 private:
  std::map<std::string, Row> rows_;
  std::vector<Match> matches_;
};

// "Rovers 2-1 United"
std::optional<Match> parse_match(const std::string& line);
std::string as_text(const Row& row);
