#pragma once
// Keeps two processes from the same results.

#include <filesystem>
#include <string>

#include "grader/base/result.h"

namespace grader {

// "process 7 of mark-1, since 2026-03-05": for whoever is kept out.
std::string this_process();

inline constexpr const char* kLocking = "taking the lock of the results";
inline constexpr const char* kWaitForIt = "wait for it to end, or end it; the lock goes with it";

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

}  // namespace grader
