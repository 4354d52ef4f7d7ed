#include <algorithm>
#include <optional>

#include "grader/acquire/merges.h"
#include "grader/acquire/moves.h"
#include "grader/acquire/people.h"
#include "grader/acquire/reverts.h"
#include "grader/acquire/state.h"
#include "grader/acquire/tree_changes.h"
#include "grader/base/files.h"

namespace grader::acquire {
namespace {

constexpr std::size_t kMostCommits = 20'000;
constexpr std::size_t kMostEntries = 5'000;     // looked at in one commit
constexpr std::size_t kMostChangedFiles = 500;  // of which lines are counted in one commit
constexpr int kMostMerges = 200;                // of which conflicts are looked for
constexpr std::int64_t kDay = 86'400;           // seconds

bool is_zero(const git_oid& id) {
  return git_oid_is_zero(&id) != 0;
}

std::optional<Change> count_lines(const std::string& path, const git_blob* before, const git_blob* after) {
  git_patch* patch = nullptr;
  git_diff_options options = GIT_DIFF_OPTIONS_INIT;
  options.context_lines = 0;
  if (git_patch_from_blobs(&patch, before, nullptr, after, nullptr, &options) != 0) return std::nullopt;
  const Owned<git_patch> owned(patch);
  std::size_t added = 0;
  std::size_t removed = 0;
  git_patch_line_stats(nullptr, &added, &removed, patch);
  if (added + removed == 0) return std::nullopt;
  return Change{.path = printable(path), .added = static_cast<int>(added), .removed = static_cast<int>(removed)};
}

// Takes out of `blobs` each file that is new and stands for one that is gone: the same bytes, else the same name.
std::map<std::string, BlobChange> follow_moves(std::map<std::string, BlobChange> blobs) {
  std::vector<std::string> gone;
  for (const auto& [path, change] : blobs) {
    if (is_zero(change.after)) gone.push_back(path);
  }
  for (auto& [path, change] : blobs) {
    if (!is_zero(change.before)) continue;
    const auto same_bytes = [&](const std::string& old) {
      return git_oid_equal(&blobs[old].before, &change.after) != 0;
    };
    const auto old = moved_from(gone, path, same_bytes);
    if (old == gone.end()) continue;
    change.before = blobs[*old].before;
    blobs[*old].before = {};
    gone.erase(old);
  }
  return blobs;
}

class Reader {
 public:
  Reader(git_repository* git, const BlobIds& starter) : git_(git), starter_(starter) {
    git_mailmap* mailmap = nullptr;
    git_mailmap_from_repository(&mailmap, git);
    mailmap_.reset(mailmap);
  }

  // Commits are to be given newest first.
  Commit read(const git_commit* commit) {
    Commit row{.id = hex(git_commit_id(commit))};
    for (unsigned int i = 0; i < git_commit_parentcount(commit); ++i)
      row.parents.push_back(hex(git_commit_parent_id(commit, i)));
    const char* subject = git_commit_summary(const_cast<git_commit*>(commit));  // it caches the line it gives
    row.subject = printable(subject == nullptr ? "" : subject);
    row.dates = dates_of(commit);
    if (row.parents.size() < 2)
      read_changes(commit, row);
    else
      read_conflicts(commit, row);
    return row;
  }

  const git_mailmap* mailmap() const { return mailmap_.get(); }
  const Reverts& reverts() const { return reverts_; }

 private:
  Owned<git_tree> tree_of(const git_commit* commit) const {
    git_tree* tree = nullptr;
    git_commit_tree(&tree, commit);
    return Owned<git_tree>(tree);
  }

  static Dates dates_of(const git_commit* commit) {
    const auto day = [](git_time_t seconds) {
      return static_cast<int>(std::clamp<git_time_t>(seconds / kDay, -100'000, 100'000));
    };
    const git_time_t authored = git_commit_author(commit)->when.time;
    Dates dates{.authored = day(authored), .committed = day(git_commit_time(commit))};
    git_commit* parent = nullptr;
    if (git_commit_parentcount(commit) == 0 || git_commit_parent(&parent, commit, 0) != 0) return dates;
    const Owned<git_commit> owned(parent);
    dates.same_as_parent = git_commit_author(parent)->when.time == authored;
    dates.before_parent = git_commit_time(commit) < git_commit_time(parent) - kDay;
    return dates;
  }

  void read_conflicts(const git_commit* commit, Commit& row) {
    Conflicts found = {.bounded = ++merges_ > kMostMerges};
    if (!found.bounded) found = conflicts_of(git_, commit, kMostEntries);
    row.conflicts_known = !found.bounded;
    row.conflicts = std::move(found.paths);
    row.markers = std::move(found.markers);
  }

  void read_changes(const git_commit* commit, Commit& row) {
    git_commit* parent = nullptr;
    if (!row.parents.empty()) git_commit_parent(&parent, commit, 0);
    const Owned<git_commit> owned(parent);
    if (!row.parents.empty() && parent == nullptr) {  // shallow: what it changed is not known
      row.bounded = true;
      return;
    }
    const Owned<git_tree> before = parent == nullptr ? nullptr : tree_of(parent);
    const Owned<git_tree> after = tree_of(commit);
    TreeChanges found = tree_changes(git_, before.get(), after.get(), kMostEntries);
    row.bounded = found.bounded;
    for (const auto& [path, change] : found.blobs) {
      if (is_zero(change.before) && !is_starter(path, change)) row.present.push_back(printable(path));
    }
    if (!row.bounded) reverts_.add(row.id, found.blobs);
    std::size_t counted = 0;
    for (const auto& [path, change] : follow_moves(std::move(found.blobs))) {
      if (is_starter(path, change)) continue;
      if (++counted > kMostChangedFiles) {
        row.bounded = true;
        break;
      }
      const Owned<git_blob> old_text = text_blob(git_, change.before);
      const Owned<git_blob> new_text = text_blob(git_, change.after);
      if (!is_zero(change.after) && !new_text) continue;  // not text
      if (auto lines = count_lines(path, old_text.get(), new_text.get())) row.changes.push_back(std::move(*lines));
    }
  }

  bool is_starter(const std::string& path, const BlobChange& change) const {
    const auto row = starter_.find(path);
    return row != starter_.end() && !is_zero(change.after) && row->second == hex(&change.after);
  }

  git_repository* git_;
  const BlobIds& starter_;
  Owned<git_mailmap> mailmap_;
  Reverts reverts_;
  int merges_ = 0;
};

}  // namespace

Result<History> Repository::history(const std::string& commit, const BlobIds& starter,
                                    const std::string& learner) const {
  History history;
  history.shallow = git_repository_is_shallow(state_->git.get()) == 1;
  git_revwalk* walk = nullptr;
  git_revwalk_new(&walk, state_->git.get());
  const Owned<git_revwalk> owned(walk);
  git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL);
  git_oid id;
  if (git_oid_fromstr(&id, commit.c_str()) == 0) git_revwalk_push(walk, &id);
  Reader reader(state_->git.get(), starter);
  std::vector<People> people;
  while (git_revwalk_next(&id, walk) == 0) {
    if (history.commits.size() == kMostCommits) {
      history.bounded = true;
      break;
    }
    auto found = state_->commit(hex(&id));
    if (!found) return pass(found);
    history.commits.push_back(reader.read(found->get()));
    people.push_back(people_of(found->get(), reader.mailmap()));
  }
  reader.reverts().mark(history.commits);
  name_people(people, learner, history);
  return history;
}

BlobIds blob_ids_of_folder(const std::filesystem::path& folder, const std::vector<std::string>& files) {
  set_up_library();
  BlobIds ids;
  for (const std::string& file : files) {
    const auto bytes = read_file(folder / file);
    git_oid id;
    if (bytes && git_odb_hash(&id, bytes->data(), bytes->size(), GIT_OBJECT_BLOB) == 0) ids[file] = hex(&id);
  }
  return ids;
}

}  // namespace grader::acquire
