#include "sandbox/verdict.h"

#include <signal.h>
#include <sys/wait.h>

#include "sandbox/mechanism.h"

namespace grader::sandbox {
namespace {

// Of its limit must have been used by a program that a signal for want of processor time ended: it may have sent itself
// that signal. The kernel counts for the signal by ticks, roughly on a busy machine, and for us more exactly.
constexpr std::uint64_t kNearPercent = 50;

// The kernel counts every out-of-memory kill in the group, also those for want of memory outside. The box's own limit
// is met at the limit; where the kernel tells no peak, it is taken to have been.
void require_host_memory(const Limits& limits, const Report& report) {
  const std::uint64_t peak = report.peak_bytes.value_or(0);
  if (peak == 0 || peak >= limits.memory_bytes / 2) return;
  throw Missing{.mechanism = "host memory",
                .found = "the kernel ended a process of a box that held " + std::to_string(peak >> 20U) + " MiB of " +
                         std::to_string(limits.memory_bytes >> 20U)};
}

// In a pid namespace of its own init can be ended from outside only. For practice it shares the user with the program.
void require_undisturbed(const Seen& seen) {
  if (seen.practice || seen.peer_closed) return;
  throw Missing{.mechanism = "undisturbed box", .found = "something outside ended the box, and no limit of it"};
}

}  // namespace

void decide(const Limits& limits, const Seen& seen, Report& report) {
  const bool ended = seen.last && seen.last->said == Said::kEnded;
  const int status = ended ? seen.last->value : 0;
  const int signal = ended && WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (seen.last && seen.last->said == Said::kNotExecuted) {
    report.reason = seen.last->text.data();
    return;
  }
  const bool over_cpu = seen.over_cpu || (seen.grouped && report.cpu_us >= limits.cpu_ms * 1000) ||
                        (signal == SIGXCPU && report.cpu_us >= limits.cpu_ms * 1000 * kNearPercent / 100);
  const bool over_wall = seen.over_wall || report.wall_us >= limits.wall_ms * 1000;
  const std::string over_output = signal == SIGXFSZ && seen.over_output.empty() ? "file" : seen.over_output;
  report.value = signal != 0 ? signal : ended ? WEXITSTATUS(status) : 0;
  if (seen.over_memory || report.oom_kills > 0) {
    require_host_memory(limits, report);
    report.end = End::kMemoryLimit;
  } else if (!over_output.empty()) {
    report.end = End::kOutputLimit;
    report.what = over_output;
  } else if (over_cpu) {
    report.end = End::kCpuLimit;
  } else if (over_wall) {
    report.end = End::kWallLimit;
    report.idle = report.cpu_us * 10 < report.wall_us;
  } else if (!ended) {
    require_undisturbed(seen);
    report.reason = seen.peer_closed ? "the connection of the box was closed" : "init of the box was ended";
  } else if (signal == SIGSYS) {
    report.end = End::kDenied;
  } else {
    report.end = signal != 0 ? End::kSignalled : End::kExited;
  }
}

}  // namespace grader::sandbox
