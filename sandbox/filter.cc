#include "sandbox/filter.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/sockios.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "sandbox/fd.h"
#include "sandbox/mechanism.h"

namespace grader::sandbox {
namespace {

void deny_with(scmp_filter_ctx filter, std::string_view name, int error) {
  const int call = seccomp_syscall_resolve_name(std::string(name).c_str());
  if (call == __NR_SCMP_ERROR) return;  // unknown to this libseccomp, and so to no older kernel
  seccomp_rule_add(filter, SCMP_ACT_ERRNO(static_cast<std::uint32_t>(error)), call, 0);
}

void deny_namespaces(scmp_filter_ctx filter) {
  // CLONE_NEWTIME shares its bit with clone's exit signal: only clone3 and unshare can ask for it.
  static constexpr std::array<std::uint64_t, 7> kFlags = {CLONE_NEWUSER, CLONE_NEWNS,  CLONE_NEWPID,   CLONE_NEWNET,
                                                          CLONE_NEWIPC,  CLONE_NEWUTS, CLONE_NEWCGROUP};
  for (const std::uint64_t flag : kFlags) {
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, flag, flag));
  }
}

void deny_sockets(scmp_filter_ctx filter) {
  constexpr std::uint64_t kLast = AF_INET6;
  for (std::uint64_t family = 0; family < kLast; ++family) {
    if (family == AF_UNIX || family == AF_INET) continue;
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_EQ, family));
  }
  seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_GT, kLast));
}

// The pairs of any other family: those of AF_UNIX alone are of use, and for the others the kernel may load code first.
void deny_pairs(scmp_filter_ctx filter) {
  seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socketpair), 1, SCMP_A0(SCMP_CMP_LT, AF_UNIX));
  seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socketpair), 1, SCMP_A0(SCMP_CMP_GT, AF_UNIX));
}

// Either end of a pair of datagrams sends to any socket that has a path; of streams and packets to its other end alone.
void deny_pairs_that_send_elsewhere(scmp_filter_ctx filter) {
  constexpr std::uint64_t kTypes = 0xf;  // the rest of the argument are flags
  for (std::uint64_t type = 0; type <= kTypes; ++type) {
    if (type != SOCK_STREAM && type != SOCK_SEQPACKET)
      seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socketpair), 1,
                       SCMP_A1(SCMP_CMP_MASKED_EQ, kTypes, type));
  }
}

// An argument that is an int: the kernel takes the lower half of the register, whatever the upper half holds.
scmp_arg_cmp equals_int(unsigned argument, std::uint64_t value) {
  return SCMP_CMP64(argument, SCMP_CMP_MASKED_EQ, 0xffffffffULL, value);
}

void deny_when(scmp_filter_ctx filter, int call, unsigned argument, std::initializer_list<std::uint64_t> values) {
  for (const std::uint64_t value : values)
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 1, equals_int(argument, value));
}

}  // namespace

const std::vector<std::string_view>& denied_calls() {
  static const std::vector<std::string_view> names = {"acct",
                                                      "add_key",
                                                      "adjtimex",
                                                      "bpf",
                                                      "chroot",
                                                      "clock_adjtime",
                                                      "clock_settime",
                                                      "create_module",
                                                      "delete_module",
                                                      "fanotify_init",
                                                      "finit_module",
                                                      "fsconfig",
                                                      "fsmount",
                                                      "fsopen",
                                                      "fspick",
                                                      "init_module",
                                                      "io_uring_enter",
                                                      "io_uring_register",
                                                      "io_uring_setup",
                                                      "ioperm",
                                                      "iopl",
                                                      "kcmp",
                                                      "kexec_file_load",
                                                      "kexec_load",
                                                      "keyctl",
                                                      "lookup_dcookie",
                                                      "mbind",
                                                      "memfd_secret",
                                                      "migrate_pages",
                                                      "modify_ldt",
                                                      "mount",
                                                      "mount_setattr",
                                                      "move_mount",
                                                      "move_pages",
                                                      "name_to_handle_at",
                                                      "nfsservctl",
                                                      "open_by_handle_at",
                                                      "open_tree",
                                                      "perf_event_open",
                                                      "personality",
                                                      "pidfd_getfd",
                                                      "pivot_root",
                                                      "process_madvise",
                                                      "process_mrelease",
                                                      "process_vm_readv",
                                                      "process_vm_writev",
                                                      "ptrace",
                                                      "quotactl",
                                                      "quotactl_fd",
                                                      "reboot",
                                                      "request_key",
                                                      "set_mempolicy",
                                                      "set_mempolicy_home_node",
                                                      "setdomainname",
                                                      "sethostname",
                                                      "setns",
                                                      "settimeofday",
                                                      "stime",
                                                      "swapoff",
                                                      "swapon",
                                                      "syslog",
                                                      "umount",
                                                      "umount2",
                                                      "unshare",
                                                      "uselib",
                                                      "userfaultfd",
                                                      "vhangup",
                                                      "vmsplice"};
  return names;
}

namespace {

// By calls that send one, or by a descriptor that is told to send one to whoever is named its owner.
void deny_signals(scmp_filter_ctx filter) {
  for (const std::string_view name : {"kill", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_send_signal"})
    deny_with(filter, name, EPERM);
  constexpr std::uint64_t kLast = 64;
  for (std::uint64_t number = 0; number <= kLast; ++number) {  // 32 and 33 are the C library's own
    if (number != SIGABRT && number != 32 && number != 33) deny_when(filter, SCMP_SYS(tgkill), 2, {number});
  }
  deny_when(filter, SCMP_SYS(fcntl), 1, {F_SETOWN, F_SETSIG, F_SETOWN_EX});
  deny_when(filter, SCMP_SYS(ioctl), 1, {FIOSETOWN, SIOCSPGRP});
}

// What a file beside the box is besides its bytes, which Landlock guards. By descriptor it may be changed: none can be
// had of such a file. Modes and times stay open by name too: build tools and copying programs set them.
void deny_changes_of_owners(scmp_filter_ctx filter) {
  for (const std::string_view name :
       {"chown", "lchown", "fchownat", "setxattr", "lsetxattr", "removexattr", "lremovexattr"})
    deny_with(filter, name, EPERM);
}

// Without namespaces of its own the box could meet other programs through these.
void shield_neighbours(scmp_filter_ctx filter, Neighbours neighbours) {
  for (const std::string_view name : {"socket", "shmget", "shmat", "msgget", "semget", "mq_open"})
    deny_with(filter, name, EPERM);
  seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prlimit64), 1, SCMP_A0(SCMP_CMP_NE, 0));
  deny_changes_of_owners(filter);
  deny_pairs_that_send_elsewhere(filter);
  if (neighbours != Neighbours::kShielded) deny_signals(filter);
  if (neighbours == Neighbours::kCut) deny_with(filter, "truncate", EPERM);
}

scmp_filter_ctx rules_for(Neighbours neighbours, bool exact) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  require(filter != nullptr, "seccomp", "making the system call filter");
  seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  for (const std::string_view name : denied_calls()) deny_with(filter, name, EPERM);
  deny_with(filter, "clone3", ENOSYS);
  deny_namespaces(filter);
  if (!exact) deny_with(filter, "sched_setaffinity", EPERM);  // it stays on its one processor
  if (neighbours == Neighbours::kNone) deny_sockets(filter);
  deny_pairs(filter);
  if (neighbours != Neighbours::kNone) shield_neighbours(filter, neighbours);
  deny_when(filter, SCMP_SYS(ioctl), 1, {TIOCSTI, TIOCLINUX});  // input for a terminal, as if it were typed
  return filter;
}

}  // namespace

namespace {

// Put before the rules: a call that is newer than they are does not exist in the box, as on an older kernel. New calls
// have one number on every architecture; above the second bound are those of x32, which the rules end.
std::string without_new_calls() {
  constexpr std::uint32_t kFirstNew = 457;  // statmount, Linux 6.8
  constexpr std::uint32_t kX32 = 0x40000000;
  const std::array<sock_filter, 4> head = {
      {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)), BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, kX32, 2, 0),
       BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, kFirstNew, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS)}};
  return {reinterpret_cast<const char*>(head.data()), sizeof head};
}

}  // namespace

std::string make_filter(Neighbours neighbours, bool exact) {
  scmp_filter_ctx filter = rules_for(neighbours, exact);
  const Fd file(memfd_create("filter", MFD_CLOEXEC));
  const int error = seccomp_export_bpf(filter, file.get());
  seccomp_release(filter);
  errno = -error;
  std::string instructions(static_cast<std::size_t>(std::max<off_t>(lseek(file.get(), 0, SEEK_END), 0)), '\0');
  const ssize_t got = pread(file.get(), instructions.data(), instructions.size(), 0);
  require(error == 0 && got > 0, "seccomp", "making the system call filter");
  return without_new_calls() + instructions;
}

void load_filter(std::string& instructions) {
  const sock_fprog program{.len = static_cast<unsigned short>(instructions.size() / sizeof(sock_filter)),
                           .filter = reinterpret_cast<sock_filter*>(instructions.data())};
  const long done = is_pretended_missing("seccomp") ? 0 : syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
  require(done == 0, "seccomp", "loading the system call filter");
}

}  // namespace grader::sandbox
