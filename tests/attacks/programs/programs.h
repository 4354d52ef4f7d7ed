// Bounded attacks on the box, each in two shapes: the attack, and its harmless twin, which does an allowed thing in the
// same way. Every one ends by itself even where nothing holds it.
#pragma once
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct program {
  const char* name;
  int (*run)(int twin);  // the exit code
};

// Some attacks would harm a host that lets them: these run only as the child of a box's process 1.
static inline int outside_a_box(void) {
  return getppid() != 1;
}

// What the test tells the program: a path, a port, a size; "" for nothing.
extern const char* argument;

extern const struct program kProcesses[], kResources[], kOthers[], kFiles[], kNetwork[],
    kCalls[];  // each ends with {0}
