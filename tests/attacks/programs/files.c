// What is left at /out/r, where the test collects a report. The twins leave a small regular file.
#include <sys/socket.h>
#include <sys/sysmacros.h>
#include <sys/un.h>

#include "programs.h"

static int leave(const char *path, const char *text) {
  int fd = open(path, O_CREAT | O_WRONLY, 0644);
  int written = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
  close(fd);
  return written ? 0 : 9;
}

static int report_link(int twin) { return twin ? leave("/out/r", "fine") : symlink(argument, "/out/r") != 0; }

// The folder above the report is the link.
static int report_below_link(int twin) {
  if (twin) return leave("/out/d/r", "fine");
  return rmdir("/out/d") != 0 || symlink(argument, "/out/d") != 0;
}

static int report_fifo(int twin) { return twin ? leave("/out/r", "fine") : mkfifo("/out/r", 0644) != 0; }
static int report_folder(int twin) { return twin ? leave("/out/r", "fine") : mkdir("/out/r", 0755) != 0; }

static int report_socket(int twin) {
  if (twin) return leave("/out/r", "fine");
  struct sockaddr_un at = {.sun_family = AF_UNIX, .sun_path = "/out/r"};
  return bind(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&at, sizeof at) != 0;
}

// Prints whether a device could be made.
static int report_device(int twin) {
  if (twin) return leave("/out/r", "fine");
  printf("%d\n", mknod("/out/r", S_IFCHR | 0666, makedev(1, 5)) == 0);
  return 0;
}

static int report_two_names(int twin) {
  if (twin) return leave("/out/r", "fine");
  if (link("/job/programs", "/out/r") == 0) return 9;
  return leave("/out/a", "mine") != 0 || link("/out/a", "/out/r") != 0;
}

static int report_sparse(int twin) {
  int fd = open("/out/r", O_CREAT | O_WRONLY, 0644);
  return ftruncate(fd, twin ? 500 : atoll(argument)) == 0 ? 0 : 9;
}

// A folder nobody may enter, and names no report can show: 255 bytes, a line feed, bytes that are no UTF-8.
static int odd_names(int twin) {
  char name[300] = "/out/t/";
  if (mkdir("/out/t", 0755) != 0 || leave("/out/t/plain", "fine") != 0) return 9;
  if (twin) return 0;
  memset(name + 7, 'n', 255);
  leave(name, "long");
  leave("/out/t/new\nline \x1b[31m", "line feed");
  leave("/out/t/\xff\xfe", "no UTF-8");
  mkdir("/out/t/dark", 0755);
  leave("/out/t/dark/file", "dark");
  return chmod("/out/t/dark", 0);
}

// 2,000 folders in each other, or as many as the box allows, with a file in each.
static int deep_folders(int twin) {
  if (mkdir("/out/t", 0755) != 0 || chdir("/out/t") != 0) return 9;
  for (int i = 0; i < (twin ? 3 : 2000); ++i) {
    if (leave("f", "x") != 0 || mkdir("d", 0755) != 0 || chdir("d") != 0) break;
  }
  return 0;
}

// As many files as the box allows, each with a path of about 3,000 bytes that JSON writes six times as long.
static int wide_report(int twin) {
  char name[200];
  if (mkdir("/out/t", 0755) != 0 || chdir("/out/t") != 0) return 9;
  memset(name, 1, sizeof name);
  name[199] = 0;
  for (int i = 0; i < (twin ? 1 : 14); ++i) if (mkdir(name, 0755) != 0 || chdir(name) != 0) break;
  for (int i = 0; i < (twin ? 10 : 20000); ++i) {
    sprintf(name + 190, "%d", i);
    if (leave(name, "") != 0) break;
  }
  return 0;
}

const struct program kFiles[] = {{"report_link", report_link}, {"report_below_link", report_below_link},
                                 {"report_fifo", report_fifo}, {"report_folder", report_folder},
                                 {"report_socket", report_socket}, {"report_device", report_device},
                                 {"report_two_names", report_two_names}, {"report_sparse", report_sparse},
                                 {"odd_names", odd_names}, {"deep_folders", deep_folders},
                                 {"wide_report", wide_report}, {0}};
