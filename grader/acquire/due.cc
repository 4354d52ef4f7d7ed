#include "grader/acquire/due.h"

#include <algorithm>

#include "grader/base/dates.h"

namespace grader::acquire {
namespace {

namespace chrono = std::chrono;

constexpr std::size_t kMostCounted = 1'000;
constexpr std::size_t kShort = 7;

std::string count_of(std::size_t commits) {
  return std::to_string(commits) + (commits >= kMostCounted ? " or more" : "") +
         (commits == 1 ? " commit" : " commits");
}

std::string day_of_moment(chrono::sys_seconds moment) {
  return day_in_words(chrono::floor<chrono::days>(moment));
}

using Due = std::optional<chrono::sys_seconds>;

bool is_by(const Due& due, const Seen& row) {
  return !due || row.at <= due->time_since_epoch().count();
}

// The newest observation by the date of which the commit is there.
const Seen* last_seen(const Repository& repository, const Due& due, const std::vector<Seen>& seen) {
  const auto found = std::find_if(seen.rbegin(), seen.rend(),
                                  [&](const Seen& row) { return is_by(due, row) && repository.has(row.commit); });
  return found == seen.rend() ? nullptr : &*found;
}

// A commit that the server was seen to hold by the date, and that the branch no longer leads to, whether or not it is
// still here.
void flag_rewritten(const Repository& repository, const std::string& head, const Due& due,
                    const std::vector<Seen>& seen, Chosen& chosen) {
  std::string before;
  for (auto row = seen.rbegin(); row != seen.rend(); ++row) {
    if (!is_by(due, *row) || row->commit == before) continue;
    before = row->commit;
    if (repository.leads_to(row->commit, head)) continue;
    chosen.flags.push_back(std::string(kRewritten) + " after " +
                           day_of_moment(chrono::sys_seconds(chrono::seconds(row->at))) + ": it no longer holds " +
                           row->commit.substr(0, kShort));
    return;
  }
}

// Commits since what was seen that say they are older than the look at the server. They may have been kept back, or
// dated back; nobody can tell from here.
std::size_t dated_before(const Repository& repository, const Seen& seen, const std::string& commit) {
  const std::vector<std::string> since = repository.between(seen.commit, commit, kMostCounted);
  return static_cast<std::size_t>(std::count_if(since.begin(), since.end(), [&](const std::string& id) {
    const auto time = repository.committed(id);
    return time && time->time_since_epoch().count() < seen.at;
  }));
}

void choose_by_observation(const Repository& repository, const std::string& head, const std::string& dated,
                           const Seen& seen, Chosen& chosen) {
  const std::string day = day_of_moment(chrono::sys_seconds(chrono::seconds(seen.at)));
  chosen.commit = seen.commit;
  chosen.basis = "what the server was seen to hold on " + day;
  if (!repository.leads_to(seen.commit, head) || dated.empty() || dated == seen.commit ||
      !repository.leads_to(seen.commit, dated))
    return;
  chosen.commit = dated;
  chosen.basis = "commit dates, from what the server was seen to hold on " + day + " on";
  if (const std::size_t older = dated_before(repository, seen, dated); older > 0)
    chosen.flags.push_back(count_of(older) + " dated before " + day + " " + kCameLater);
}

}  // namespace

Chosen choose_commit(const Repository& repository, const std::string& head,
                     const std::optional<chrono::sys_seconds>& due, const std::vector<Seen>& seen) {
  if (!due) {
    Chosen newest{.commit = head, .basis = "the branch's newest commit, as there is no due date"};
    flag_rewritten(repository, head, due, seen, newest);
    return newest;
  }
  const auto dated = repository.resolve({.at = head, .until = due});
  Chosen chosen{.commit = dated.value_or(""), .basis = "commit dates"};
  flag_rewritten(repository, head, due, seen, chosen);
  if (const Seen* last = last_seen(repository, due, seen))
    choose_by_observation(repository, head, dated.value_or(""), *last, chosen);
  if (chosen.commit.empty()) return chosen;
  if (const std::size_t later = repository.between(chosen.commit, head, kMostCounted).size(); later > 0)
    chosen.flags.push_back(count_of(later) + " " + kNotGraded);
  return chosen;
}

}  // namespace grader::acquire
