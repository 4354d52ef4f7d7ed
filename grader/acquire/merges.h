#pragma once
// Which files of a merge were in conflict, by merging its sides once more, file by file. Nothing is written.

#include <git2.h>

#include <string>
#include <vector>

#include "grader/acquire/git2.h"

namespace grader::acquire {

struct Conflicts {
  std::vector<std::string> paths;    // changed on both sides in ways that do not go together
  std::vector<std::string> markers;  // of those, the files that hold a line of conflict markers after the merge
  bool bounded = false;              // more changed than is looked at; nothing is said
};

// Of a commit with two or more parents: the first two. `most` entries of a tree are looked at; files above 1 MiB and
// files that are not text count as in conflict when both sides changed them.
Conflicts conflicts_of(git_repository* git, const git_commit* merge, std::size_t most);

}  // namespace grader::acquire
