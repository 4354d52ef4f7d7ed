#include "grader/acquire/tree_changes.h"

namespace grader::acquire {
namespace {

constexpr int kDeepest = 64;
constexpr std::size_t kMostTextBytes = 1U << 20U;

class Walk {
 public:
  Walk(git_repository* git, std::size_t most) : git_(git), left_(most) {}

  // Both sides of one folder; either may be nullptr.
  void folder(const git_tree* before, const git_tree* after, const std::string& prefix, int depth) {
    if (depth > kDeepest) {
      changes_.bounded = true;
      return;
    }
    for (std::size_t i = 0; after != nullptr && i < git_tree_entrycount(after); ++i) {
      const git_tree_entry* now = git_tree_entry_byindex(after, i);
      const git_tree_entry* was = before == nullptr ? nullptr : git_tree_entry_byname(before, git_tree_entry_name(now));
      if (!spend()) return;
      if (was == nullptr || git_oid_equal(git_tree_entry_id(was), git_tree_entry_id(now)) == 0)
        entry(was, now, prefix, depth);
    }
    for (std::size_t i = 0; before != nullptr && i < git_tree_entrycount(before); ++i) {
      const git_tree_entry* was = git_tree_entry_byindex(before, i);
      if (!spend()) return;
      if (after == nullptr || git_tree_entry_byname(after, git_tree_entry_name(was)) == nullptr)
        entry(was, nullptr, prefix, depth);
    }
  }

  TreeChanges take() { return std::move(changes_); }

 private:
  bool spend() {
    if (left_ == 0) {
      changes_.bounded = true;
      return false;
    }
    --left_;
    return true;
  }

  static bool is_file(const git_tree_entry* entry) {
    return entry != nullptr && git_tree_entry_type(entry) == GIT_OBJECT_BLOB &&
           git_tree_entry_filemode(entry) != GIT_FILEMODE_LINK;
  }

  Owned<git_tree> tree(const git_tree_entry* entry) const {
    git_tree* found = nullptr;
    if (entry != nullptr && git_tree_entry_type(entry) == GIT_OBJECT_TREE)
      git_tree_lookup(&found, git_, git_tree_entry_id(entry));
    return Owned<git_tree>(found);
  }

  void entry(const git_tree_entry* was, const git_tree_entry* now, const std::string& prefix, int depth) {
    const std::string path = prefix + git_tree_entry_name(now != nullptr ? now : was);
    if (is_file(was) || is_file(now)) {
      BlobChange& change = changes_.blobs[path];
      if (is_file(was)) change.before = *git_tree_entry_id(was);
      if (is_file(now)) change.after = *git_tree_entry_id(now);
    }
    const Owned<git_tree> before = tree(was);
    const Owned<git_tree> after = tree(now);
    if (before || after) folder(before.get(), after.get(), path + "/", depth + 1);
  }

  git_repository* git_;
  std::size_t left_;
  TreeChanges changes_;
};

}  // namespace

TreeChanges tree_changes(git_repository* git, const git_tree* before, const git_tree* after, std::size_t most) {
  Walk walk(git, most);
  walk.folder(before, after, "", 1);
  return walk.take();
}

Owned<git_blob> text_blob(git_repository* git, const git_oid& id) {
  git_odb* odb = nullptr;
  if (git_oid_is_zero(&id) != 0 || git_repository_odb(&odb, git) != 0) return nullptr;
  const Owned<git_odb> owned_odb(odb);
  std::size_t size = 0;
  git_object_t type{};
  git_blob* blob = nullptr;
  if (git_odb_read_header(&size, &type, odb, &id) != 0 || size > kMostTextBytes) return nullptr;
  if (git_blob_lookup(&blob, git, &id) != 0) return nullptr;
  Owned<git_blob> owned(blob);
  return git_blob_is_binary(blob) != 0 ? nullptr : std::move(owned);
}

}  // namespace grader::acquire
