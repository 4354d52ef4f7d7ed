#pragma once
// Which commit takes back an older one, whatever its message says: every file goes the same way in the other direction.

#include <map>
#include <string>
#include <vector>

#include "grader/acquire/tree_changes.h"
#include "grader/model/workspace.h"

namespace grader::acquire {

class Reverts {
 public:
  // What one commit changed; moves not followed.
  void add(const std::string& commit, const std::map<std::string, BlobChange>& blobs);

  // Sets Commit::reverts. `commits`: newest first; an older commit with the same changes twice is meant by its newer
  // one.
  void mark(std::vector<Commit>& commits) const;

 private:
  struct Changes {
    std::string forth, back;  // SHA-256 of the changes and of their inverse
  };
  std::map<std::string, Changes> changes_;  // by commit
};

}  // namespace grader::acquire
