#include "sandbox/box.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "sandbox/mechanism.h"
#include "sandbox/mounts.h"

namespace grader::sandbox {
namespace {

// The network namespace, the slowest to make, is made by init itself while the supervisor makes the control group.
constexpr std::uint64_t kNamespaces =
    CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;

// Which namespace the kernel refused: asked one by one, only after the common call failed.
[[noreturn]] void name_missing_namespace() {
  const int error = errno;
  static constexpr std::pair<const char*, int> kOne[] = {{"mount namespace", CLONE_NEWNS},
                                                         {"pid namespace", CLONE_NEWPID},
                                                         {"ipc namespace", CLONE_NEWIPC},
                                                         {"uts namespace", CLONE_NEWUTS},
                                                         {"cgroup namespace", CLONE_NEWCGROUP}};
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
  for (const char* name :
       {"user namespace", "mount namespace", "pid namespace", "ipc namespace", "cgroup namespace", "openat2"}) {
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

// A child with the namespaces of `flags`; it runs init and never returns.
Box fork_init(std::uint64_t flags, InitTask task) {
  std::array<int, 2> pair{};
  require(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) == 0, "pipes", "making a socket pair");
  Box box;
  box.socket = Fd(pair[0]);
  const Fd other(pair[1]);
  int pidfd = -1;
  clone_args arguments{};
  arguments.flags = flags | CLONE_PIDFD;
  arguments.pidfd = reinterpret_cast<std::uint64_t>(&pidfd);
  arguments.exit_signal = SIGCHLD;
  const long child = syscall(SYS_clone3, &arguments, sizeof arguments);
  if (child == 0) {
    box.socket.reset();
    task.ends.socket = other.get();
    run_init(task);
  }
  box.init = static_cast<pid_t>(child);
  box.pidfd = Fd(pidfd);
  return box;
}

}  // namespace

Box start_in_namespaces(const Spec& spec, const BoxEnds& ends) {
  check_pretended();
  const bool root = geteuid() == 0;
  Box box = fork_init(kNamespaces, {.spec = spec, .ends = ends, .switch_user = root, .practice = nullptr});
  if (box.init < 0) name_missing_namespace();
  try {
    map_users(box.init, root);
    require(send(box.socket.get(), "g", 1, MSG_NOSIGNAL) == 1, "pipes", "starting the box");
  } catch (const Missing&) {
    kill_box(box);
    bury(box);
    throw;
  }
  return box;
}

Box start_for_practice(const Practice& practice, const BoxEnds& ends) {
  require(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0, "landlock", "becoming the parent of orphans");
  Box box = fork_init(0, {.spec = practice.spec(), .ends = ends, .switch_user = false, .practice = &practice});
  require(box.init > 0 && send(box.socket.get(), "g", 1, MSG_NOSIGNAL) == 1, "pipes", "starting the box");
  box.sweeps = true;
  return box;
}

void await_ready(Box& box) {
  Record record;
  const bool heard = hear(box.socket.get(), record, &box.out);
  if (heard && record.said == Said::kReady) {
    box.set_up_us = static_cast<std::uint64_t>(record.value);
    box.without_proc = std::string(record.mechanism.data()) == "proc";
    return;
  }
  kill_box(box);
  bury(box);
  if (heard) throw_missing(record);
  throw Missing{.mechanism = "non-dumpable init", .found = "the box's init ended before it was ready"};
}

void let_run(Box& box, bool exact, const std::string& filter) {
  const std::string order = (exact ? "x" : "a") + filter;
  const ssize_t sent = send(box.socket.get(), order.data(), order.size(), MSG_NOSIGNAL);
  require(order.size() < kLongestOrder && sent == static_cast<ssize_t>(order.size()), "pipes", "starting the program");
}

void kill_box(Box& box) {
  if (box.init > 0) kill(box.init, SIGKILL);
}

rusage bury(Box& box) {
  rusage usage{};
  if (box.init > 0) wait4(box.init, nullptr, 0, &usage);
  box.init = -1;
  if (box.sweeps) sweep_descendants();
  return usage;
}

void hear_last(Box& box) {
  for (Record record; hear(box.socket.get(), record, nullptr);) {
    if (record.said == Said::kMissing) throw_missing(record);
    if (!box.last || box.last->said != Said::kNotExecuted) box.last = record;
  }
}

}  // namespace grader::sandbox
