#include "grader/cohort/reaching.h"

#include <algorithm>
#include <mutex>

#include "grader/acquire/mirror.h"
#include "grader/acquire/no_head.h"
#include "grader/cohort/fetching.h"

namespace grader::cohort {
namespace {

constexpr std::chrono::seconds kWait{30};

using Answers = std::map<std::string, Result<acquire::Reached>>;  // by address

Answers ask_all(ProcessRunner& runner, const Cohort& cohort, const acquire::Access& access) {
  std::mutex mutex;
  Answers answers;
  for_each_source(cohort.rules, cohort.rows, [&](const std::string& source, const std::vector<std::string>& branches) {
    auto reached = acquire::reach(runner, source, branches, access, {.wall = kWait});
    const std::lock_guard lock(mutex);
    answers.emplace(source, std::move(reached));
  });
  return answers;
}

// What will be graded of a source that has no HEAD, when no branch of it is asked for.
std::string without_head(const std::vector<std::string>& branches) {
  if (branches.empty()) return "no commit yet; until there is one, nothing is handed in";
  const auto only = acquire::only_branch("", "", branches);
  if (only) return "no HEAD; its only branch \"" + *only + "\" is graded";
  return only.error().found + "; name one as \"branch\" in the roster";
}

void note_refusal(const Row& row, const Error& why, const acquire::Access& access, RepositoriesReached& all) {
  all.refused.push_back({row.line, row.submission.apprentice, why.found + "; next: " + why.remedy});
  if (!why.found.starts_with(acquire::kNotLetIn)) return;
  const std::string host = acquire::host_of(row.repository);
  Refusal& refusal = all.hosts[host];
  ++refusal.rows;
  refusal.with_credential = access.hosts.contains(host);
}

}  // namespace

RepositoriesReached reach_repositories(ProcessRunner& runner, const Cohort& cohort, const acquire::Access& access) {
  const Answers answers = ask_all(runner, cohort, access);
  RepositoriesReached all;
  for (const Row& row : cohort.rows) {
    const Result<acquire::Reached>& answer = answers.at(row.repository);
    const std::string& apprentice = row.submission.apprentice;
    if (!answer)
      note_refusal(row, answer.error(), access, all);
    else if (std::ranges::find(answer->missing, row.branch) != answer->missing.end())
      all.without_branch.push_back(
          {row.line, apprentice, "no branch \"" + row.branch + "\" yet; until there is one, nothing is handed in"});
    else if (row.branch.empty() && !answer->head)
      all.without_head.push_back({row.line, apprentice, without_head(answer->branches)});
  }
  return all;
}

}  // namespace grader::cohort
