#include <algorithm>
#include <cstring>
#include <filesystem>

#include "grader/acquire/git2.h"
#include "grader/acquire/moves.h"
#include "grader/acquire/repository.h"
#include "grader/base/files.h"

namespace grader::acquire {
namespace {

std::set<int> added_lines(const std::string& before, const std::string& after) {
  std::set<int> lines;
  git_patch* patch = nullptr;
  git_diff_options options = GIT_DIFF_OPTIONS_INIT;
  options.context_lines = 0;
  if (git_patch_from_buffers(&patch, before.data(), before.size(), nullptr, after.data(), after.size(), nullptr,
                             &options) != 0)
    return lines;
  const Owned<git_patch> owned(patch);
  for (std::size_t hunk = 0; hunk < git_patch_num_hunks(patch); ++hunk) {
    for (int i = 0; i < git_patch_num_lines_in_hunk(patch, hunk); ++i) {
      const git_diff_line* line = nullptr;
      git_patch_get_line_in_hunk(&line, patch, hunk, static_cast<std::size_t>(i));
      if (line->origin == GIT_DIFF_LINE_ADDITION || line->origin == GIT_DIFF_LINE_ADD_EOFNL)
        lines.insert(line->new_lineno);
    }
  }
  return lines;
}

}  // namespace

std::map<std::string, std::set<int>> own_lines(const std::filesystem::path& folder,
                                               const std::vector<std::string>& files,
                                               const std::filesystem::path& starter,
                                               const std::vector<std::string>& starter_files) {
  set_up_library();
  const std::set<std::string> here(files.begin(), files.end());
  std::map<std::string, std::string> before;  // starter path -> bytes
  for (const std::string& file : starter_files) before[file] = read_file(starter / file).value_or("");
  std::vector<std::string> gone;  // starter files that are not here any more
  for (const auto& [path, bytes] : before) {
    if (!here.contains(path)) gone.push_back(path);
  }
  std::map<std::string, std::set<int>> own;
  for (const std::string& file : files) {
    const auto bytes = read_file(folder / file);
    if (!bytes || bytes->find('\0') != std::string::npos) continue;
    auto from = before.find(file);
    if (from == before.end()) {
      const auto old = moved_from(gone, file, [&](const std::string& path) { return before[path] == *bytes; });
      if (old != gone.end()) from = before.find(*old);
    }
    std::set<int> lines = added_lines(from == before.end() ? std::string() : from->second, *bytes);
    if (!lines.empty()) own[file] = std::move(lines);
  }
  return own;
}

}  // namespace grader::acquire
