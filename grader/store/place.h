#pragma once
// Where a store is: the texts that open() takes, and what must be so before a database opens a file.

#include <filesystem>
#include <string>

#include "grader/base/result.h"
#include "grader/store/dialect.h"

namespace grader::store {

struct Place {
  Kind kind = Kind::kSqlite;
  std::string connection;      // as Database takes it; may hold a password
  std::string name;            // for people; never holds one
  std::filesystem::path file;  // absolute; empty unless SQLite
};

// Fails with kUsage.
Result<Place> place_of(const std::string& where);

// A file system of this kind (as statfs(2) numbers them) may be mounted by several hosts at once.
bool shared_by_hosts(long type);

// Makes the file, empty and for its owner alone, unless it is there, and lets one process at a time hold this value for
// it. The lock is on a file beside it, which stays.
class FileGuard {
 public:
  // Fails with kUsage on a file system of several hosts, kPlatform when the file cannot be made.
  static Result<FileGuard> take(const std::filesystem::path& file);
  FileGuard(FileGuard&& other) noexcept;
  FileGuard& operator=(FileGuard&&) = delete;
  ~FileGuard();

 private:
  explicit FileGuard(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace grader::store
