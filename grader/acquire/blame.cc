// Whose lines they are, in a repository of several authors.
#include <algorithm>

#include "grader/acquire/state.h"

namespace grader::acquire {
namespace {

constexpr std::size_t kMostFiles = 300;

std::set<std::string> commits_of_learner(const History& history) {
  std::set<std::string> ids;
  for (const Commit& commit : history.commits) {
    const auto& others = commit.co_authors;
    if (commit.author == history.learner || std::find(others.begin(), others.end(), history.learner) != others.end())
      ids.insert(commit.id);
  }
  return ids;
}

std::set<int> lines_by(const std::set<std::string>& commits, const std::set<int>& lines, git_blame* blame) {
  std::set<int> found;
  for (const int line : lines) {
    const git_blame_hunk* hunk = git_blame_get_hunk_byline(blame, static_cast<std::size_t>(line));
    if (hunk != nullptr && commits.contains(hex(&hunk->final_commit_id))) found.insert(line);
  }
  return found;
}

}  // namespace

std::map<std::string, std::set<int>> Repository::lines_of_learner(const std::string& commit, const History& history,
                                                                  const std::map<std::string, std::set<int>>& own,
                                                                  std::vector<Skipped>& skipped) const {
  std::map<std::string, std::set<int>> mine;
  git_blame_options options = GIT_BLAME_OPTIONS_INIT;
  if (git_oid_fromstr(&options.newest_commit, commit.c_str()) != 0) return mine;
  const std::set<std::string> commits = commits_of_learner(history);
  std::size_t count = 0;
  for (const auto& [path, lines] : own) {
    if (++count > kMostFiles) {
      skipped.push_back({.path = path, .why = "not looked at for its authors: there are more than 300 files"});
      continue;
    }
    git_blame* blame = nullptr;
    if (git_blame_file(&blame, state_->git.get(), path.c_str(), &options) != 0) continue;
    const Owned<git_blame> owned(blame);
    std::set<int> found = lines_by(commits, lines, blame);
    if (!found.empty()) mine[path] = std::move(found);
  }
  return mine;
}

}  // namespace grader::acquire
