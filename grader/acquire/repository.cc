#include "grader/acquire/repository.h"

#include <algorithm>
#include <mutex>

#include "grader/acquire/exporter.h"
#include "grader/acquire/no_head.h"
#include "grader/acquire/state.h"
#include "grader/base/dates.h"
#include "grader/base/text.h"

namespace grader::acquire {
// Owner checks guard against running a stranger's configured programs; nothing here runs any.
void set_up_library() {
  static std::once_flag once;
  std::call_once(once, [] {
    git_libgit2_init();
    for (const int level :
         {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_PROGRAMDATA}) {
      git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
    }
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
  });
}

namespace {

constexpr const char* kFinding = "finding the commit to grade";

std::vector<std::string> branches_of(git_repository* git) {
  std::vector<std::string> names;
  git_branch_iterator* all = nullptr;
  if (git_branch_iterator_new(&all, git, GIT_BRANCH_LOCAL) != 0) return names;
  git_reference* next = nullptr;
  git_branch_t kind = GIT_BRANCH_LOCAL;
  while (git_branch_next(&next, &kind, all) == 0) {
    const Owned<git_reference> branch(next);
    const char* name = nullptr;
    if (git_branch_name(&name, next) == 0) names.emplace_back(name);
  }
  git_branch_iterator_free(all);
  std::ranges::sort(names);
  return names;
}

// The revision that nothing was named for: HEAD, or what stands for one that leads nowhere.
Result<std::string> head_of(git_repository* git, const std::string& path) {
  if (git_repository_head_unborn(git) != 1) return "HEAD";
  const std::vector<std::string> branches = branches_of(git);
  if (branches.empty()) return "HEAD";
  auto only = only_branch(kFinding, printable(path), branches);
  if (!only) return only;
  return "refs/heads/" + *only;
}

}  // namespace

Repository::Repository(std::unique_ptr<State> state) : state_(std::move(state)) {}
Repository::Repository(Repository&&) noexcept = default;
Repository& Repository::operator=(Repository&&) noexcept = default;
Repository::~Repository() = default;

Result<Repository> Repository::open(const std::filesystem::path& path) {
  set_up_library();
  git_repository* git = nullptr;
  if (git_repository_open_ext(&git, path.c_str(), GIT_REPOSITORY_OPEN_CROSS_FS, nullptr) != 0) {
    return fail(Fault::kUsage, "opening the repository", printable(path.string()),
                "not a git repository, or not readable: " + git_reason(),
                "name a folder that holds a git repository, or run `git init` and commit there");
  }
  auto state = std::make_unique<State>();
  state->git.reset(git);
  state->path = path.string();
  return Repository(std::move(state));
}

Result<std::string> Repository::resolve(const Wanted& wanted) const {
  if (git_repository_is_empty(state_->git.get()) == 1) {
    return fail(Fault::kUsage, kFinding, printable(state_->path), "the repository has no commit yet",
                "commit the work, then run this again");
  }
  git_object* object = nullptr;
  const auto revision = wanted.at.empty() ? head_of(state_->git.get(), state_->path) : Result<std::string>(wanted.at);
  if (!revision) return revision;
  if (git_revparse_single(&object, state_->git.get(), (*revision + "^{commit}").c_str()) != 0) {
    return fail(Fault::kUsage, kFinding, printable(*revision), "no such revision in " + printable(state_->path),
                "name a branch, a tag or a commit id that `git log` shows");
  }
  const Owned<git_object> owned(object);
  if (!wanted.until) return hex(git_object_id(object));

  git_revwalk* walk = nullptr;
  git_revwalk_new(&walk, state_->git.get());
  const Owned<git_revwalk> owned_walk(walk);
  git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
  git_revwalk_push(walk, git_object_id(object));
  git_revwalk_simplify_first_parent(walk);
  git_oid id;
  while (git_revwalk_next(&id, walk) == 0) {
    const auto commit = state_->commit(hex(&id));
    if (commit && git_commit_time(commit->get()) <= wanted.until->time_since_epoch().count()) return hex(&id);
  }
  return fail(Fault::kUsage, kFinding, printable(state_->path),
              "no commit by " + iso_day(std::chrono::floor<std::chrono::days>(*wanted.until)),
              "choose a later day, or leave the limit out");
}

bool Repository::has(const std::string& commit) const {
  return state_->commit(commit).has_value();
}

bool Repository::leads_to(const std::string& ancestor, const std::string& commit) const {
  git_oid older;
  git_oid newer;
  if (git_oid_fromstr(&older, ancestor.c_str()) != 0 || git_oid_fromstr(&newer, commit.c_str()) != 0) return false;
  if (git_oid_equal(&older, &newer) != 0) return has(commit);
  return git_graph_descendant_of(state_->git.get(), &newer, &older) == 1;
}

Result<std::chrono::sys_seconds> Repository::committed(const std::string& commit) const {
  auto found = state_->commit(commit);
  if (!found) return pass(found);
  return std::chrono::sys_seconds(std::chrono::seconds(git_commit_time(found->get())));
}

Result<std::string> Repository::tree_of(const std::string& commit) const {
  auto found = state_->commit(commit);
  if (!found) return pass(found);
  return hex(git_commit_tree_id(found->get()));
}

bool Repository::holds_only(const std::string& commit, const BlobIds& files) const {
  auto found = state_->commit(commit);
  git_tree* tree = nullptr;
  if (!found || git_commit_tree(&tree, found->get()) != 0) return false;
  const Owned<git_tree> owned(tree);
  const auto look = [](const char* folder, const git_tree_entry* entry, void* payload) {
    if (git_tree_entry_type(entry) == GIT_OBJECT_TREE) return 0;
    const auto& known = *static_cast<const BlobIds*>(payload);
    const auto row = known.find(std::string(folder) + git_tree_entry_name(entry));
    return row != known.end() && row->second == hex(git_tree_entry_id(entry)) ? 0 : -1;
  };
  BlobIds known = files;
  return git_tree_walk(tree, GIT_TREEWALK_PRE, look, &known) == 0;
}

std::vector<std::string> Repository::between(const std::string& base, const std::string& commit,
                                             std::size_t most) const {
  std::vector<std::string> commits;
  git_revwalk* walk = nullptr;
  git_revwalk_new(&walk, state_->git.get());
  const Owned<git_revwalk> owned(walk);
  git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL);
  git_oid id;
  if (git_oid_fromstr(&id, commit.c_str()) != 0 || git_revwalk_push(walk, &id) != 0) return commits;
  if (git_oid_fromstr(&id, base.c_str()) == 0) git_revwalk_hide(walk, &id);
  while (commits.size() < most && git_revwalk_next(&id, walk) == 0) commits.push_back(hex(&id));
  return commits;
}

Result<std::string> Repository::root_of(const std::string& commit) const {
  git_revwalk* walk = nullptr;
  git_revwalk_new(&walk, state_->git.get());
  const Owned<git_revwalk> owned(walk);
  git_revwalk_simplify_first_parent(walk);
  git_oid id;
  if (git_oid_fromstr(&id, commit.c_str()) == 0) git_revwalk_push(walk, &id);
  std::string last = commit;
  while (git_revwalk_next(&id, walk) == 0) last = hex(&id);
  return last;
}

Result<Workspace> Repository::export_tree(const std::string& commit, const std::filesystem::path& folder,
                                          const ExportLimits& limits) const {
  auto found = state_->commit(commit);
  if (!found) return pass(found);
  git_tree* tree = nullptr;
  if (git_commit_tree(&tree, found->get()) != 0) {
    return fail(Fault::kUsage, "reading the tree of the commit", commit, git_reason(),
                "fetch the repository again; an object is missing or damaged");
  }
  const Owned<git_tree> owned(tree);
  Exporter exporter(state_->git.get(), folder, limits);
  if (auto written = exporter.write(tree); !written) return pass(written);
  Workspace workspace{.root = folder.string(),
                      .commit = commit,
                      .tree = hex(git_tree_id(tree)),
                      .files = exporter.files(),
                      .skipped = exporter.skipped()};
  return workspace;
}

std::vector<std::string> Repository::uncommitted() const {
  std::vector<std::string> paths;
  if (git_repository_is_bare(state_->git.get()) == 1) return paths;
  git_status_options options = GIT_STATUS_OPTIONS_INIT;
  options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_EXCLUDE_SUBMODULES;
  git_status_list* list = nullptr;
  if (git_status_list_new(&list, state_->git.get(), &options) != 0) return paths;
  const Owned<git_status_list> owned(list);
  for (std::size_t i = 0; i < git_status_list_entrycount(list); ++i) {
    const git_status_entry* entry = git_status_byindex(list, i);
    const git_diff_delta* delta = entry->index_to_workdir != nullptr ? entry->index_to_workdir : entry->head_to_index;
    const std::string path = delta->new_file.path;
    if (!path.starts_with(".grader/")) paths.push_back(printable(path));
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace grader::acquire
