// System calls a contained program has no business with. Each one that is not refused at the door is printed: an error
// other than EPERM or ENOSYS means that the kernel looked at its arguments.
#include <linux/mount.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include "programs.h"

static int allowed;

static void tried(const char *name, long result) {
  if (result < 0 && (errno == EPERM || errno == ENOSYS)) return;
  printf("allowed %s: %s\n", name, result < 0 ? strerror(errno) : "success");
  ++allowed;
}
#define TRY(name, call) (errno = 0, tried(name, (long)(call)))

// An ordinary use of neighbours of what is refused.
static int neighbours(void) {
  int pair[2];
  pid_t child = fork();
  if (child == 0) _exit(5);
  int status = 0, good = waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 5;
  good += chdir("/tmp") == 0;
  good += socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) == 0;
  good += mkdir("/out/folder", 0755) == 0;
  printf("%d\n", 4 - good);
  return 0;
}

static long clone_with(unsigned long flags) {
  long child = syscall(SYS_clone, flags, 0, 0, 0, 0);
  if (child == 0) _exit(0);
  return child;
}

// In the box of an ordinary user there is no user 0 at all: EINVAL is as good a refusal.
static long refused_or_unknown(long result) {
  if (result < 0 && errno == EINVAL) errno = EPERM;
  return result;
}

static int new_worlds(int twin) {
  if (outside_a_box()) return 98;
  if (twin) return neighbours();
  const int flags[] = {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWNET, CLONE_NEWPID, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP};
  for (size_t i = 0; i < sizeof flags / sizeof *flags; ++i) {
    char name[32];
    sprintf(name, "unshare %x", flags[i]);
    TRY(name, unshare(flags[i]));
    sprintf(name, "clone %x", flags[i]);
    TRY(name, clone_with((unsigned long)flags[i] | SIGCHLD));
  }
  TRY("unshare time", unshare(0x80));
  TRY("clone3", syscall(SYS_clone3, 0, 0));
  TRY("setns", setns(0, 0));
  TRY("mount", mount("x", "/tmp", "tmpfs", 0, ""));
  TRY("mount bind", mount("/usr", "/tmp", NULL, MS_BIND, NULL));
  TRY("remount", mount(NULL, "/job", NULL, MS_REMOUNT | MS_BIND, NULL));
  TRY("umount2", umount2("/out", MNT_DETACH));
  TRY("pivot_root", syscall(SYS_pivot_root, "/out", "/out"));
  TRY("chroot", chroot("/out"));
  TRY("open_tree", syscall(SYS_open_tree, AT_FDCWD, "/", OPEN_TREE_CLONE));
  TRY("move_mount", syscall(SYS_move_mount, AT_FDCWD, "/usr", AT_FDCWD, "/tmp", 0));
  TRY("fsopen", syscall(SYS_fsopen, "tmpfs", 0));
  TRY("fspick", syscall(SYS_fspick, AT_FDCWD, "/", 0));
  TRY("fsconfig", syscall(SYS_fsconfig, 0, 0, 0, 0, 0));
  TRY("fsmount", syscall(SYS_fsmount, 0, 0, 0));
  TRY("mount_setattr", syscall(SYS_mount_setattr, AT_FDCWD, "/", 0, 0, 0));
  struct mount_attr attributes = {0};
  TRY("open_tree_attr", syscall(467, AT_FDCWD, "/", OPEN_TREE_CLONE, &attributes, sizeof attributes));
  TRY("setuid", refused_or_unknown(setuid(0)));
  TRY("setgid", refused_or_unknown(setgid(0)));
  TRY("setgroups", syscall(SYS_setgroups, 0, 0));
  printf("%d\n", allowed);
  return 0;
}

static void try_kernel(void) {
  TRY("bpf", syscall(SYS_bpf, 0, 0, 0));
  TRY("perf_event_open", syscall(SYS_perf_event_open, 0, 0, 0, 0, 0));
  TRY("userfaultfd", syscall(SYS_userfaultfd, 1));
  TRY("io_uring_setup", syscall(SYS_io_uring_setup, 1, 0));
  TRY("io_uring_enter", syscall(SYS_io_uring_enter, 0, 0, 0, 0, 0, 0));
  TRY("io_uring_register", syscall(SYS_io_uring_register, 0, 0, 0, 0));
  TRY("kexec_load", syscall(SYS_kexec_load, 0, 0, 0, 0));
  TRY("kexec_file_load", syscall(SYS_kexec_file_load, 0, 0, 0, 0, 0));
  TRY("init_module", syscall(SYS_init_module, 0, 0, 0));
  TRY("finit_module", syscall(SYS_finit_module, 0, 0, 0));
  TRY("delete_module", syscall(SYS_delete_module, 0, 0));
  TRY("swapon", syscall(SYS_swapon, "/out/x", 0));
  TRY("swapoff", syscall(SYS_swapoff, "/out/x"));
  TRY("quotactl", syscall(SYS_quotactl, 0, 0, 0, 0));
  TRY("quotactl_fd", syscall(SYS_quotactl_fd, 0, 0, 0, 0));
  TRY("settimeofday", syscall(SYS_settimeofday, 0, 0));
  TRY("clock_settime", syscall(SYS_clock_settime, 0, 0));
  TRY("clock_adjtime", syscall(SYS_clock_adjtime, 0, 0));
  TRY("reboot", syscall(SYS_reboot, 0, 0, 0, 0));
  TRY("acct", syscall(SYS_acct, 0));
  TRY("syslog", syscall(SYS_syslog, 10, 0, 0));
  TRY("sethostname", sethostname("x", 1));
  TRY("setdomainname", setdomainname("x", 1));
  TRY("iopl", syscall(SYS_iopl, 3));
  TRY("ioperm", syscall(SYS_ioperm, 0, 1, 1));
  TRY("modify_ldt", syscall(SYS_modify_ldt, 0, 0, 0));
  TRY("personality", syscall(SYS_personality, 0x0400000));
  TRY("vhangup", syscall(SYS_vhangup));
  // Landlock, where the kernel has it, says EACCES before the capability is asked for.
  errno = 0;
  const int made = mknod("/out/null", S_IFCHR | 0666, 0x103);
  if (made < 0 && errno == EACCES) errno = EPERM;
  tried("mknod", made);
}

static void try_others(void) {
  TRY("keyctl", syscall(SYS_keyctl, 0, 0, 0, 0, 0));
  TRY("add_key", syscall(SYS_add_key, "user", "x", "x", 1, -3));
  TRY("request_key", syscall(SYS_request_key, "user", "x", 0, 0));
  TRY("open_by_handle_at", syscall(SYS_open_by_handle_at, 0, 0, 0));
  TRY("name_to_handle_at", syscall(SYS_name_to_handle_at, 0, 0, 0, 0, 0));
  TRY("fanotify_init", syscall(SYS_fanotify_init, 0, 0));
  TRY("lookup_dcookie", syscall(SYS_lookup_dcookie, 0, 0, 0));
  TRY("ptrace", syscall(SYS_ptrace, 0, 0, 0, 0));
  TRY("process_vm_readv", syscall(SYS_process_vm_readv, getpid(), 0, 0, 0, 0, 0));
  TRY("process_vm_writev", syscall(SYS_process_vm_writev, getpid(), 0, 0, 0, 0, 0));
  TRY("process_madvise", syscall(SYS_process_madvise, 0, 0, 0, 0, 0));
  TRY("pidfd_getfd", syscall(SYS_pidfd_getfd, 0, 0, 0));
  TRY("kcmp", syscall(SYS_kcmp, getpid(), getpid(), 2, 0, 0));
  TRY("move_pages", syscall(SYS_move_pages, 0, 0, 0, 0, 0, 0));
  TRY("migrate_pages", syscall(SYS_migrate_pages, 0, 0, 0, 0));
  TRY("mbind", syscall(SYS_mbind, 0, 0, 0, 0, 0, 0));
  TRY("set_mempolicy", syscall(SYS_set_mempolicy, 0, 0, 0));
  TRY("vmsplice", syscall(SYS_vmsplice, 1, 0, 0, 0));
  TRY("AF_NETLINK", socket(AF_NETLINK, SOCK_RAW, 0));
  TRY("AF_PACKET", socket(AF_PACKET, SOCK_RAW, 0));
  TRY("AF_ALG", socket(AF_ALG, SOCK_SEQPACKET, 0));
  TRY("AF_VSOCK", socket(AF_VSOCK, SOCK_STREAM, 0));
  TRY("AF_BLUETOOTH", socket(31, SOCK_RAW, 0));
  TRY("AF_XDP", socket(44, SOCK_RAW, 0));
  TRY("raw socket", socket(AF_INET, SOCK_RAW, 1));
  int pair[2];
  const int families[] = {0, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, 30 /* TIPC */, AF_ALG, AF_VSOCK};
  for (size_t i = 0; i < sizeof families / sizeof *families; ++i) {
    char name[32];
    sprintf(name, "socketpair %d", families[i]);
    TRY(name, socketpair(families[i], SOCK_SEQPACKET, 0, pair));
  }
}

static int denied_calls(int twin) {
  if (outside_a_box()) return 98;
  if (twin) return neighbours();
  try_kernel();
  try_others();
  printf("%d\n", allowed);
  return 0;
}

// Calls by another table of numbers, for which the filter's rules are not written.
static int foreign_x32(int twin) {
  if (!twin) syscall(0x40000000 + SYS_getpid);
  return 0;
}

static int foreign_i386(int twin) {
  long result = 20;  // getpid of i386
#ifdef __x86_64__
  if (!twin) __asm__ volatile("int $0x80" : "+a"(result) : : "memory");
#else
  if (!twin) raise(SIGSYS);
#endif
  return twin ? 0 : result > 0;
}

const struct program kCalls[] = {{"new_worlds", new_worlds}, {"denied_calls", denied_calls}, {"foreign_x32", foreign_x32},
                                 {"foreign_i386", foreign_i386}, {0}};
