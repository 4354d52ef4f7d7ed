#pragma once
// What kind of host this is, so that a missing mechanism comes with the one command that mends it there.

#include <string>
#include <string_view>

namespace grader::sandbox {

struct HostFacts {
  bool root = false;
  bool systemd = false;               // it runs the host, and can delegate control groups
  bool wsl = false;                   // Linux under Windows
  std::string container;              // "docker", "podman", another word of its maker, or ""
  bool apparmor_restricts = false;    // Ubuntu 24.04 on: a user namespace is made, but without capabilities
  bool apparmor_profile = false;      // ours is in /etc/apparmor.d, so it is only not loaded
  bool user_namespaces_off = false;   // Debian's kernel.unprivileged_userns_clone=0
  bool user_namespaces_none = false;  // user.max_user_namespaces=0
  bool proc_masked = false;           // parts of /proc are hidden, as containers do
  int landlock = 0;                   // version
};

HostFacts read_host();

// For tests: what read_host finds in files, it finds below this folder. Set once at start-up.
void pretend_host(std::string folder);

// One action for whoever runs the host.
std::string remedy_for(std::string_view mechanism, const HostFacts& host);

}  // namespace grader::sandbox
