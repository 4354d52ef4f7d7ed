#pragma once
// A repository in a folder of its own; trees that git itself would not make are written as raw objects.

#include <gmock/gmock.h>

#include "grader/acquire/repository.h"
#include "tests/support/shell.h"

namespace grader::acquire {

namespace fs = std::filesystem;
using support::Folder;
using support::shell;
using support::spit;

struct Repo : testing::Test {
  Folder folder;
  fs::path repo = folder / "repo";

  void SetUp() override { git("init -q -b main ."); }
  std::string git(const std::string& arguments) const {
    fs::create_directories(repo);
    const auto ran =
        shell("cd '" + repo.string() +
              "' && GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A "
              "GIT_COMMITTER_EMAIL=a@example.org "
              "GIT_AUTHOR_DATE=${DAY:-2026-01-05}T00:00:00Z GIT_COMMITTER_DATE=${DAY:-2026-01-05}T00:00:00Z git " +
              arguments);
    EXPECT_EQ(ran.code, 0) << arguments << ": " << ran.err;
    return ran.out.substr(0, ran.out.find('\n'));
  }
  std::string blob(const std::string& text) const {
    spit(folder / "blob", text);
    return git("hash-object -w '" + (folder / "blob").string() + "'");
  }
  // A tree of raw entries: mode, name, id.
  struct Entry {
    std::string mode, name, id;
  };
  std::string tree(const std::vector<Entry>& entries) const {
    std::string bytes;
    for (const Entry& entry : entries) {
      bytes += entry.mode + " " + entry.name + '\0';
      for (std::size_t i = 0; i < 40; i += 2) bytes += static_cast<char>(std::stoi(entry.id.substr(i, 2), nullptr, 16));
    }
    spit(folder / "tree", bytes);
    return git("hash-object -t tree -w --literally '" + (folder / "tree").string() + "'");
  }
  void commit_tree(const std::string& id) const {
    git("update-ref refs/heads/main $(git -c user.name=A -c user.email=a@example.org commit-tree -m x " + id + ")");
  }
  Result<Workspace> exported(const ExportLimits& limits = {}) const {
    auto opened = Repository::open(repo);
    EXPECT_TRUE(opened);
    auto commit = opened->resolve({});
    EXPECT_TRUE(commit);
    fs::create_directories(folder / "out");
    return opened->export_tree(*commit, folder / "out", limits);
  }
  static std::string why(const Workspace& workspace) {
    return workspace.skipped.empty() ? "" : workspace.skipped.front().why;
  }
};

}  // namespace grader::acquire
