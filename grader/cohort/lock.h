#pragma once
// Keeps two runs from the same results.

#include <filesystem>
#include <string>

#include "grader/base/result.h"

namespace grader::cohort {

// Held until it dies, or the process does: no child inherits it.
class Lock {
 public:
  // Fails with kBusy when another process holds it, and names that process; kPlatform when the file cannot be written.
  // The file stays.
  static Result<Lock> take(const std::filesystem::path& file);
  Lock(Lock&& other) noexcept;
  Lock& operator=(Lock&& other) noexcept;
  ~Lock();

 private:
  explicit Lock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace grader::cohort
