#pragma once
// Reads a git repository with libgit2: which commit, its history, and an export of exactly one tree by our own limited
// walker. Nothing of the repository is executed: no filters, hooks, submodules or configured programs.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/workspace.h"

namespace grader::acquire {

struct ExportLimits {
  std::uint64_t file_bytes = 1U << 20U;
  std::uint64_t total_bytes = 64U << 20U;
  std::size_t files = 20'000;
  int depth = 64;
  std::size_t name_bytes = 255;
  std::size_t path_bytes = 1'024;  // below the root; with the folders above it a path must stay below PATH_MAX
};

struct Wanted {
  std::string at;  // a revision; "": HEAD, or the only branch when HEAD leads nowhere
  // The newest commit on its first-parent line that was committed by then; none: no limit.
  std::optional<std::chrono::sys_seconds> until;
};

using BlobIds = std::map<std::string, std::string>;  // path -> 40 hex digits

// The ids git would give the files of a folder.
BlobIds blob_ids_of_folder(const std::filesystem::path& folder, const std::vector<std::string>& files);

// One thread at a time.
class Repository {
 public:
  // A working folder, its .git, or a bare repository. Fails with kUsage when there is no repository.
  static Result<Repository> open(const std::filesystem::path& path);
  Repository(Repository&&) noexcept;
  Repository& operator=(Repository&&) noexcept;
  ~Repository();

  // The full id of the commit to grade. Fails with kUsage: empty repository, no such revision, several branches and a
  // HEAD that leads to none, no commit by then.
  Result<std::string> resolve(const Wanted& wanted) const;

  bool has(const std::string& commit) const;
  // Whether one is the other, or is in its history. False when either is not there.
  bool leads_to(const std::string& ancestor, const std::string& commit) const;
  // When it was committed, as it says itself.
  Result<std::chrono::sys_seconds> committed(const std::string& commit) const;
  Result<std::string> tree_of(const std::string& commit) const;
  // Whether each of its files is one of these, where it stands. False for a commit that is not there.
  bool holds_only(const std::string& commit, const BlobIds& files) const;
  // Commits in the history of `commit` and not in that of `base` ("": all), newest first, at most `most`.
  std::vector<std::string> between(const std::string& base, const std::string& commit, std::size_t most) const;

  // The root commit from which a commit's first-parent line descends.
  Result<std::string> root_of(const std::string& commit) const;

  // Writes one commit's tree into an existing empty folder. What is refused is in Workspace::skipped, with its reason.
  // Fails with kUsage when an object is missing or damaged, kPlatform when the folder cannot be written.
  Result<Workspace> export_tree(const std::string& commit, const std::filesystem::path& folder,
                                const ExportLimits& limits = {}) const;

  // At most 20,000 commits, newest first, each with what it changed (of at most 5,000 entries a commit). `starter`:
  // path
  // -> git blob id of what the learner was given, whose arrival is no change. `learner`: a name or mail of an author.
  Result<History> history(const std::string& commit, const BlobIds& starter = {},
                          const std::string& learner = "") const;

  // Of `own`, the lines that a commit of the history's learner (its author or a co-author) brought last, as git blame
  // says. Files beyond the first 300 are left out and named in `skipped`.
  std::map<std::string, std::set<int>> lines_of_learner(const std::string& commit, const History& history,
                                                        const std::map<std::string, std::set<int>>& own,
                                                        std::vector<Skipped>& skipped) const;

  // Paths that differ from HEAD in the working folder, untracked ones included; empty for a bare repository.
  std::vector<std::string> uncommitted() const;

 private:
  struct State;
  explicit Repository(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Lines of each file that are not in the starter, by content; a starter file that moved is followed by its name. Lines
// count from 1; files without own lines are left out; files that are not text are left out.
std::map<std::string, std::set<int>> own_lines(const std::filesystem::path& folder,
                                               const std::vector<std::string>& files,
                                               const std::filesystem::path& starter,
                                               const std::vector<std::string>& starter_files);

}  // namespace grader::acquire
