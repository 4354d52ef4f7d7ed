#pragma once
// Files of our own: reading with a cap, writing whole or not at all, listing a tree, temporary folders.
//
// For trusted paths only. What a learner's program wrote is collected by the sandbox helper, which checks each file.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "grader/base/result.h"

namespace grader {

// The whole file. Fails with kUsage when it does not exist, kPlatform when it cannot be read or is larger than the cap.
Result<std::string> read_file(const std::filesystem::path& path, std::uintmax_t cap_bytes = 64U << 20U);

// Writes beside the target and renames over it, so that a reader sees the old bytes or the new ones, never half. Makes
// missing parent folders. On failure (kPlatform, with the system's reason such as "No space left on device") the target
// is unchanged and nothing is left beside it.
Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);

// Relative paths with '/' of all regular files below a folder, sorted by bytes. Symbolic links are not followed and not
// listed. A folder that does not exist is empty.
std::vector<std::string> files_below(const std::filesystem::path& folder);

// As files_below, of the files that stand in the folder itself.
std::vector<std::string> files_in(const std::filesystem::path& folder);

// A new empty folder that is removed with everything in it when this value dies, also when files in it are read-only.
class TempFolder {
 public:
  // `parent` is created when missing. Fails with kPlatform.
  static Result<TempFolder> make(const std::filesystem::path& parent);
  TempFolder(TempFolder&& other) noexcept;
  TempFolder& operator=(TempFolder&& other) noexcept;
  ~TempFolder();
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit TempFolder(std::filesystem::path path);
  std::filesystem::path path_;
};

// $GRADER_CACHE, else $XDG_CACHE_HOME/grader, else $HOME/.cache/grader, else a folder below the system's temporary one.
// Absolute.
std::filesystem::path cache_folder();

// Where toolchains/, rubrics/, exercises/ and web/ are: $GRADER_DATA, else beside the program (installed:
// ../share/grader; in a build: the source tree). Empty when none of these has a rubrics/ folder.
std::filesystem::path data_folder();

}  // namespace grader
