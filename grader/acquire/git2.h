#pragma once
// Ownership and errors of libgit2 objects.

#include <git2.h>

#include <memory>
#include <string>

namespace grader::acquire {

// Once a process, before any other call of libgit2. Configuration of the host's user and of the system never plays a
// part.
void set_up_library();

struct Freer {
  void operator()(git_repository* object) const { git_repository_free(object); }
  void operator()(git_object* object) const { git_object_free(object); }
  void operator()(git_commit* object) const { git_commit_free(object); }
  void operator()(git_tree* object) const { git_tree_free(object); }
  void operator()(git_blob* object) const { git_blob_free(object); }
  void operator()(git_odb* object) const { git_odb_free(object); }
  void operator()(git_revwalk* object) const { git_revwalk_free(object); }
  void operator()(git_reference* object) const { git_reference_free(object); }
  void operator()(git_status_list* object) const { git_status_list_free(object); }
  void operator()(git_mailmap* object) const { git_mailmap_free(object); }
  void operator()(git_signature* object) const { git_signature_free(object); }
  void operator()(git_blame* object) const { git_blame_free(object); }
  void operator()(git_patch* object) const { git_patch_free(object); }
};

template <typename T>
using Owned = std::unique_ptr<T, Freer>;

inline std::string git_reason() {
  const git_error* error = git_error_last();
  return error != nullptr && error->message != nullptr ? error->message : "git gave no reason";
}

inline std::string hex(const git_oid* id) {
  std::string text(GIT_OID_HEXSZ, '0');
  git_oid_fmt(text.data(), id);
  return text;
}

}  // namespace grader::acquire
