#include "grader/base/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "grader/base/dates.h"
#include "grader/base/text.h"

namespace grader {
namespace {

std::string holder_of(int descriptor) {
  std::array<char, 256> text{};
  const ssize_t size = pread(descriptor, text.data(), text.size(), 0);
  return size <= 0 ? "another process" : printable(trim({text.data(), static_cast<std::size_t>(size)}));
}

}  // namespace

std::string this_process() {
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  return "process " + std::to_string(getpid()) + " of " + host.data() + ", since " +
         iso_day(std::chrono::floor<std::chrono::days>(utc_now()));
}

Result<Lock> Lock::take(const std::filesystem::path& file) {
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return fail(Fault::kPlatform, kLocking, file.string(), std::strerror(errno), "make the folder writable");
  Lock lock(descriptor);
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0)
    return fail(Fault::kBusy, kLocking, file.string(), "held by " + holder_of(descriptor), kWaitForIt);
  const std::string holder = this_process() + "\n";
  const bool written = ftruncate(descriptor, 0) == 0 &&
                       pwrite(descriptor, holder.data(), holder.size(), 0) == static_cast<ssize_t>(holder.size());
  if (!written) return fail(Fault::kPlatform, kLocking, file.string(), std::strerror(errno), "free space on the disk");
  return lock;
}

Lock::Lock(Lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

Lock& Lock::operator=(Lock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

Lock::~Lock() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace grader
