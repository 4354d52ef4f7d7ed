// Processes: too many, too long, too deaf to end.
#include <pthread.h>
#include <time.h>

#include "programs.h"

static int honest(int twin) {
  (void)twin;
  puts("hello");
  return 0;
}

// Sleeps long enough for another box to attack beside it.
static int nap(int twin) {
  (void)twin;
  puts("ready");
  fflush(stdout);
  usleep(900000);
  return 0;
}

static int fork_bomb(int twin) {
  int made = 0;
  for (int i = 0; i < (twin ? 8 : 5000); ++i) {
    pid_t child = fork();
    if (child == 0) {
      alarm(60);
      pause();
      _exit(0);
    }
    if (child > 0) ++made;
  }
  printf("%d\n", made);
  return 0;
}

static int idle(int twin) {
  if (twin) usleep(50000);
  else sleep(60);
  return 0;
}

static void burn(double seconds) {
  struct timespec now;
  volatile uint64_t waste = 0;
  do {
    for (int i = 0; i < 100000; ++i) ++waste;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  } while (now.tv_sec + now.tv_nsec / 1e9 < seconds);
}

static int busy(int twin) {
  burn(twin ? 0.02 : 30);
  return 0;
}

static void *burn_in_thread(void *seconds) {
  burn(*(double *)seconds);
  return NULL;
}

static int busy_threads(int twin) {
  pthread_t threads[4];
  double seconds = twin ? 0.02 : 30;
  int made = 0;
  for (int i = 0; i < 4; ++i) made += pthread_create(&threads[i], NULL, burn_in_thread, &seconds) == 0;
  for (int i = 0; i < made; ++i) pthread_join(threads[i], NULL);
  printf("%d\n", made);
  return 0;
}

// Children nobody waits for: their time is in no parent's account.
static int hidden_time(int twin) {
  signal(SIGCHLD, SIG_IGN);
  for (int i = 0; i < 4; ++i) {
    if (fork() != 0) continue;
    burn(twin ? 0.01 : 30);
    _exit(0);
  }
  if (!twin) sleep(30);
  return 0;
}

static void rearm(int number) { signal(number, rearm); }

static int deaf(int twin) {
  sigset_t all;
  sigfillset(&all);
  for (int s = 1; s < 65; ++s) signal(s, s % 2 ? SIG_IGN : rearm);
  sigprocmask(SIG_BLOCK, &all, NULL);
  if (!twin) for (int i = 0; i < 600; ++i) usleep(100000);
  return 0;
}

static int daemon_stays(int twin) {
  if (fork() == 0) {
    setsid();
    if (fork() == 0) {
      if (!twin) {
        close(0);
        close(1);
        close(2);
        sleep(20);
      }
      _exit(0);
    }
    _exit(0);
  }
  wait(NULL);
  puts("main done");
  return 0;
}

static int zombies(int twin) {
  int made = 0;
  for (int i = 0; i < (twin ? 20 : 1000); ++i) {
    pid_t child = fork();
    if (child == 0) _exit(0);
    if (child > 0) ++made;
    if (twin) waitpid(child, NULL, 0);
  }
  printf("%d\n", made);
  return 0;
}

// 300 orphans one after the other: a box whose init did not reap them would be full after a few dozen.
static int orphans(int twin) {
  int made = 0;
  for (int i = 0; i < (twin ? 3 : 300); ++i) {
    pid_t child = -1;
    for (int tries = 0; tries < 2000 && (child = fork()) < 0; ++tries) usleep(1000);
    if (child == 0) {
      if (fork() == 0) _exit(0);
      _exit(0);
    }
    if (child > 0 && waitpid(child, NULL, 0) == child) ++made;
  }
  printf("%d\n", made);
  return 0;
}

// Only in a box of its own: prints how many other processes took a signal.
static int kill_all(int twin) {
  int hit = 0;
  if (!twin) {
    if (outside_a_box()) return 98;
    for (int p = 2; p < 40000; ++p) if (p != getpid() && kill(p, SIGKILL) == 0) ++hit;
    kill(1, SIGKILL);
    kill(1, SIGTERM);
    killpg(1, SIGKILL);
    kill(-1, SIGKILL);
  } else {
    pid_t child = fork();
    if (child == 0) for (;;) pause();
    if (kill(child, SIGKILL) != 0 || waitpid(child, NULL, 0) != child) return 9;
  }
  printf("%d\n", hit);
  return 0;
}

const struct program kProcesses[] = {{"honest", honest}, {"nap", nap}, {"fork_bomb", fork_bomb}, {"idle", idle},
                                     {"busy", busy}, {"busy_threads", busy_threads}, {"hidden_time", hidden_time},
                                     {"deaf", deaf}, {"daemon_stays", daemon_stays}, {"zombies", zombies},
                                     {"orphans", orphans}, {"kill_all", kill_all}, {0}};
