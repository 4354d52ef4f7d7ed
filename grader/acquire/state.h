#pragma once
// What a Repository holds; for the files of this room only.

#include <string>

#include "grader/acquire/git2.h"
#include "grader/acquire/repository.h"
#include "grader/base/text.h"

namespace grader::acquire {

struct Repository::State {
  Owned<git_repository> git;
  std::string path;

  Result<Owned<git_commit>> commit(const std::string& id) const {
    git_oid oid;
    git_commit* found = nullptr;
    if (git_oid_fromstr(&oid, id.c_str()) != 0 || git_commit_lookup(&found, git.get(), &oid) != 0) {
      return fail(Fault::kUsage, "reading the commit", printable(id), git_reason(),
                  "fetch the repository again; the commit is missing or damaged");
    }
    return Owned<git_commit>(found);
  }
};

}  // namespace grader::acquire
