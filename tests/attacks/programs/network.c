// Reaching the host or another box.
#include <arpa/inet.h>
#include <mqueue.h>
#include <sys/msg.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>

#include "programs.h"

// `argument` is the port of listeners on the host's loopback. Prints how many calls got through; none may.
static int reaches(int family, int type, const void *to, socklen_t size) {
  int fd = socket(family, type | SOCK_NONBLOCK, 0);
  if (fd < 0) return 0;
  int reached = connect(fd, to, size) == 0;
  if (type == SOCK_DGRAM) reached = send(fd, "x", 1, 0) == 1;
  close(fd);
  return reached;
}

static int reach_host(int twin) {
  int reached = 0, pair[2];
  char byte;
  if (twin) {  // sockets between one's own processes are fine
    reached = socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0 && write(pair[0], "x", 1) == 1 && read(pair[1], &byte, 1) == 1;
  } else {
    struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons(atoi(argument))};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons(atoi(argument)), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    inet_pton(AF_INET, "127.0.0.1", &four.sin_addr);
    reached += reaches(AF_INET, SOCK_STREAM, &four, sizeof four) + reaches(AF_INET, SOCK_DGRAM, &four, sizeof four);
    reached += reaches(AF_INET6, SOCK_STREAM, &six, sizeof six) + reaches(AF_INET6, SOCK_DGRAM, &six, sizeof six);
  }
  printf("%d\n", reached);
  return 0;
}

enum { kKey = 0x47524144 };
static const struct sockaddr_un kAbstract = {.sun_family = AF_UNIX, .sun_path = "\0grader-attack-meet"};

// Leaves something everywhere a second box could find it.
static void offer(void) {
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  bind(fd, (const struct sockaddr *)&kAbstract, sizeof kAbstract);
  listen(fd, 1);
  shmget(kKey, 4096, IPC_CREAT | 0666);
  msgget(kKey, IPC_CREAT | 0666);
  struct mq_attr attr = {.mq_maxmsg = 1, .mq_msgsize = 16};
  mq_open("/grader-attack-meet", O_CREAT | O_RDWR, 0666, &attr);
  mkfifo("/tmp/grader-attack-meet", 0666);
  close(open("/dev/shm/grader-attack-meet", O_CREAT | O_WRONLY, 0666));
}

static int find(void) {
  int found = connect(socket(AF_UNIX, SOCK_STREAM, 0), (const struct sockaddr *)&kAbstract, sizeof kAbstract) == 0;
  found += shmget(kKey, 4096, 0666) >= 0;
  found += msgget(kKey, 0666) >= 0;
  found += mq_open("/grader-attack-meet", O_RDWR) != (mqd_t)-1;
  found += access("/tmp/grader-attack-meet", F_OK) == 0;
  found += access("/dev/shm/grader-attack-meet", F_OK) == 0;
  return found;
}

static void tidy(void) {
  shmctl(shmget(kKey, 4096, 0666), IPC_RMID, NULL);
  msgctl(msgget(kKey, 0666), IPC_RMID, NULL);
  mq_unlink("/grader-attack-meet");
  unlink("/tmp/grader-attack-meet");
  unlink("/dev/shm/grader-attack-meet");
}

static int wait_to_be_met(int twin) {
  (void)twin;
  offer();
  puts("ready");
  fflush(stdout);
  usleep(1500000);
  tidy();
  return 0;
}

// The twin meets itself, in one box.
static int meet(int twin) {
  if (twin) offer();
  printf("%d\n", find());
  return 0;
}

const struct program kNetwork[] = {{"reach_host", reach_host}, {"wait_to_be_met", wait_to_be_met}, {"meet", meet}, {0}};
