#include "grader/acquire/merges.h"

#include <string_view>

#include "grader/acquire/tree_changes.h"
#include "grader/base/text.h"

namespace grader::acquire {
namespace {

Owned<git_tree> tree_of(const git_commit* commit) {
  git_tree* tree = nullptr;
  if (commit != nullptr) git_commit_tree(&tree, commit);
  return Owned<git_tree>(tree);
}

Owned<git_commit> parent_of(const git_commit* commit, unsigned int number) {
  git_commit* parent = nullptr;
  git_commit_parent(&parent, commit, number);
  return Owned<git_commit>(parent);
}

std::string_view text_of(const git_blob* blob) {
  if (blob == nullptr) return {};
  return {static_cast<const char*>(git_blob_rawcontent(blob)), static_cast<std::size_t>(git_blob_rawsize(blob))};
}

git_merge_file_input input_of(std::string_view text) {
  git_merge_file_input input = GIT_MERGE_FILE_INPUT_INIT;
  input.ptr = text.data();
  input.size = text.size();
  return input;
}

// Whether two changes of one file go together without a person.
bool merge_alone(git_repository* git, const BlobChange& ours, const BlobChange& theirs) {
  if (git_oid_equal(&ours.after, &theirs.after) != 0) return true;
  const Owned<git_blob> our_blob = text_blob(git, ours.after);
  const Owned<git_blob> their_blob = text_blob(git, theirs.after);
  const Owned<git_blob> base_blob = text_blob(git, ours.before);
  if (!our_blob || !their_blob) return false;
  const git_merge_file_input base = input_of(text_of(base_blob.get()));
  const git_merge_file_input one = input_of(text_of(our_blob.get()));
  const git_merge_file_input other = input_of(text_of(their_blob.get()));
  git_merge_file_result result{};
  if (git_merge_file(&result, base_blob ? &base : nullptr, &one, &other, nullptr) != 0) return false;
  const bool alone = result.automergeable != 0;
  git_merge_file_result_free(&result);
  return alone;
}

// A line that begins as git's marks of both sides do, "<<<<<<< " before ">>>>>>> ".
bool has_markers(std::string_view text) {
  const auto begins = [&](std::string_view mark, std::size_t from) {
    for (std::size_t at = text.find(mark, from); at != std::string_view::npos; at = text.find(mark, at + 1)) {
      if (at == 0 || text[at - 1] == '\n') return at;
    }
    return std::string_view::npos;
  };
  const std::size_t first = begins("<<<<<<< ", 0);
  return first != std::string_view::npos && begins(">>>>>>> ", first) != std::string_view::npos;
}

bool has_markers(git_repository* git, const git_tree* tree, const std::string& path) {
  git_tree_entry* entry = nullptr;
  if (git_tree_entry_bypath(&entry, tree, path.c_str()) != 0) return false;
  const git_oid id = *git_tree_entry_id(entry);
  git_tree_entry_free(entry);
  return has_markers(text_of(text_blob(git, id).get()));
}

}  // namespace

Conflicts conflicts_of(git_repository* git, const git_commit* merge, std::size_t most) {
  Conflicts found;
  git_oid base_id{};
  if (git_merge_base(&base_id, git, git_commit_parent_id(merge, 0), git_commit_parent_id(merge, 1)) != 0) return found;
  git_commit* base = nullptr;
  if (git_commit_lookup(&base, git, &base_id) != 0) return found;
  const Owned<git_commit> owned(base);
  const Owned<git_tree> base_tree = tree_of(base);
  const Owned<git_tree> our_tree = tree_of(parent_of(merge, 0).get());
  const Owned<git_tree> their_tree = tree_of(parent_of(merge, 1).get());
  const Owned<git_tree> result = tree_of(merge);
  if (!base_tree || !our_tree || !their_tree || !result) return found;
  const TreeChanges ours = tree_changes(git, base_tree.get(), our_tree.get(), most);
  const TreeChanges theirs = tree_changes(git, base_tree.get(), their_tree.get(), most);
  found.bounded = ours.bounded || theirs.bounded;
  if (found.bounded) return found;
  for (const auto& [path, change] : ours.blobs) {
    const auto other = theirs.blobs.find(path);
    if (other == theirs.blobs.end() || merge_alone(git, change, other->second)) continue;
    found.paths.push_back(printable(path));
    if (has_markers(git, result.get(), path)) found.markers.push_back(printable(path));
  }
  return found;
}

}  // namespace grader::acquire
