#include "sandbox/cgroup.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <vector>

#include "sandbox/fd.h"
#include "sandbox/mechanism.h"

namespace grader::sandbox {
namespace {

constexpr int kMoves = 20;
constexpr int kNames = 20;

struct Mount {
  std::string root;  // the path of the hierarchy that is mounted
  std::string point;
  std::set<std::string> controllers;  // v1; empty for v2
  bool v2 = false;
};

std::string slurp(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool put(const std::string& path, const std::string& text) {
  const Fd file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
  return file && write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

std::set<std::string> comma_set(const std::string& text) {
  std::set<std::string> parts;
  std::stringstream stream(text);
  for (std::string part; std::getline(stream, part, ',');) parts.insert(part);
  return parts;
}

// proc(5), /proc/self/mountinfo: id parent dev root point options [optional...] - type source super-options
std::vector<Mount> cgroup_mounts() {
  std::vector<Mount> mounts;
  std::stringstream lines(slurp("/proc/self/mountinfo"));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t dash = line.find(" - ");
    if (dash == std::string::npos) continue;
    std::stringstream left(line.substr(0, dash));
    std::stringstream right(line.substr(dash + 3));
    std::string id, parent, device, root, point, type, source, options;
    left >> id >> parent >> device >> root >> point;
    right >> type >> source >> options;
    if (type == "cgroup")
      mounts.push_back({.root = root, .point = point, .controllers = comma_set(options), .v2 = false});
    if (type == "cgroup2") mounts.push_back({.root = root, .point = point, .controllers = {}, .v2 = true});
  }
  return mounts;
}

// cgroups(7), /proc/self/cgroup: hierarchy:controllers:path. Key "" is v2.
std::map<std::string, std::string> own_groups() {
  std::map<std::string, std::string> groups;
  std::stringstream lines(slurp("/proc/self/cgroup"));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    if (controllers.empty()) groups[""] = line.substr(second + 1);
    for (const std::string& controller : comma_set(controllers)) groups[controller] = line.substr(second + 1);
  }
  return groups;
}

std::string folder_of(const Mount& mount, std::string path) {
  if (mount.root != "/" && path.starts_with(mount.root)) path.erase(0, mount.root.size());
  if (path == "/" || path.starts_with("/..")) path.clear();
  return mount.point + path;
}

// "grader-4026531836-": with the number of the pid namespace, in which alone a process id means something.
std::string group_prefix() {
  struct stat space{};
  const bool known = stat("/proc/self/ns/pid", &space) == 0;
  return "grader-" + std::to_string(known ? space.st_ino : 0) + "-";
}

std::string group_name() {
  return group_prefix() + std::to_string(getpid());
}

// Groups are named after the supervisor's process id; one whose supervisor is gone was left by a kill -9. Those of
// another pid namespace (a container beside this one) are not ours to judge.
void remove_stale(const std::string& parent) {
  DIR* folder = opendir(parent.c_str());
  if (folder == nullptr) return;
  const std::string prefix = group_prefix();
  while (const dirent* entry = readdir(folder)) {
    const std::string name(static_cast<const char*>(entry->d_name));
    if (!name.starts_with(prefix)) continue;
    const auto pid = static_cast<pid_t>(std::strtol(name.c_str() + prefix.size(), nullptr, 10));
    if (pid > 0 && kill(pid, 0) != 0 && errno == ESRCH) rmdir((parent + "/" + name).c_str());
  }
  closedir(folder);
}

// A group that is there already was left by a dead supervisor of the same process id: its counters are not this run's.
// "" when none can be made.
std::string make_group(const std::string& parent) {
  for (int attempt = 0; attempt < kNames; ++attempt) {
    std::string folder = parent + "/" + group_name() + (attempt == 0 ? "" : "-" + std::to_string(attempt));
    if (mkdir(folder.c_str(), 0755) == 0) return folder;
    if (errno != EEXIST) return {};
    if (rmdir(folder.c_str()) == 0 && mkdir(folder.c_str(), 0755) == 0) return folder;
  }
  return {};
}

std::map<std::string, std::string> create_v1(const std::vector<Mount>& mounts) {
  static constexpr std::array<std::pair<const char*, const char*>, 3> kNeeded = {
      {{"memory", "memory"}, {"pids", "pids"}, {"cpu", "cpuacct"}}};
  const auto groups = own_groups();
  std::map<std::string, std::string> folders;
  for (const auto& [role, controller] : kNeeded) {
    for (const Mount& mount : mounts) {
      if (mount.v2 || !mount.controllers.contains(controller) || !groups.contains(controller)) continue;
      const std::string parent = folder_of(mount, groups.at(controller));
      remove_stale(parent);
      if (const std::string folder = make_group(parent); !folder.empty()) folders[role] = folder;
      break;
    }
  }
  if (folders.size() == kNeeded.size()) return folders;
  for (const auto& [role, folder] : folders) rmdir(folder.c_str());
  return {};
}

bool has_controllers(const std::string& folder) {
  const std::string enabled = " " + slurp(folder + "/cgroup.subtree_control");
  return enabled.find("memory") != std::string::npos && enabled.find("pids") != std::string::npos;
}

// A group with processes of its own cannot hand controllers down ("no internal processes"). In a delegated group all
// processes are this user's: they move to a leaf beside the box.
bool hand_down(const std::string& group) {
  if (has_controllers(group)) return true;
  const auto enable = [&] { return put(group + "/cgroup.subtree_control", "+memory +pids"); };
  if (enable()) return has_controllers(group);
  const std::string leaf = group + "/grader-supervisors";
  if (mkdir(leaf.c_str(), 0755) != 0 && errno != EEXIST) return false;
  for (int attempt = 0; attempt < kMoves; ++attempt) {  // a process may be started there meanwhile
    std::stringstream processes(slurp(group + "/cgroup.procs"));
    for (std::string pid; std::getline(processes, pid);) put(leaf + "/cgroup.procs", pid);
    if (enable() && has_controllers(group)) return true;
  }
  return false;
}

std::string create_v2(const std::vector<Mount>& mounts, bool root) {
  const auto groups = own_groups();
  for (const Mount& mount : mounts) {
    if (!mount.v2) continue;
    std::vector<std::string> parents;
    if (root) {
      parents.push_back(mount.point);  // the root group may hold processes and hand controllers down
    } else if (groups.contains("")) {
      std::string own = folder_of(mount, groups.at(""));
      if (own.ends_with("/grader-supervisors")) own.erase(own.rfind('/'));
      parents.push_back(own);
    }
    for (const std::string& parent : parents) {
      if (!hand_down(parent)) continue;
      remove_stale(parent);
      if (const std::string folder = make_group(parent); !folder.empty()) return folder;
    }
  }
  return {};
}

// The number after `key` in a file of "key number" lines; 0 when it is not there.
std::uint64_t number_after(const std::string& path, const std::string& key) {
  std::stringstream words(slurp(path));
  for (std::string word; words >> word;) {
    std::uint64_t value = 0;
    if (word == key && words >> value) return value;
  }
  return 0;
}

std::uint64_t number_in(const std::string& path) {
  return std::strtoull(slurp(path).c_str(), nullptr, 10);
}

}  // namespace

std::optional<Cgroup> Cgroup::create(const Limits& limits) {
  if (is_pretended_missing("cgroup")) return std::nullopt;
  const auto mounts = cgroup_mounts();
  const bool root = geteuid() == 0;
  const std::string memory = std::to_string(limits.memory_bytes);
  if (auto folders = create_v1(mounts); !folders.empty()) {
    Cgroup group("v1", folders);
    const std::string base = folders["memory"] + "/memory.";
    const bool limited = put(base + "limit_in_bytes", memory) &&
                         put(folders["pids"] + "/pids.max", std::to_string(limits.processes + 1));
    put(base + "memsw.limit_in_bytes", memory);  // there only when the kernel accounts for swap
    put(base + "swappiness", "0");
    if (limited) return group;
  }
  if (const std::string folder = create_v2(mounts, root); !folder.empty()) {
    Cgroup group(root ? "v2" : "v2-delegated", {{"memory", folder}, {"pids", folder}, {"cpu", folder}});
    const bool limited =
        put(folder + "/memory.max", memory) && put(folder + "/pids.max", std::to_string(limits.processes + 1));
    put(folder + "/memory.swap.max", "0");
    put(folder + "/memory.oom.group", "1");
    if (limited) return group;
  }
  return std::nullopt;
}

Cgroup::Cgroup(Cgroup&& other) noexcept : driver_(std::move(other.driver_)), folders_(std::move(other.folders_)) {
  other.folders_.clear();
}

Cgroup::~Cgroup() {
  std::set<std::string> folders;
  for (const auto& [role, folder] : folders_) folders.insert(folder);
  for (const std::string& folder : folders) {
    for (int attempt = 0; attempt < 200 && rmdir(folder.c_str()) != 0 && errno == EBUSY; ++attempt) usleep(2'000);
  }
}

void Cgroup::announce(pid_t pid) const {
  if (v1()) put(folders_.at("cpu") + "/cgroup.procs", std::to_string(pid));
}

bool Cgroup::add(pid_t pid) const {
  for (const auto& [role, folder] : folders_) {
    if (!put(folder + "/cgroup.procs", std::to_string(pid))) return false;
  }
  return true;
}

void Cgroup::begin() {
  cpu_before_us_ = all_cpu_us();
}

std::uint64_t Cgroup::cpu_us() const {
  const std::uint64_t all = all_cpu_us();
  return all - std::min(all, cpu_before_us_);
}

std::uint64_t Cgroup::all_cpu_us() const {
  return v1() ? number_in(folders_.at("cpu") + "/cpuacct.usage") / 1000
              : number_after(folders_.at("cpu") + "/cpu.stat", "usage_usec");
}

std::uint64_t Cgroup::peak_bytes() const {
  return number_in(folders_.at("memory") + (v1() ? "/memory.max_usage_in_bytes" : "/memory.peak"));
}

std::uint64_t Cgroup::oom_kills() const {
  return number_after(folders_.at("memory") + (v1() ? "/memory.oom_control" : "/memory.events"), "oom_kill");
}

std::uint64_t Cgroup::forks_refused() const {
  return number_after(folders_.at("pids") + "/pids.events", "max");
}

}  // namespace grader::sandbox
