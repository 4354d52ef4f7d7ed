#include "sandbox/landlock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstdint>
#include <utility>

#include "sandbox/fd.h"
#include "sandbox/mechanism.h"

namespace grader::sandbox {
namespace {

// Userspace of the kernel, Documentation/userspace-api/landlock.rst. Debian 12's headers end at version 2, so the
// numbers stand here.
constexpr std::uint64_t kExecute = 1U << 0U;
constexpr std::uint64_t kWriteFile = 1U << 1U;
constexpr std::uint64_t kReadFile = 1U << 2U;
constexpr std::uint64_t kReadDir = 1U << 3U;
constexpr std::uint64_t kMakeChar = 1U << 6U;
constexpr std::uint64_t kMakeBlock = 1U << 11U;
constexpr std::uint64_t kTruncate = 1U << 14U;
constexpr std::uint64_t kOnFiles = kExecute | kWriteFile | kReadFile | kTruncate;
constexpr std::uint64_t kTcp = 3;     // bind, connect
constexpr std::uint64_t kScopes = 3;  // abstract sockets, signals
constexpr unsigned kAskVersion = 1;
constexpr int kPathBeneath = 1;
constexpr int kSinceTcp = 4;

struct Handled {
  std::uint64_t files = 0;
  std::uint64_t network = 0;
  std::uint64_t scoped = 0;
};

struct [[gnu::packed]] Beneath {
  std::uint64_t allowed = 0;
  std::int32_t folder = -1;
};

// Rights on files grew with the versions: 13 of the first, then REFER, TRUNCATE (3) and IOCTL_DEV (5).
std::uint64_t rights_of(int version) {
  const unsigned count = version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13;
  return (std::uint64_t{1} << count) - 1;
}

// Of rules for files the kernel takes no right that only folders have.
void allow(int rules, const std::string& path, std::uint64_t rights) {
  const Fd folder(open(path.c_str(), O_PATH | O_CLOEXEC));
  if (!folder) return;
  struct stat status{};
  if (fstat(folder.get(), &status) == 0 && !S_ISDIR(status.st_mode)) rights &= kOnFiles;
  const Beneath rule{.allowed = rights, .folder = folder.get()};
  require(syscall(SYS_landlock_add_rule, rules, kPathBeneath, &rule, 0) == 0, "landlock", "allowing " + path);
}

}  // namespace

int landlock_version() {
  if (is_pretended_missing("landlock")) return 0;
  const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, kAskVersion);
  for (const auto& [name, since] :
       {std::pair("landlock scopes", kLandlockThatScopes), std::pair("landlock truncation", kLandlockThatTruncates)}) {
    if (is_pretended_missing(name) && version >= since) return since - 1;
  }
  return version > 0 ? static_cast<int>(version) : 0;
}

void restrict_by_landlock(const LandlockRules& rules, int version) {
  const std::uint64_t all = rights_of(version);
  const Handled handled{
      .files = all, .network = version >= kSinceTcp ? kTcp : 0, .scoped = version >= kLandlockThatScopes ? kScopes : 0};
  const Fd made(static_cast<int>(syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0)));
  require(static_cast<bool>(made), "landlock", "making the rules");
  for (const std::string& path : rules.readable) allow(made.get(), path, kExecute | kReadFile | kReadDir);
  for (const std::string& path : rules.writable) allow(made.get(), path, all & ~(kMakeChar | kMakeBlock));
  for (const std::string& path : rules.devices) allow(made.get(), path, all & (kReadFile | kWriteFile | kTruncate));
  require(syscall(SYS_landlock_restrict_self, made.get(), 0) == 0, "landlock", "taking the rules on");
}

}  // namespace grader::sandbox
