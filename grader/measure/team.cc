// A shared code base, from History: shares, conflicts, what took back whose work; and what a person may ask about.
#include <algorithm>
#include <map>

#include "grader/base/text.h"
#include "grader/measure/commits.h"
#include "grader/measure/history.h"

namespace grader::measure {
namespace {

// Commits of other authors that the learner's took back.
std::int64_t reverts_of_others(const History& history) {
  std::map<std::string, std::string> authors;  // commit -> author
  for (const Commit& commit : history.commits) authors[commit.id] = commit.author;
  return std::count_if(history.commits.begin(), history.commits.end(), [&](const Commit& commit) {
    return commit.author == history.learner && !commit.reverts.empty() && authors[commit.reverts] != history.learner;
  });
}

bool is_by(const Commit& commit, const std::string& author) {
  return commit.author == author ||
         std::find(commit.co_authors.begin(), commit.co_authors.end(), author) != commit.co_authors.end();
}

std::string words_of(const Commit& commit) {
  return short_id(commit) + " " + commit.subject;
}

template <typename Holds>
std::vector<std::string> commits_that(const History& history, Holds holds) {
  std::vector<std::string> places;
  for (const Commit& commit : history.commits) {
    if (holds(commit)) places.push_back(words_of(commit));
  }
  return places;
}

// The commonest number of days between authoring and committing, when it is two or more, of at least five commits and
// of half of all: a history whose author dates were all moved by the same step.
int common_shift(const History& history) {
  constexpr int kFewest = 5;
  std::map<int, int> shifts;
  for (const Commit& commit : history.commits) ++shifts[commit.dates.committed - commit.dates.authored];
  for (const auto& [days, count] : shifts) {
    if (std::abs(days) >= 2 && count >= kFewest && std::ptrdiff_t{2} * count >= std::ssize(history.commits))
      return days;
  }
  return 0;
}

// Lines changed in code by each member of the team, in parts: a commit by several people is split between them.
std::map<std::string, std::int64_t> parts_of(const History& history, const std::set<std::string>& code) {
  constexpr std::int64_t kParts = 12;  // splits between two, three or four without a remainder
  std::map<std::string, std::int64_t> parts;
  for (const std::string& member : members_of(history)) parts[member] = 0;
  for (const Commit& commit : history.commits) {
    if (is_merge(commit) || !commit.reverts.empty()) continue;
    const std::int64_t lines = lines_in(commit, code, &Change::added) + lines_in(commit, code, &Change::removed);
    if (lines == 0) continue;
    std::vector<std::string> people = commit.co_authors;
    people.push_back(commit.author);
    std::erase_if(people, [&](const std::string& person) { return !parts.contains(person); });
    for (const std::string& person : people) parts[person] += kParts * lines / std::ssize(people);
  }
  return parts;
}

std::int64_t sum_of(const std::map<std::string, std::int64_t>& parts) {
  return std::accumulate(parts.begin(), parts.end(), std::int64_t{0},
                         [](auto sum, const auto& row) { return sum + row.second; });
}

}  // namespace

History work_of_learner(const History& history) {
  History mine = history;
  if (!history.learner.empty())
    std::erase_if(mine.commits, [&](const Commit& commit) { return !is_by(commit, history.learner); });
  return mine;
}

void measure_share(const History& history, const std::set<std::string>& code, EvidenceTable& table) {
  const std::string metric = "team.share";
  if (const std::string why = not_whole(history); !why.empty()) return none(table, {metric}, why);
  std::map<std::string, std::int64_t> parts = parts_of(history, code);
  if (parts.size() < 2) return none(table, {metric}, "one author: no shared code base");
  if (history.learner.empty())
    return none(table, {metric},
                "a team of " + std::to_string(parts.size()) +
                    ", and none of its authors was named as the learner (`--learner NAME`)");
  const std::int64_t all = sum_of(parts);
  if (all == 0) return none(table, {metric}, "nobody of the team changed lines of code");
  const std::int64_t own = parts[history.learner];
  const std::int64_t reverts = reverts_of_others(history);
  put(table, metric, {own * static_cast<std::int64_t>(parts.size()), all},
      std::to_string(100 * own / all) + " % of changed lines, " +
          std::to_string(100 * own * static_cast<std::int64_t>(parts.size()) / all) +
          " % of an equal share in a team of " + std::to_string(parts.size()) +
          (reverts == 0 ? "" : "; " + counted(reverts, "commit") + " of others taken back"));
}

std::vector<Signal> team_of(const History& history, const std::set<std::string>& code) {
  const std::map<std::string, std::int64_t> parts = parts_of(history, code);
  if (parts.size() < 2 || !not_whole(history).empty()) return {};
  const std::int64_t all = std::max(sum_of(parts), std::int64_t{1});  // nobody may have changed any
  std::vector<std::pair<std::string, std::int64_t>> rows(parts.begin(), parts.end());
  std::sort(rows.begin(), rows.end(), [](const auto& one, const auto& other) {  // a2 before a10
    return std::pair(one.first.size(), one.first) < std::pair(other.first.size(), other.first);
  });
  std::vector<std::string> shares;
  for (const auto& [author, part] : rows)
    shares.push_back(author_in_words(author) + " (" + std::to_string(100 * part / all) + " %)");
  return {{.what = "lines of code changed in a team of " + std::to_string(parts.size()) + ": " + join(shares, ", ")}};
}

std::vector<Signal> joined_addresses(const History& history) {
  std::vector<Signal> signals;
  for (const auto& [author, count] : history.addresses) {
    signals.push_back({.what = author_in_words(author) + " has " + std::to_string(count) +
                               " mail addresses, taken for one person's because the name is the same"});
  }
  return signals;
}

void measure_conflicts(const History& history, EvidenceTable& table) {
  const std::string metric = "merges.resolved";
  if (const std::string why = not_whole(history); !why.empty()) return none(table, {metric}, why);
  Ratio resolved{0, 0};
  std::vector<std::string> others;
  bool anybodys = false;
  for (const Commit& commit : history.commits) {
    if (!commit.conflicts_known) return none(table, {metric}, "there are more merges than are read");
    if (commit.conflicts.empty()) continue;
    anybodys = true;
    if (!history.learner.empty() && !is_by(commit, history.learner)) continue;
    ++resolved.d;
    if (commit.markers.empty())
      ++resolved.n;
    else
      others.push_back(words_of(commit) + ": " + commit.markers.front());
  }
  if (resolved.d == 0)
    return none(table, {metric}, anybodys ? "the conflicts were resolved by others" : "no merge had a conflict");
  put(table, metric, resolved,
      std::to_string(resolved.n) + " of " + counted(resolved.d, "merge") + " with a conflict " +
          (resolved.d == 1 ? "leaves" : "leave") + " no conflict markers",
      first_of(std::move(others)));
}

std::vector<Signal> signals_of(const History& history, int today) {
  std::vector<Signal> signals;
  const auto add = [&](const std::string& what, std::vector<std::string> places, std::size_t fewest) {
    if (places.size() < fewest) return;
    const std::string count = counted(places.size(), "commit");
    signals.push_back({.what = count + " " + what, .places = first_of(std::move(places))});
  };
  add("dated after the day of this grading",
      commits_that(history,
                   [&](const Commit& commit) {
                     return today > 0 &&
                            std::max(commit.dates.authored, commit.dates.committed) > today + 1;  // time zones
                   }),
      1);
  add("recorded more than a day before the commit each builds on",
      commits_that(history, [](const Commit& commit) { return commit.dates.before_parent; }), 1);
  add("written at the very same instant as the commit before",
      commits_that(history, [](const Commit& commit) { return commit.dates.same_as_parent; }), 3);
  if (const int shift = common_shift(history); shift != 0) {
    add("with the same " + std::to_string(std::abs(shift)) + " days between writing and recording",
        commits_that(history,
                     [&](const Commit& commit) { return commit.dates.committed - commit.dates.authored == shift; }),
        1);
  }
  return signals;
}

}  // namespace grader::measure
