#pragma once
// Writes one git tree below a folder, trusting nothing in it. See docs/decisions/0003-own-exporter.md for why not
// libgit2's checkout.

#include <git2.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "grader/acquire/repository.h"
#include "grader/base/result.h"
#include "grader/model/workspace.h"

namespace grader::acquire {

// Why a name of a tree entry is refused; "" when it is fine. Control characters, '.', '..', '/', spellings of ".git"
// (case, short name "git~1", ignorable code points, trailing dots and spaces), over-long names, names that are not
// UTF-8.
std::string refusal_of_name(const std::string& name, std::size_t most_bytes);

class Exporter {
 public:
  Exporter(git_repository* git, std::filesystem::path folder, const ExportLimits& limits);
  ~Exporter();
  Exporter(const Exporter&) = delete;
  Exporter& operator=(const Exporter&) = delete;

  Result<void> write(const git_tree* tree);
  std::vector<std::string> files() const;  // sorted
  const std::vector<Skipped>& skipped() const { return skipped_; }

 private:
  Result<void> walk(const git_tree* tree, int folder, const std::string& prefix, int depth);
  Result<void> entry(const git_tree_entry* entry, int folder, const std::string& prefix, int depth,
                     std::map<std::string, std::string>& folded);
  Result<void> blob(const git_tree_entry* entry, int folder, const std::string& name, const std::string& path);
  void skip(const std::string& path, const std::string& why);

  git_repository* git_;
  git_odb* odb_ = nullptr;
  std::filesystem::path folder_;
  ExportLimits limits_;
  std::uint64_t bytes_ = 0;
  std::size_t seen_ = 0;
  bool full_ = false;
  std::vector<std::string> files_;
  std::vector<Skipped> skipped_;
};

}  // namespace grader::acquire
