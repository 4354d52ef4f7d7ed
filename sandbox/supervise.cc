#include "sandbox/supervise.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <thread>

#include "sandbox/cgroup.h"
#include "sandbox/collect.h"
#include "sandbox/init.h"
#include "sandbox/mechanism.h"
#include "sandbox/mounts.h"
#include "sandbox/streams.h"

namespace grader::sandbox {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::uint64_t kNamespaces =
    CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;

struct Box {
  pid_t init = -1;
  Fd pidfd;
  Fd socket;  // Records from init
  Fd out;     // the folder behind /out
  std::optional<Record> last;
};

struct Watch {
  Report report;
  bool over_memory = false;
  bool over_cpu = false;
  bool over_wall = false;
  std::string over_output;
};

// Which namespace the kernel refused: asked one by one, only after the common call failed.
[[noreturn]] void name_missing_namespace() {
  const int error = errno;
  static constexpr std::pair<const char*, int> kOne[] = {
      {"mount namespace", CLONE_NEWNS}, {"pid namespace", CLONE_NEWPID}, {"network namespace", CLONE_NEWNET},
      {"ipc namespace", CLONE_NEWIPC},  {"uts namespace", CLONE_NEWUTS}, {"cgroup namespace", CLONE_NEWCGROUP}};
  for (const auto& [name, flag] : kOne) {
    const pid_t child = fork();
    if (child == 0) _exit(unshare(CLONE_NEWUSER) != 0 ? 2 : unshare(flag) != 0 ? 1 : 0);
    int status = 0;
    waitpid(child, &status, 0);
    errno = error;
    if (WEXITSTATUS(status) == 1) require(false, name, "making the box");
    if (WEXITSTATUS(status) == 2) break;
  }
  errno = error;
  require(false, "user namespace", "making the box");
  std::abort();
}

void check_pretended() {
  for (const char* name : {"user namespace", "mount namespace", "pid namespace", "network namespace", "ipc namespace",
                           "cgroup namespace", "openat2"}) {
    require(true, name, "making the box");
  }
}

void put(const std::string& path, const std::string& text) {
  const Fd file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
  require(file && write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()), "uid mapping",
          "writing " + path);
}

// Started by root, the box's user is a number no host account has; started by a user, it is that user.
void map_users(pid_t init, bool root) {
  const std::string proc = "/proc/" + std::to_string(init);
  const std::string user = std::to_string(kBoxUser);
  require(true, "uid mapping", "mapping users");
  if (root) {
    const std::string high = std::to_string(900'000 + getpid() % 65'536);
    put(proc + "/uid_map", "0 0 1\n" + user + " " + high + " 1\n");
    put(proc + "/gid_map", "0 0 1\n" + user + " " + high + " 1\n");
    return;
  }
  put(proc + "/setgroups", "deny");
  put(proc + "/uid_map", user + " " + std::to_string(getuid()) + " 1\n");
  put(proc + "/gid_map", user + " " + std::to_string(getgid()) + " 1\n");
}

// One Record from init; false at end of file. A passed descriptor lands in `passed`.
bool hear(int socket, Record& record, Fd* passed) {
  iovec part{.iov_base = &record, .iov_len = sizeof record};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != static_cast<ssize_t>(sizeof record)) return false;
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (passed != nullptr && header != nullptr && header->cmsg_type == SCM_RIGHTS) {
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(header), sizeof fd);
    *passed = Fd(fd);
  }
  return true;
}

[[noreturn]] void throw_missing(const Record& record) {
  throw Missing{.mechanism = record.mechanism.data(), .found = record.text.data()};
}

void kill_box(Box& box) {
  if (box.init > 0) kill(box.init, SIGKILL);
}

// Waits for the death of init, and with it of every process of its namespace; returns the resources of those reaped.
rusage bury(Box& box) {
  rusage usage{};
  if (box.init > 0) wait4(box.init, nullptr, 0, &usage);
  box.init = -1;
  return usage;
}

Box start(const Spec& spec, BoxEnds ends, const std::optional<Cgroup>& group) {
  check_pretended();
  const bool root = geteuid() == 0;
  std::array<int, 2> pair{};
  require(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) == 0, "pipes", "making a socket pair");
  Box box;
  box.socket = Fd(pair[0]);
  const Fd other(pair[1]);
  int pidfd = -1;
  clone_args arguments{};
  arguments.flags = kNamespaces | CLONE_PIDFD;
  arguments.pidfd = reinterpret_cast<std::uint64_t>(&pidfd);
  arguments.exit_signal = SIGCHLD;
  const long child = syscall(SYS_clone3, &arguments, sizeof arguments);
  if (child < 0) name_missing_namespace();
  if (child == 0) {
    box.socket.reset();
    ends.socket = other.get();
    run_init(spec, ends, group.has_value(), root);
  }
  box.init = static_cast<pid_t>(child);
  box.pidfd = Fd(pidfd);
  try {
    map_users(box.init, root);
    if (group) require(group->add(box.init), "cgroup", "moving the box into its group");
    require(write(box.socket.get(), "g", 1) == 1, "pipes", "starting the box");
  } catch (const Missing&) {
    kill_box(box);
    bury(box);
    throw;
  }
  return box;
}

void await_ready(Box& box) {
  Record record;
  const bool heard = hear(box.socket.get(), record, &box.out);
  if (heard && record.said == Said::kReady) return;
  kill_box(box);
  bury(box);
  if (heard) throw_missing(record);
  throw Missing{.mechanism = "non-dumpable init", .found = "the box's init ended before it was ready"};
}

class Watcher {
 public:
  Watcher(const Spec& spec, Box& box, const std::optional<Cgroup>& group, std::array<Capture*, 3> captures, int signals,
          int peer)
      : spec_(spec),
        box_(box),
        group_(group),
        captures_(captures),
        signals_(signals),
        peer_(peer),
        began_(Steady::now()) {}

  // Until init is dead. Limits are looked at between events, at most 20 ms apart.
  void run(Watch& watch) {
    for (;;) {
      std::array<pollfd, 6> set{};
      set[0] = {.fd = box_.pidfd.get(), .events = POLLIN, .revents = 0};
      set[1] = {.fd = signals_, .events = POLLIN, .revents = 0};
      for (std::size_t i = 0; i < captures_.size(); ++i)
        set[i + 2] = {.fd = captures_[i]->fd(), .events = POLLIN, .revents = 0};
      set[5] = {.fd = peer_, .events = POLLRDHUP, .revents = 0};
      poll(set.data(), set.size(), 10);
      for (Capture* capture : captures_) capture->pump();
      if (set[1].revents != 0) interrupted_ = true;
      if (set[0].revents != 0) break;
      if (interrupted_ || set[5].revents != 0 || over_limit(watch)) kill_box(box_);
    }
    for (Capture* capture : captures_) capture->pump();
    over_streams(watch);
    watch.report.wall_us = elapsed_us();
  }
  bool interrupted() const { return interrupted_; }

 private:
  std::uint64_t elapsed_us() const {
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - began_).count());
  }
  bool over_streams(Watch& watch) {
    static constexpr std::array<const char*, 3> kNames = {"stdout", "stderr", "report"};
    for (std::size_t i = 0; i < captures_.size(); ++i) {
      if (captures_[i]->over() && watch.over_output.empty()) watch.over_output = kNames[i];
    }
    return !watch.over_output.empty();
  }
  bool over_limit(Watch& watch) {
    if (over_streams(watch)) return true;
    if (group_ && group_->oom_kills() > 0) watch.over_memory = true;
    if (group_ && group_->cpu_us() >= spec_.limits.cpu_ms * 1000) watch.over_cpu = true;
    if (elapsed_us() >= spec_.limits.wall_ms * 1000) watch.over_wall = true;
    return watch.over_memory || watch.over_cpu || watch.over_wall;
  }

  const Spec& spec_;
  Box& box_;
  const std::optional<Cgroup>& group_;
  std::array<Capture*, 3> captures_;
  int signals_;
  int peer_;
  Steady::time_point began_;
  bool interrupted_ = false;
};

bool disk_full(int out) {
  struct statfs space{};
  return fstatfs(out, &space) == 0 && (space.f_bfree == 0 || space.f_ffree == 0);
}

// The first cause that holds, in the fixed order memory, output, CPU, wall, filter, signal, exit.
void decide(Watch& watch, const Box& box) {
  Report& report = watch.report;
  const bool ended = box.last && box.last->said == Said::kEnded;
  const int status = ended ? box.last->value : 0;
  const int signal = ended && WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (box.last && box.last->said == Said::kNotExecuted) {
    report.reason = box.last->text.data();
    return;
  }
  if (signal == SIGXFSZ && watch.over_output.empty()) watch.over_output = "file";
  report.value = signal != 0 ? signal : ended ? WEXITSTATUS(status) : 0;
  if (watch.over_memory || report.oom_kills > 0) {
    report.end = End::kMemoryLimit;
  } else if (!watch.over_output.empty()) {
    report.end = End::kOutputLimit;
    report.what = watch.over_output;
  } else if (watch.over_cpu || signal == SIGXCPU) {
    report.end = End::kCpuLimit;
  } else if (watch.over_wall) {
    report.end = End::kWallLimit;
    report.idle = report.cpu_us * 10 < report.wall_us;
  } else if (!ended) {
    report.reason = "the box ended without a word from its init";
  } else if (signal == SIGSYS) {
    report.end = End::kDenied;
  } else {
    report.end = signal != 0 ? End::kSignalled : End::kExited;
  }
}

void measure(Report& report, const std::optional<Cgroup>& group, const rusage& usage) {
  const auto us = [](const timeval& time) {
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000 + static_cast<std::uint64_t>(time.tv_usec);
  };
  report.cpu_us = group ? group->cpu_us() : us(usage.ru_utime) + us(usage.ru_stime);
  if (!group) return;
  report.peak_bytes = group->peak_bytes();
  report.oom_kills = group->oom_kills();
  report.forks_refused = group->forks_refused();
}

Fd block_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
  sigprocmask(SIG_BLOCK, &set, nullptr);
  return Fd(signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
}

Report run(const Spec& spec) {
  const Fd signals = block_signals();
  std::optional<Cgroup> group = Cgroup::create(spec.limits);
  if (!group && spec.minimum_tier == Tier::kFull) {
    throw Missing{.mechanism = "cgroup",
                  .found = "no control group with memory, pids and cpu accounting can be made here"};
  }
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  Pipe report;
  Pipe nonce;
  if (spec.channel) {
    report = make_pipe();
    nonce = make_pipe();
    require(write(nonce.write.get(), spec.channel->data(), spec.channel->size()) >= 0, "pipes", "writing the nonce");
    nonce.write.reset();
  }
  Fd input = input_file(spec.input);
  const Fd peer = spec.peer ? connect_peer(*spec.peer) : Fd();
  Capture capture_out(std::move(out.read), spec.result + "/stdout", spec.limits.stream_bytes);
  Capture capture_err(std::move(err.read), spec.result + "/stderr", spec.limits.stream_bytes);
  Capture capture_report(std::move(report.read), spec.result + "/report", spec.limits.report_bytes);
  Box box = start(spec,
                  {.socket = -1,
                   .input = input.get(),
                   .out = out.write.get(),
                   .err = err.write.get(),
                   .report = report.write.get(),
                   .nonce = nonce.read.get(),
                   .peer = peer.get()},
                  group);
  for (Fd* end : {&out.write, &err.write, &report.write, &nonce.read, &input}) end->reset();
  await_ready(box);

  Watch watch;
  watch.report.tier = group ? Tier::kFull : Tier::kNamespaces;
  watch.report.cgroup = group ? group->driver() : "none";
  Watcher watcher(spec, box, group, {&capture_out, &capture_err, &capture_report}, signals.get(), peer.get());
  watcher.run(watch);
  const rusage usage = bury(box);
  if (watcher.interrupted()) throw Missing{.mechanism = "interrupted", .found = "the helper was told to stop"};
  for (Record record; hear(box.socket.get(), record, nullptr);) {
    if (record.said == Said::kMissing) throw_missing(record);
    if (!box.last || box.last->said != Said::kNotExecuted) box.last = record;
  }
  measure(watch.report, group, usage);
  if (disk_full(box.out.get()) && watch.over_output.empty()) watch.over_output = "disk";
  decide(watch, box);
  require(!capture_out.failed() && !capture_err.failed() && !capture_report.failed(), "result folder",
          "writing " + spec.result);
  watch.report.out = capture_out.stream();
  watch.report.err = capture_err.stream();
  watch.report.report = capture_report.stream();
  watch.report.files = collect(box.out.get(), spec.collect, spec.result);
  return watch.report;
}

}  // namespace

Report supervise(const Spec& spec) {
  try {
    return run(spec);
  } catch (const Missing& missing) {
    Report report;
    report.refused = Refusal{
        .mechanism = missing.mechanism, .found = missing.found, .remedy = std::string(remedy_of(missing.mechanism))};
    return report;
  }
}

}  // namespace grader::sandbox
