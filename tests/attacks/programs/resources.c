// Memory, disk and streams.
#include <sys/mman.h>
#include <sys/resource.h>

#include "programs.h"

static int hold(size_t mib) {
  for (size_t i = 0; i < mib; ++i) {
    char *block = malloc(1 << 20);
    if (!block) return 9;
    memset(block, 1, 1 << 20);
  }
  return 0;
}

static int malloc_bomb(int twin) { return hold(twin ? 8 : 2048); }

// Each process stays below the limit, together they do not.
static int many_small(int twin) {
  for (int i = 0; i < 8; ++i) {
    if (fork() != 0) continue;
    hold(twin ? 1 : 20);
    if (!twin) sleep(2);
    _exit(0);
  }
  while (wait(NULL) > 0) {}
  return 0;
}

// As "dd ... | tail" does: the child is the one that dies, the parent ends well.
static int child_over_memory(int twin) {
  if (fork() == 0) _exit(hold(twin ? 8 : 2048));
  wait(NULL);
  return 0;
}

// Memory that is in no process's own account.
static int memfd_bomb(int twin) {
  static char block[1 << 20];
  int fd = memfd_create("x", 0);
  for (int i = 0; i < (twin ? 3 : 300); ++i) if (write(fd, block, sizeof block) < 0) return 9;
  return 0;
}

// Files of 16 MiB until the disk is full or 4 GiB are written.
static int fill_disk(int twin) {
  static char block[1 << 20];
  char name[64];
  for (int i = 0; i < (twin ? 1 : 256); ++i) {
    sprintf(name, "/out/f%d", i);
    int fd = open(name, O_CREAT | O_WRONLY, 0644);
    for (int k = 0; k < (twin ? 1 : 16); ++k) if (fd < 0 || write(fd, block, sizeof block) < 0) return twin ? 9 : 0;
    close(fd);
  }
  return 0;
}

// The same, tidied away before the end: the disk was full all the same.
static int fill_and_tidy(int twin) {
  static char block[1 << 20];
  int fd = open("/out/big", O_CREAT | O_WRONLY, 0644);
  for (int k = 0; k < (twin ? 1 : 4096); ++k) if (write(fd, block, sizeof block) < 0) break;
  usleep(200000);
  close(fd);
  return unlink("/out/big") == 0 ? 0 : 9;
}

static int fill_inodes(int twin) {
  char name[64];
  int made = 0;
  for (int i = 0; i < (twin ? 50 : 400000); ++i) {
    sprintf(name, "/tmp/f%d", i);
    int fd = open(name, O_CREAT | O_WRONLY, 0644);
    if (fd < 0) break;
    close(fd);
    ++made;
  }
  printf("%d\n", made);
  return 0;
}

static int flood(int fd, int twin) {
  static char block[65536];
  memset(block, 'y', sizeof block);
  if (twin) return write(fd, block, 1000) == 1000 ? 0 : 9;
  for (int i = 0; i < 4800; ++i) if (write(fd, block, sizeof block) < 0) return 9;  // 300 MiB
  return 0;
}

static int flood_out(int twin) { return flood(1, twin); }
static int flood_err(int twin) { return flood(2, twin); }
static int flood_report(int twin) { return flood(3, twin); }

// Tries to get a core file of its own crash; says first what it may have.
static int crash(int twin) {
  struct rlimit core = {RLIM_INFINITY, RLIM_INFINITY};
  setrlimit(RLIMIT_CORE, &core);
  getrlimit(RLIMIT_CORE, &core);
  core.rlim_cur = core.rlim_max;
  setrlimit(RLIMIT_CORE, &core);
  printf("%llu\n", (unsigned long long)core.rlim_cur);
  fflush(stdout);
  chdir("/out");
  if (!twin) raise(SIGSEGV);
  return 0;
}

const struct program kResources[] = {{"malloc_bomb", malloc_bomb}, {"many_small", many_small},
                                     {"child_over_memory", child_over_memory}, {"memfd_bomb", memfd_bomb},
                                     {"fill_disk", fill_disk}, {"fill_and_tidy", fill_and_tidy},
                                     {"fill_inodes", fill_inodes}, {"flood_out", flood_out}, {"flood_err", flood_err},
                                     {"flood_report", flood_report}, {"crash", crash}, {0}};
