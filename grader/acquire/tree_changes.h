#pragma once
// Which blobs differ between two trees, by a walk of our own that gives up: a hostile tree may stand for 10^10 files.

#include <map>
#include <string>

#include "grader/acquire/git2.h"

namespace grader::acquire {

struct BlobChange {
  git_oid before{};  // all zero: it was not there
  git_oid after{};   // all zero: it is gone
};

struct TreeChanges {
  std::map<std::string, BlobChange> blobs;  // path -> ids; links and submodules are left out
  bool bounded = false;                     // there are more than were looked at
};

// `before` may be nullptr: everything in `after` is new. Looks at no more than `most` entries, 64 folders deep.
TreeChanges tree_changes(git_repository* git, const git_tree* before, const git_tree* after, std::size_t most);

// A blob that is text of no more than 1 MiB; nullptr otherwise, and for an id that is all zero. What is larger is not
// unpacked.
Owned<git_blob> text_blob(git_repository* git, const git_oid& id);

}  // namespace grader::acquire
