#include <iomanip>
#include <sstream>

#include "board.h"

namespace {

bool read_score(const std::string& word, Match& match) {
  const std::size_t dash = word.find('-');
  if (dash == std::string::npos || dash == 0 || dash + 1 >= word.size()) return false;
  int* goals[] = {&match.home_goals, &match.away_goals};
  int side = 0;
  for (std::size_t i = 0; i < word.size(); i++) {
    if (i == dash) {
      side++;
      continue;
    }
    if (word[i] < '0' || word[i] > '9') return false;
    *goals[side] = *goals[side] * 10 + (word[i] - '0');
  }
  return true;
}

}  // namespace

std::optional<Match> parse_match(const std::string& line) {
  std::istringstream in(line);
  Match match;
  std::string score;
  if (!(in >> match.home >> score >> match.away) || !read_score(score, match)) return std::nullopt;
  std::string more;
  if (in >> more) return std::nullopt;
  if (match.home == match.away) return std::nullopt;
  return match;
}

std::string as_text(const Row& row) {
  std::ostringstream out;
  out << std::left << std::setw(10) << row.team << std::right << std::setw(3) << row.played << std::setw(4)
      << row.points;
  const int difference = row.difference();
  out << (difference > 0 ? " +" : " ") << difference;
  return out.str();
}
