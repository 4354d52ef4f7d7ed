#pragma once
// Starts one program; for process.cc alone.

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace grader {

struct Launch {
  std::string program;  // its path
  std::vector<std::string> argv;
  std::vector<std::string> env;  // "NAME=value"
  std::string folder;
  int input = -1;  // these three become the child's streams, and it has no other descriptor of ours
  int output = -1;
  int error = -1;
  std::uint64_t file_cap = 0;  // RLIMIT_FSIZE in bytes; 0: none
};

// The child leads a process group of its own and is sent SIGTERM when this thread ends. Until its exec it has our
// memory, so that nothing is copied; what it allocated or locked would stay so with us. Throws std::system_error when
// the program cannot be started. Safe from several threads.
pid_t launch(const Launch& what);

}  // namespace grader
