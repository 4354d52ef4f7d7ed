#pragma once
// One control group per run: memory (swap included), process count and CPU time of the whole box.
//
// Drivers: v1 (as root), v2 (as root), v2-delegated (an ordinary user inside a group that systemd delegated). Without
// any of them there is no group; the box is then of the tier "namespaces" and its limits are approximate. Files:
// Documentation/admin-guide/cgroup-v1/{memory,cpuacct,pids}.rst and cgroup-v2.rst of the kernel.

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "sandbox/spec.h"

namespace grader::sandbox {

class Cgroup {
 public:
  // Creates the group with its limits; none when the host lets us make none. Removes groups that killed runs left.
  static std::optional<Cgroup> create(const Limits& limits);
  Cgroup(Cgroup&& other) noexcept;
  Cgroup& operator=(Cgroup&&) = delete;
  ~Cgroup();  // the group must be empty; retried for a moment, since the kernel empties it asynchronously

  const std::string& driver() const { return driver_; }
  // Before `add`, of a process that no limit may bind yet: a first move into a group takes the kernel some
  // milliseconds, the next ones few. Only v1 has a group that binds nothing.
  void announce(pid_t pid) const;
  bool add(pid_t pid) const;
  void begin();  // what its processes have used until now is not counted as CPU time
  std::uint64_t cpu_us() const;
  std::uint64_t peak_bytes() const;
  std::uint64_t oom_kills() const;
  std::uint64_t forks_refused() const;

 private:
  Cgroup(std::string driver, std::map<std::string, std::string> folders)
      : driver_(std::move(driver)), folders_(std::move(folders)) {}
  bool v1() const { return driver_ == "v1"; }
  std::uint64_t all_cpu_us() const;
  std::string driver_;
  std::map<std::string, std::string> folders_;  // controller ("memory", "pids", "cpu") -> folder of our group
  std::uint64_t cpu_before_us_ = 0;
};

}  // namespace grader::sandbox
