#include "sandbox/mechanism.h"

#include <cerrno>
#include <cstring>

namespace grader::sandbox {
namespace {

std::string pretended;  // NOLINT: set once by main before anything runs

constexpr std::string_view kUserRemedy =
    "allow user namespaces: sudo sysctl -w kernel.unprivileged_userns_clone=1 (Debian) or "
    "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu); in a container, start it with them "
    "allowed";
constexpr std::string_view kKernelRemedy = "run on Linux 5.14 or newer with this feature in its configuration";
constexpr std::string_view kCgroupRemedy =
    "run as root, or inside a delegated group: systemd-run --user --scope -p Delegate=yes grader ...";

}  // namespace

const std::vector<Mechanism>& mechanisms() {
  static const std::vector<Mechanism> table = {
      {"user namespace", kUserRemedy},      {"mount namespace", kKernelRemedy}, {"pid namespace", kKernelRemedy},
      {"network namespace", kKernelRemedy}, {"ipc namespace", kKernelRemedy},   {"uts namespace", kKernelRemedy},
      {"cgroup namespace", kKernelRemedy},  {"uid mapping", kUserRemedy},       {"mount_setattr", kKernelRemedy},
      {"sized tmpfs", kUserRemedy},         {"pivot_root", kUserRemedy},        {"non-dumpable init", kKernelRemedy},
      {"resource limits", kKernelRemedy},   {"capability drop", kKernelRemedy}, {"no_new_privs", kKernelRemedy},
      {"seccomp", kKernelRemedy},           {"openat2", kKernelRemedy},         {"cgroup", kCgroupRemedy},
  };
  return table;
}

void pretend_missing(std::string_view name) {
  pretended = name;
}

bool is_pretended_missing(std::string_view name) {
  return !pretended.empty() && pretended == name;
}

void require(bool ok, std::string_view mechanism, std::string_view doing) {
  if (ok && !is_pretended_missing(mechanism)) return;
  const std::string why = ok ? "pretended to be missing" : std::strerror(errno);
  throw Missing{.mechanism = std::string(mechanism), .found = std::string(doing) + ": " + why};
}

std::string_view remedy_of(std::string_view mechanism) {
  for (const Mechanism& row : mechanisms()) {
    if (row.name == mechanism) return row.remedy;
  }
  return "see `grader doctor`";
}

}  // namespace grader::sandbox
