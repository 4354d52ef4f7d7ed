#pragma once
// What the measurements of git practice share; for the files of this room only.

#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "grader/measure/evidence.h"
#include "grader/model/workspace.h"

namespace grader::measure {

inline constexpr std::size_t kMostPlaces = 20;

inline void none(EvidenceTable& table, const std::vector<std::string>& metrics, const std::string& why) {
  miss(table, metrics, Reserve::kNoEvidence, why);
}

// A history may hold thousands of places.
inline std::vector<std::string> first_of(std::vector<std::string> places) {
  if (places.size() > kMostPlaces) places.resize(kMostPlaces);
  return places;
}

inline std::string short_id(const Commit& commit) {
  return commit.id.substr(0, 7);
}

inline bool is_merge(const Commit& commit) {
  return commit.parents.size() > 1;
}

// Own work: a merge only joins, and a commit without changes of its own brings the starter.
inline bool is_work(const Commit& commit) {
  return !is_merge(commit) && (!commit.changes.empty() || !commit.present.empty());
}

inline int lines_in(const Commit& commit, const std::set<std::string>& code, int Change::* what) {
  return std::accumulate(commit.changes.begin(), commit.changes.end(), 0, [&](int sum, const Change& change) {
    return sum + (code.contains(change.path) ? change.*what : 0);
  });
}

// Why the history cannot be counted; "" when it is whole.
inline std::string not_whole(const History& history) {
  if (history.shallow) return "the history is shallow: fetch the whole repository";
  if (history.bounded) return "the history has more commits than are read";
  return {};
}

}  // namespace grader::measure
