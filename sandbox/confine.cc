#include "sandbox/confine.h"

#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "sandbox/mechanism.h"
#include "sandbox/mounts.h"

namespace grader::sandbox {
namespace {

// Never above what holds already: that cannot be raised, and is the stricter.
void limit(int resource, std::uint64_t soft, std::uint64_t hard) {
  const auto which = static_cast<__rlimit_resource_t>(resource);
  rlimit held{};
  require(getrlimit(which, &held) == 0, "resource limits", "reading a limit");
  const rlimit value{.rlim_cur = std::min(soft, held.rlim_max), .rlim_max = std::min(hard, held.rlim_max)};
  require(setrlimit(which, &value) == 0, "resource limits", "setting a limit");
}

void pin_to_one_processor() {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<unsigned>(std::max(0, sched_getcpu())), &one);
  sched_setaffinity(0, sizeof one, &one);
}

}  // namespace

void set_resource_limits(const Limits& limits, bool exact, std::uint64_t beside) {
  const std::uint64_t seconds = (limits.cpu_ms + 999) / 1000;
  limit(RLIMIT_CORE, 1, 1);  // no file; and at 1, unlike 0, the kernel feeds no program of a host's core_pattern either
  limit(RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes);
  limit(RLIMIT_NOFILE, 1024, 1024);
  limit(RLIMIT_MSGQUEUE, 0, 0);
  limit(RLIMIT_CPU, seconds + (exact ? 1 : 0), seconds + 2);
  if (exact) return;
  limit(RLIMIT_NPROC, limits.processes + beside, limits.processes + beside);
  limit(RLIMIT_DATA, limits.memory_bytes, limits.memory_bytes);
  pin_to_one_processor();  // the filter keeps it there: CPU time can then never exceed wall time
}

void forbid_new_privileges() {
  const bool locked = is_pretended_missing("no_new_privs") || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
  require(locked, "no_new_privs", "forbidding new privileges");
}

void drop_privileges(bool switch_user) {
  for (int capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; ++capability) {
    require(prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0, "capability drop", "dropping from the bounding set");
  }
  if (switch_user) {
    require(setgroups(0, nullptr) == 0, "uid mapping", "leaving all groups");
    require(setresgid(kBoxUser, kBoxUser, kBoxUser) == 0 && setresuid(kBoxUser, kBoxUser, kBoxUser) == 0, "uid mapping",
            "becoming the box's user");
  }
  __user_cap_header_struct header{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  const std::array<__user_cap_data_struct, 2> none{};
  require(syscall(SYS_capset, &header, none.data()) == 0, "capability drop", "dropping all capabilities");
  forbid_new_privileges();
}

}  // namespace grader::sandbox
