// Other processes and what belongs to them. Each prints how many things it could reach.
#include <dirent.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include "programs.h"

static int writes_memory_of(pid_t pid) {
  char byte = 0;
  struct iovec local = {&byte, 1}, remote = {(void *)argument, 1};
  return syscall(SYS_process_vm_writev, pid, &local, 1UL, &remote, 1UL, 0UL) == 1;
}

static int trace(int twin) {
  int reached = 0;
  if (outside_a_box()) return 98;
  pid_t sibling = fork();
  if (sibling == 0) for (;;) pause();
  if (twin) {  // one's own child may be signalled and waited for
    reached += kill(sibling, SIGSTOP) == 0 && waitpid(sibling, NULL, WUNTRACED) == sibling;
  } else {
    pid_t pids[] = {1, getppid(), sibling};
    for (int i = 0; i < 3; ++i) {
      char path[64];
      reached += ptrace(PTRACE_ATTACH, pids[i], 0, 0) == 0;
      reached += ptrace(PTRACE_SEIZE, pids[i], 0, 0) == 0;
      reached += writes_memory_of(pids[i]);
      if (pids[i] == sibling) continue;
      sprintf(path, "/proc/%d/mem", pids[i]);
      reached += open(path, O_RDWR) >= 0;
    }
  }
  kill(sibling, SIGKILL);
  waitpid(sibling, NULL, 0);
  printf("%d\n", reached);
  return 0;
}

// What /proc says of every process, printed for the test to look for its marks in.
static void print_file(const char *pid, const char *name) {
  static char bytes[16384];
  char path[300];
  snprintf(path, sizeof path, "/proc/%s/%s", pid, name);
  ssize_t size = readlink(path, bytes, sizeof bytes);
  if (size < 0) {
    int fd = open(path, O_RDONLY | O_NONBLOCK);
    size = fd < 0 ? -1 : read(fd, bytes, sizeof bytes);
    if (fd >= 0) close(fd);
  }
  if (size > 0) fwrite(bytes, 1, size, stdout);
}

static int walk_proc(int twin) {
  const char *names[] = {"cmdline", "environ", "cwd", "root", "exe", "maps", "mounts", "cgroup", NULL};
  DIR *proc = opendir("/proc");
  if (!proc) return 0;  // a box without a /proc shows nothing
  for (struct dirent *entry; (entry = readdir(proc));) {
    if (entry->d_name[0] < '0' || entry->d_name[0] > '9') continue;
    if (twin && atoi(entry->d_name) != getpid()) continue;
    for (int i = 0; names[i]; ++i) print_file(entry->d_name, names[i]);
  }
  return 0;
}

static int can_read(const char *path) {
  int fd = open(path, O_RDONLY | O_NONBLOCK);
  if (fd < 0) return 0;
  printf("opened %s\n", path);
  return 1;
}

// `argument` is the path of the canary on the host.
static int read_host(int twin) {
  const char *paths[] = {"/etc/shadow", "/root", "/home", "/var", "/sys", "/boot", "/opt", "/run", "/srv", "/mnt",
                         "/etc/hostname", "/proc/1/root/etc/shadow", "/proc/1/cwd", "/job/../../etc/shadow",
                         "/job/tests/hidden", "/dev/mem", "/dev/kmsg", "/dev/tty", "/proc/kcore", NULL};
  int reached = 0;
  if (twin) {
    reached = can_read("/job/programs") + can_read("/etc/passwd");
  } else {
    for (int i = 0; paths[i]; ++i) reached += can_read(paths[i]);
    if (*argument) reached += can_read(argument);
  }
  printf("%d\n", reached);
  return 0;
}

static int write_host(int twin) {
  const char *paths[] = {"/usr/x", "/job/x", "/etc/x", "/x", "/dev/x", "/proc/x", "/proc/sys/kernel/hostname",
                         "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/1/oom_score_adj", NULL};
  int reached = 0;
  if (outside_a_box()) return 98;
  if (twin) paths[0] = "/out/x", paths[1] = "/tmp/x", paths[2] = "/dev/shm/x", paths[3] = NULL;
  for (int i = 0; paths[i]; ++i) reached += open(paths[i], O_CREAT | O_WRONLY, 0644) >= 0;
  if (!twin && *argument) reached += open(argument, O_WRONLY | O_APPEND) >= 0 || unlink(argument) == 0;
  printf("%d\n", reached);
  return 0;
}

static int list_descriptors(int twin) {
  (void)twin;
  char byte;
  signal(SIGPIPE, SIG_IGN);  // a pipe of whoever started us, which nobody reads, must not end us before we have spoken
  for (int fd = 0; fd < 4096; ++fd) if (fcntl(fd, F_GETFD) >= 0) printf("%d ", fd);
  for (int fd = 5; fd < 4096; ++fd) if (read(fd, &byte, 1) > 0 || write(fd, "x", 1) > 0) printf("used %d ", fd);
  puts("");
  return 0;
}

const struct program kOthers[] = {{"trace", trace}, {"walk_proc", walk_proc}, {"read_host", read_host},
                                  {"write_host", write_host}, {"list_descriptors", list_descriptors}, {0}};
