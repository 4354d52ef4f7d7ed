#include "grader/acquire/reverts.h"

#include "grader/acquire/git2.h"
#include "grader/base/hash.h"

namespace grader::acquire {

void Reverts::add(const std::string& commit, const std::map<std::string, BlobChange>& blobs) {
  if (blobs.empty()) return;
  Hasher forth;
  Hasher back;
  for (const auto& [path, change] : blobs) {
    forth.add(path).add(hex(&change.before)).add(hex(&change.after));
    back.add(path).add(hex(&change.after)).add(hex(&change.before));
  }
  changes_[commit] = {.forth = forth.hex(), .back = back.hex()};
}

void Reverts::mark(std::vector<Commit>& commits) const {
  std::map<std::string, std::string> older;  // changes -> commit
  for (auto commit = commits.rbegin(); commit != commits.rend(); ++commit) {
    const auto row = changes_.find(commit->id);
    if (row == changes_.end()) continue;
    if (const auto taken_back = older.find(row->second.back); taken_back != older.end())
      commit->reverts = taken_back->second;
    older[row->second.forth] = commit->id;
  }
}

}  // namespace grader::acquire
