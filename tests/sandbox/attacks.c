// Bounded attacks on the box, one a name. Each ends by itself even when the box holds nothing.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

static int honest(void) { puts("hello"); return 0; }
static int exit_seven(void) { return 7; }
static int crash(void) { struct rlimit r = {RLIM_INFINITY, RLIM_INFINITY}; setrlimit(RLIMIT_CORE, &r); raise(SIGSEGV); return 0; }
static int kill_self(void) { kill(getpid(), SIGKILL); return 0; }

static int malloc_bomb(void) {
  for (int i = 0; i < 2048; ++i) { char *p = malloc(1 << 20); if (!p) return 9; memset(p, i, 1 << 20); }
  return 0;
}
static int many_small(void) {  // each process stays below the limit, together they do not
  for (int i = 0; i < 8; ++i) if (fork() == 0) { volatile char *p = malloc(20 << 20); for (size_t k = 0; k < (20 << 20); k += 4096) p[k] = 1; sleep(2); _exit(0); }
  while (wait(NULL) > 0) {}
  return 0;
}
static int memfd_bomb(void) {
  int fd = memfd_create("x", 0); static char block[1 << 20];
  for (int i = 0; i < 300; ++i) if (write(fd, block, sizeof block) < 0) return 9;
  return 0;
}
static int oom_in_child(void) { if (fork() == 0) { malloc_bomb(); _exit(0); } wait(NULL); return 0; }
static int fork_bomb(void) { int made = 0; for (int i = 0; i < 5000; ++i) { pid_t p = fork(); if (p == 0) { pause(); _exit(0); } if (p > 0) ++made; } printf("%d\n", made); return 0; }
static int busy(void) { for (volatile uint64_t i = 0; i < 60000000000ULL; ++i) {} return 0; }
static int hidden_cpu(void) {  // children nobody waits for
  signal(SIGCHLD, SIG_IGN);
  for (int i = 0; i < 4; ++i) if (fork() == 0) { busy(); _exit(0); }
  sleep(30); return 0;
}
static int idle(void) { sleep(60); return 0; }
static int deaf(void) { for (int s = 1; s < 65; ++s) signal(s, SIG_IGN); sleep(60); return 0; }
static int spread(void) {  // on how many processors it may run, after it asked for all
  cpu_set_t all; memset(&all, 255, sizeof all); sched_setaffinity(0, sizeof all, &all);
  sched_getaffinity(0, sizeof all, &all); printf("%d\n", CPU_COUNT(&all)); return 0;
}
static int flood_out(void) { static char b[65536]; memset(b, 'y', sizeof b); for (int i = 0; i < 4000; ++i) if (write(1, b, sizeof b) < 0) return 9; return 0; }
static int flood_err(void) { static char b[65536]; memset(b, 'y', sizeof b); for (int i = 0; i < 4000; ++i) if (write(2, b, sizeof b) < 0) return 9; return 0; }
static int flood_report(void) { static char b[65536]; for (int i = 0; i < 4000; ++i) if (write(3, b, sizeof b) < 0) return 9; return 0; }
static int fill_disk(void) {
  static char b[1 << 20]; char name[64];
  for (int i = 0; i < 64; ++i) { sprintf(name, "/out/f%d", i); int fd = open(name, O_CREAT | O_WRONLY, 0644); for (int k = 0; k < 16; ++k) if (write(fd, b, sizeof b) < 0) return 0; close(fd); }
  return 0;
}
static int fill_inodes(void) { char name[64]; for (int i = 0; i < 400000; ++i) { sprintf(name, "/tmp/f%d", i); int fd = open(name, O_CREAT | O_WRONLY, 0644); if (fd < 0) return 0; close(fd); } return 0; }
static int big_file(void) { int fd = open("/out/r", O_CREAT | O_WRONLY, 0644); return ftruncate(fd, 1LL << 40) == 0 ? 0 : 9; }

static int daemon_stays(void) {
  if (fork() == 0) { setsid(); if (fork() == 0) { close(0); close(1); close(2); sleep(60); _exit(0); } _exit(0); }
  wait(NULL); puts("main done"); return 0;
}
static int zombies(void) { for (int i = 0; i < 200; ++i) { pid_t p = fork(); if (p == 0) _exit(0); } return 0; }
static int kill_all(void) { int hit = 0; for (int p = 2; p < 40000; ++p) if (p != getpid() && kill(p, 9) == 0) ++hit; kill(1, 9); kill(-1, 0); printf("%d\n", hit); return 0; }
#define HIT(name, call) do { if ((call) == 0) { printf("allowed %s\n", name); ++altered; } } while (0)
static int signal_otherwise(void) {  // to another process: a number with an upper half; a descriptor's owner
  int altered = 0, ends[2], pair[2]; pid_t victim = fork();
  if (victim == 0) { alarm(9); pause(); _exit(0); }
  pipe(ends); socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
  struct f_owner_ex owner = {F_OWNER_PID, victim};
  HIT("setsig", fcntl(ends[0], F_SETSIG, SIGTERM)); HIT("setsig wide", syscall(SYS_fcntl, ends[0], 0x100000000ULL + F_SETSIG, SIGTERM));
  HIT("setown", fcntl(ends[0], F_SETOWN, victim)); HIT("setown_ex", fcntl(ends[0], F_SETOWN_EX, &owner));
  HIT("fiosetown", ioctl(pair[0], FIOSETOWN, &victim)); HIT("siocspgrp", ioctl(pair[0], SIOCSPGRP, &victim));
  HIT("tgkill", syscall(SYS_tgkill, victim, victim, SIGTERM)); HIT("tgkill wide", syscall(SYS_tgkill, victim, victim, 0x100000000ULL + SIGTERM));
  printf("%d\n", altered); return 0;
}
static int pairs(void) {  // the types that may be had; each is told to send to a socket whose path is the standard input
  const int types[] = {SOCK_DGRAM, SOCK_RAW, SOCK_DGRAM | SOCK_CLOEXEC, SOCK_STREAM, SOCK_SEQPACKET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK};
  struct sockaddr_un at = {AF_UNIX}; int pair[2];
  read(0, at.sun_path, sizeof at.sun_path - 1);
  for (int i = 0; i < 6; ++i) if (socketpair(AF_UNIX, types[i], 0, pair) == 0) { printf("%d ", types[i] & 15); sendto(pair[0], "x", 1, MSG_DONTWAIT | MSG_NOSIGNAL, (void *)&at, sizeof at); }
  return 0;
}
static int trace_parent(void) {
  int open_to = 0;
  pid_t parent = getppid();
  if (ptrace(PTRACE_ATTACH, parent, 0, 0) == 0) ++open_to;
  if (ptrace(PTRACE_SEIZE, 1, 0, 0) == 0) ++open_to;
  char path[64]; sprintf(path, "/proc/%d/mem", parent); if (open(path, O_RDONLY) >= 0) ++open_to;
  sprintf(path, "/proc/%d/environ", parent); if (open(path, O_RDONLY) >= 0) ++open_to;
  sprintf(path, "/proc/%d/fd", parent); if (opendir(path)) ++open_to;
  sprintf(path, "/proc/%d/root/etc/shadow", parent); if (open(path, O_RDONLY) >= 0) ++open_to;
  printf("%d\n", open_to); return 0;
}
static int read_host(void) {
  const char *paths[] = {"/etc/shadow", "/root", "/home", "/var", "/sys", "/boot", "/opt", "/run", "/etc/hostname", "/proc/1/root/etc/shadow", "/job/../../etc/shadow", NULL};
  int found = 0;
  for (int i = 0; paths[i]; ++i) { int fd = open(paths[i], O_RDONLY); if (fd >= 0) { printf("open %s\n", paths[i]); ++found; } }
  printf("%d\n", found); return 0;
}
static int write_system(void) {
  const char *paths[] = {"/usr/x", "/job/x", "/etc/x", "/x", "/dev/x", "/proc/sys/kernel/hostname", "/proc/sysrq-trigger", NULL};
  int written = 0;
  for (int i = 0; paths[i]; ++i) { int fd = open(paths[i], O_CREAT | O_WRONLY, 0644); if (fd >= 0) { printf("wrote %s\n", paths[i]); ++written; } }
  printf("%d\n", written); return 0;
}
static int alter_host(void) {  // the file that standard input names, by all but its mode and times
  static char f[4096]; read(0, f, sizeof f - 1);
  int altered = 0;
  HIT("chown", chown(f, getuid(), -1)); HIT("lchown", lchown(f, getuid(), -1)); HIT("fchownat", fchownat(AT_FDCWD, f, -1, getgid(), 0));
  HIT("setxattr", setxattr(f, "user.x", "1", 1, 0)); HIT("lsetxattr", lsetxattr(f, "user.y", "1", 1, 0));
  HIT("removexattr", removexattr(f, "user.mark")); HIT("lremovexattr", lremovexattr(f, "user.mark2"));
  HIT("truncate", truncate(f, 1)); HIT("unlink", unlink(f)); HIT("link", link(f, "/out/linked"));
  int fd = open(f, O_PATH);
  HIT("fchown", fchown(fd, getuid(), -1)); HIT("fchownat empty", fchownat(fd, "", getuid(), -1, AT_EMPTY_PATH)); HIT("fsetxattr", fsetxattr(fd, "user.z", "1", 1, 0));
  HIT("fchmod", fchmod(fd, 0)); HIT("futimens", futimens(fd, NULL));
  printf("%d\n", altered); return 0;
}
static int list_fds(void) { for (int fd = 0; fd < 4096; ++fd) if (fcntl(fd, F_GETFD) >= 0) printf("%d ", fd); puts(""); return 0; }
static int report_link(void) { symlink("/etc/passwd", "/out/r"); return 0; }
static int report_parent_link(void) { rmdir("/out/d"); symlink("/etc", "/out/d"); return 0; }
static int report_fifo(void) { mkfifo("/out/r", 0644); return 0; }
static int report_folder(void) { mkdir("/out/r", 0755); return 0; }
static int report_twice(void) { int fd = open("/out/a", O_CREAT | O_WRONLY, 0644); write(fd, "a", 1); link("/out/a", "/out/r"); return 0; }
static int report_sparse(void) { int fd = open("/out/r", O_CREAT | O_WRONLY, 0644); return ftruncate(fd, 1 << 20) != 0; }
static int report_good(void) { mkdir("/out/t", 0755); int fd = open("/out/t/a", O_CREAT | O_WRONLY, 0644); write(fd, "alpha", 5); fd = open("/out/r", O_CREAT | O_WRONLY, 0644); write(fd, "fine", 4); symlink("/etc/passwd", "/out/t/link"); return 0; }
static int report_dark(void) { mkdir("/out/t", 0755); int fd = open("/out/t/a", O_CREAT | O_WRONLY, 0644); close(fd); chmod("/out/t", 0); return 0; }

static int connect_host(void) {
  char port[16] = {0}; read(0, port, 15);
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(atoi(port))};
  inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  printf("%d\n", connect(fd, (struct sockaddr *)&to, sizeof to) == 0); return 0;
}
static int denied(void) {
  int allowed = 0;
#define TRY(name, call) do { errno = 0; if ((call) >= 0 || errno == EFAULT) { printf("allowed %s\n", name); ++allowed; } } while (0)
  TRY("unshare user", unshare(CLONE_NEWUSER)); TRY("unshare mount", unshare(CLONE_NEWNS)); TRY("unshare net", unshare(CLONE_NEWNET));
  TRY("clone user", syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0)); TRY("clone3", syscall(SYS_clone3, 0, 0));
  TRY("mount", mount("x", "/tmp", "tmpfs", 0, "")); TRY("umount", umount2("/out", MNT_DETACH)); TRY("chroot", chroot("/out"));
  TRY("pivot_root", syscall(SYS_pivot_root, "/out", "/out")); TRY("setns", syscall(SYS_setns, 0, 0)); TRY("bpf", syscall(SYS_bpf, 0, 0, 0));
  TRY("perf", syscall(SYS_perf_event_open, 0, 0, 0, 0, 0)); TRY("keyctl", syscall(SYS_keyctl, 0, 0, 0, 0, 0)); TRY("add_key", syscall(SYS_add_key, 0, 0, 0, 0, 0));
  TRY("request_key", syscall(SYS_request_key, 0, 0, 0, 0)); TRY("userfaultfd", syscall(SYS_userfaultfd, 0)); TRY("io_uring", syscall(SYS_io_uring_setup, 1, 0));
  TRY("kexec", syscall(SYS_kexec_load, 0, 0, 0, 0)); TRY("init_module", syscall(SYS_init_module, 0, 0, 0)); TRY("finit_module", syscall(SYS_finit_module, 0, 0, 0));
  TRY("open_by_handle_at", syscall(SYS_open_by_handle_at, 0, 0, 0)); TRY("name_to_handle_at", syscall(SYS_name_to_handle_at, 0, 0, 0, 0, 0));
  TRY("move_mount", syscall(SYS_move_mount, 0, 0, 0, 0, 0)); TRY("open_tree", syscall(SYS_open_tree, 0, "/", 0)); TRY("fsopen", syscall(SYS_fsopen, "tmpfs", 0));
  TRY("fsmount", syscall(SYS_fsmount, 0, 0, 0)); TRY("mount_setattr", syscall(SYS_mount_setattr, -1, "/", 0, 0, 0)); TRY("swapon", syscall(SYS_swapon, "/out/x", 0));
  TRY("swapoff", syscall(SYS_swapoff, "/out/x")); TRY("quotactl", syscall(SYS_quotactl, 0, 0, 0, 0)); TRY("settimeofday", syscall(SYS_settimeofday, 0, 0));
  TRY("clock_settime", syscall(SYS_clock_settime, 0, 0)); TRY("reboot", syscall(SYS_reboot, 0, 0, 0, 0)); TRY("acct", syscall(SYS_acct, 0));
  TRY("personality", syscall(SYS_personality, 0x0400000)); TRY("ptrace", ptrace(PTRACE_TRACEME, 0, 0, 0)); TRY("process_vm_readv", syscall(SYS_process_vm_readv, getpid(), 0, 0, 0, 0, 0));
  TRY("sethostname", sethostname("x", 1)); TRY("iopl", syscall(SYS_iopl, 3)); TRY("ioperm", syscall(SYS_ioperm, 0, 1, 1)); TRY("modify_ldt", syscall(SYS_modify_ldt, 0, 0, 0));
  TRY("syslog", syscall(SYS_syslog, 10, 0, 0)); TRY("kcmp", syscall(SYS_kcmp, getpid(), getpid(), 2, 0, 0)); TRY("fanotify", syscall(SYS_fanotify_init, 0, 0));
  TRY("adjtimex", syscall(SYS_adjtimex, 0)); TRY("clock_adjtime", syscall(SYS_clock_adjtime, 0, 0)); TRY("kexec_file", syscall(SYS_kexec_file_load, 0, 0, 0, 0, 0));
  TRY("delete_module", syscall(SYS_delete_module, 0, 0)); TRY("process_vm_writev", syscall(SYS_process_vm_writev, getpid(), 0, 0, 0, 0, 0)); TRY("fspick", syscall(SYS_fspick, -100, "/", 0));
  TRY("fsconfig", syscall(SYS_fsconfig, 0, 0, 0, 0, 0)); TRY("memfd_secret", syscall(447, 0)); TRY("statmount", syscall(457, 0, 0, 0, 0)); TRY("open_tree_attr", syscall(467, 0, 0, 0, 0, 0));
  TRY("io_uring_register", syscall(SYS_io_uring_register, 0, 0, 0, 0)); TRY("pidfd_getfd", syscall(SYS_pidfd_getfd, 0, 0, 0)); TRY("process_madvise", syscall(SYS_process_madvise, 0, 0, 0, 0, 0));
  TRY("AF_NETLINK", socket(AF_NETLINK, SOCK_RAW, 0)); TRY("AF_PACKET", socket(AF_PACKET, SOCK_RAW, 0)); TRY("AF_ALG", socket(AF_ALG, SOCK_SEQPACKET, 0)); TRY("AF_VSOCK", socket(AF_VSOCK, SOCK_STREAM, 0));
  const int families[] = {0, AF_INET, AF_NETLINK, AF_PACKET}; int pair[2];  // EOPNOTSUPP would come of the kernel, which made the sockets first
  for (int i = 0; i < 4; ++i) if (socketpair(families[i], SOCK_RAW, 0, pair) == 0 || errno != EPERM) { printf("allowed pair %d\n", families[i]); ++allowed; }
  TRY("setuid", setuid(0)); TRY("mknod", mknod("/out/null", S_IFCHR | 0666, 0x103));
  printf("%d\n", allowed); return 0;
}
static int foreign_abi(void) { syscall(0x40000000 + SYS_getpid); return 0; }
static int foreign_gate(void) {  // getpid by the 32-bit gate; some kernels have none
#ifdef __x86_64__
  long got = 20; __asm__ volatile("int $0x80" : "+a"(got) : : "memory"); printf("%d\n", got == getpid());
#endif
  return 0;
}
static int echo(void) { char b[4096]; ssize_t n; while ((n = read(0, b, sizeof b)) > 0) write(1, b, n); return 0; }
static int channel(void) { char b[256]; ssize_t n = read(4, b, sizeof b); write(3, b, n); n = read(4, b, sizeof b); printf("%d\n", (int)n); return 0; }
static int environment(void) { extern char **environ; for (char **e = environ; *e; ++e) puts(*e); return 0; }
static int meet(void) {
  int fd = socket(AF_UNIX, SOCK_DGRAM, 0); struct sockaddr_un at = {AF_UNIX, "\0grader-meet"};
  printf("%d\n", bind(fd, (void *)&at, 14) == 0); fflush(stdout); usleep(400000); return 0;
}

static const struct { const char *name; int (*run)(void); } kAttacks[] = {
  {"honest", honest}, {"exit_seven", exit_seven}, {"crash", crash}, {"kill_self", kill_self}, {"malloc_bomb", malloc_bomb}, {"many_small", many_small},
  {"memfd_bomb", memfd_bomb}, {"oom_in_child", oom_in_child}, {"fork_bomb", fork_bomb}, {"busy", busy}, {"hidden_cpu", hidden_cpu}, {"idle", idle}, {"deaf", deaf}, {"spread", spread},
  {"flood_out", flood_out}, {"flood_err", flood_err}, {"flood_report", flood_report}, {"fill_disk", fill_disk}, {"fill_inodes", fill_inodes}, {"big_file", big_file},
  {"daemon_stays", daemon_stays}, {"zombies", zombies}, {"kill_all", kill_all}, {"signal_otherwise", signal_otherwise}, {"pairs", pairs}, {"alter_host", alter_host}, {"trace_parent", trace_parent}, {"read_host", read_host}, {"write_system", write_system},
  {"list_fds", list_fds}, {"report_link", report_link}, {"report_parent_link", report_parent_link}, {"report_fifo", report_fifo}, {"report_folder", report_folder},
  {"report_twice", report_twice}, {"report_sparse", report_sparse}, {"report_good", report_good}, {"report_dark", report_dark}, {"connect_host", connect_host},
  {"denied", denied}, {"foreign_abi", foreign_abi}, {"foreign_gate", foreign_gate}, {"echo", echo}, {"channel", channel}, {"environment", environment}, {"meet", meet}};

int main(int argc, char **argv) {
  for (size_t i = 0; argc > 1 && i < sizeof kAttacks / sizeof *kAttacks; ++i)
    if (strcmp(argv[1], kAttacks[i].name) == 0) { int code = kAttacks[i].run(); fflush(stdout); return code; }
  return 99;
}
