#include "sandbox/watch.h"

#include <poll.h>
#include <sys/statfs.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>

#include "sandbox/mechanism.h"
#include "sandbox/verdict.h"

namespace grader::sandbox {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::uint64_t kLookEvery = 100'000;  // microseconds between two looks at how much a folder holds

struct Watch {
  Report& report;
  rusage usage{};
  bool interrupted = false;
  Seen seen;
};

bool disk_full(int out) {
  struct statfs space{};
  return fstatfs(out, &space) == 0 && (space.f_bfree == 0 || space.f_ffree == 0);
}

bool over_folder(const Watched& watched) {
  return watched.practice->holds_more_than(watched.limits.disk_bytes, watched.limits.inodes);
}

class Watcher {
 public:
  Watcher(const Watched& watched, Box& box) : watched_(watched), box_(box), began_(Steady::now()) {}

  // Until every process of the box is dead. Limits are looked at between events, at most 10 ms apart.
  void run(Watch& watch) {
    for (;;) {
      std::array<pollfd, 6> set{};
      set[0] = {.fd = box_.pidfd.get(), .events = POLLIN, .revents = 0};
      set[1] = {.fd = watched_.signals, .events = POLLIN, .revents = 0};
      for (std::size_t i = 0; i < watched_.captures.size(); ++i)
        set[i + 2] = {.fd = watched_.captures[i]->fd(), .events = POLLIN, .revents = 0};
      set[5] = {.fd = watched_.peer, .events = POLLRDHUP, .revents = 0};
      poll(set.data(), set.size(), 10);
      for (Capture* capture : watched_.captures) capture->pump();
      if (set[1].revents != 0) watch.interrupted = true;
      if (set[5].revents != 0) watch.seen.peer_closed = true;
      if (set[0].revents != 0) break;
      if (watch.interrupted || watch.seen.peer_closed || over_limit(watch.seen)) kill_box(box_);
    }
    watch.usage = bury(box_);
    for (Capture* capture : watched_.captures) capture->pump();
    over_output(watch.seen);
    watch.report.wall_us = elapsed_us();
  }

 private:
  std::uint64_t elapsed_us() const {
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - began_).count());
  }
  // A full disk ends the run: what filled it may be tidied away before the end.
  bool over_output(Seen& seen) {
    static constexpr std::array<const char*, 3> kNames = {"stdout", "stderr", "report"};
    for (std::size_t i = 0; i < watched_.captures.size(); ++i) {
      if (watched_.captures[i]->over() && seen.over_output.empty()) seen.over_output = kNames[i];
    }
    if (seen.over_output.empty() && is_disk_full()) seen.over_output = "disk";
    return !seen.over_output.empty();
  }
  // A folder has to be walked, so not each time.
  bool is_disk_full() {
    if (watched_.practice == nullptr) return disk_full(box_.out.get());
    if (elapsed_us() < next_look_us_) return false;
    next_look_us_ = elapsed_us() + kLookEvery;
    return over_folder(watched_);
  }
  bool over_limit(Seen& seen) {
    if (over_output(seen)) return true;
    if (watched_.group && watched_.group->oom_kills() > 0) seen.over_memory = true;
    if (watched_.group && watched_.group->cpu_us() >= watched_.limits.cpu_ms * 1000) seen.over_cpu = true;
    if (elapsed_us() >= watched_.limits.wall_ms * 1000) seen.over_wall = true;
    return seen.over_memory || seen.over_cpu || seen.over_wall;
  }

  const Watched& watched_;
  Box& box_;
  Steady::time_point began_;
  std::uint64_t next_look_us_ = kLookEvery;
};

// Without a control group: the processes that were reaped, less what init took to build the box.
void measure(const Watched& watched, const Box& box, Watch& watch) {
  Report& report = watch.report;
  const auto us = [](const timeval& time) {
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000 + static_cast<std::uint64_t>(time.tv_usec);
  };
  const std::uint64_t reaped = us(watch.usage.ru_utime) + us(watch.usage.ru_stime);
  report.cpu_us = watched.group ? watched.group->cpu_us() : reaped - std::min(reaped, box.set_up_us);
  if (watched.group) {
    report.peak_bytes = watched.group->peak_bytes();
    report.oom_kills = watched.group->oom_kills();
    report.forks_refused = watched.group->forks_refused();
  }
  const bool full = watched.practice != nullptr ? over_folder(watched) : disk_full(box.out.get());
  if (full && watch.seen.over_output.empty()) watch.seen.over_output = "disk";
}

}  // namespace

void watch_to_the_end(const Watched& watched, Box& box, Report& report) {
  Watch watch{.report = report,
              .seen = {.grouped = watched.group.has_value(), .practice = watched.practice != nullptr}};
  Watcher(watched, box).run(watch);
  if (watch.interrupted) throw Missing{.mechanism = "interrupted", .found = "the helper was told to stop"};
  hear_last(box);
  measure(watched, box, watch);
  watch.seen.last = box.last;
  decide(watched.limits, watch.seen, report);
}

}  // namespace grader::sandbox
