#include "grader/model/workspace.h"

namespace grader {

std::set<std::string> members_of(const History& history) {
  std::set<std::string> members;
  for (const Commit& commit : history.commits) {
    const bool merge = commit.parents.size() > 1;
    if (!merge && commit.changes.empty() && commit.present.empty() && !commit.bounded) continue;
    members.insert(commit.author);
    members.insert(commit.co_authors.begin(), commit.co_authors.end());
  }
  for (const std::string& bot : history.bots) members.erase(bot);
  if (!history.learner.empty()) members.insert(history.learner);
  return members;
}

}  // namespace grader
