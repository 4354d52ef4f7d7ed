#include "sandbox/host.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include "sandbox/landlock.h"
#include "sandbox/mechanism.h"

namespace grader::sandbox {
namespace {

constexpr const char* kProfile = "/etc/apparmor.d/grader-sandbox";

std::string host_root;  // NOLINT: set once by main before anything runs

std::string text_of(const std::string& path) {
  std::ifstream file(host_root + path);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

bool there(const std::string& path) {
  return access((host_root + path).c_str(), F_OK) == 0;
}

// A mount below /proc hides a part of it. Two are the host's own and hide nothing.
bool proc_is_masked() {
  std::stringstream lines(text_of("/proc/self/mountinfo"));
  for (std::string line; std::getline(lines, line);) {
    std::stringstream words(line);
    std::string id, parent, device, root, point;
    words >> id >> parent >> device >> root >> point;
    if (point.starts_with("/proc/") && !point.starts_with("/proc/sys/fs/binfmt_misc") && point != "/proc/fs/nfsd")
      return true;
  }
  return false;
}

std::string container_maker() {
  if (there("/.dockerenv")) return "docker";
  if (there("/run/.containerenv")) return "podman";
  return text_of("/run/systemd/container");
}

// Those without which no namespace of the box can be made or filled.
bool is_of_namespaces(std::string_view mechanism) {
  static constexpr std::array<std::string_view, 10> kThem = {
      "user namespace", "mount namespace",  "pid namespace", "network namespace", "ipc namespace",
      "uts namespace",  "cgroup namespace", "uid mapping",   "sized tmpfs",       "pivot_root"};
  return std::find(kThem.begin(), kThem.end(), mechanism) != kThem.end();
}

std::string for_namespaces(std::string_view mechanism, const HostFacts& host) {
  if (host.container == "podman") return "start the container with: podman run --security-opt unmask=ALL ...";
  if (!host.container.empty())
    return "start the container with: docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined "
           "--security-opt systempaths=unconfined ...";
  if (host.apparmor_restricts && host.apparmor_profile)
    return std::string("load the profile that came with grader: sudo apparmor_parser -r ") + kProfile;
  if (host.apparmor_restricts)
    return "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 (or install grader.deb, which brings an "
           "AppArmor profile for its helper alone)";
  if (host.user_namespaces_off) return "sudo sysctl -w kernel.unprivileged_userns_clone=1";
  if (host.user_namespaces_none) return "sudo sysctl -w user.max_user_namespaces=15000";
  if (host.wsl) return "use WSL 2: wsl.exe --set-version <distribution> 2";
  return std::string(remedy_of(mechanism));
}

std::string for_control_groups(const HostFacts& host) {
  if (host.wsl && !host.systemd)
    return "let systemd run WSL: printf '[boot]\\nsystemd=true\\n' | sudo tee -a /etc/wsl.conf; then wsl.exe "
           "--shutdown";
  if (!host.container.empty())
    return "in a container limits stay approximate; for exact ones run grader on the host itself";
  if (host.systemd && !host.root) return "systemd-run --user --scope -p Delegate=yes grader ...";
  if (!host.root) return "run it as root: sudo grader ...";
  return std::string(remedy_of("cgroup"));
}

}  // namespace

void pretend_host(std::string folder) {
  host_root = std::move(folder);
}

HostFacts read_host() {
  const std::string release = text_of("/proc/sys/kernel/osrelease");
  return {.root = geteuid() == 0,
          .systemd = there("/run/systemd/system"),
          .wsl = release.find("icrosoft") != std::string::npos,
          .container = container_maker(),
          .apparmor_restricts = text_of("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1",
          .apparmor_profile = there(kProfile),
          .user_namespaces_off = text_of("/proc/sys/kernel/unprivileged_userns_clone") == "0",
          .user_namespaces_none = text_of("/proc/sys/user/max_user_namespaces") == "0",
          .proc_masked = proc_is_masked(),
          .landlock = landlock_version()};
}

std::string remedy_for(std::string_view mechanism, const HostFacts& host) {
  if (is_of_namespaces(mechanism)) return for_namespaces(mechanism, host);
  if (mechanism == "cgroup") return for_control_groups(host);
  if (mechanism == "host memory") return "free memory or let fewer steps run at once (--threads), then run this again";
  if (mechanism == "undisturbed box") return "find out what ends processes of this host, then run this again";
  if (mechanism == "result folder") return "free space there, then run this again";
  if (mechanism == "landlock" && host.root && host.landlock > 0)
    return "run it as an ordinary user; the box without namespaces is none for root";
  if (mechanism == "landlock") {
    return host.wsl ? "wsl.exe --update, for a kernel with Landlock"
                    : "run on Linux 5.19 or newer with landlock in the kernel's lsm= list";
  }
  if (mechanism == "proc") {
    return host.container == "podman"
               ? "start the container with: podman run --security-opt unmask=ALL ..."
               : "start the container with: docker run --security-opt systempaths=unconfined ...";
  }
  return std::string(remedy_of(mechanism));
}

}  // namespace grader::sandbox
