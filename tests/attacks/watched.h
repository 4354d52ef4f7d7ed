#pragma once
// Runs one of our programs as its parent and looks at it while it works: what it holds, and what it leaves behind.

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/support/shell.h"

namespace grader::attacks {

namespace fs = std::filesystem;

struct Command {
  std::vector<std::string> argv;
  std::map<std::string, std::string> env;  // the whole environment
  std::string input;
  std::string leak;                        // a file that is left open for the program as descriptor 77; "": none
  std::chrono::milliseconds wall{60'000};  // then it is killed, and `overdue`
};

struct Watched {
  int code = -1;  // exit code; 128 + signal
  bool overdue = false;
  std::string out;
  std::string err;
  std::chrono::milliseconds wall{0};
  std::uint64_t most_kib = 0;          // high-water mark of its memory, looked at every few milliseconds
  std::size_t most_descriptors = 0;    // most of them open at one time
  std::vector<std::string> survivors;  // of it: still there one second after its end
};

// From the first call on, this process adopts every orphan of what it started: a survivor cannot hide by losing its
// parent. Processes of `beside` are somebody else's.
Watched watch(const Command& command, const fs::path& scratch, const std::set<pid_t>& beside = {});

// Starts a command and does not wait. Its output goes to `out`.
pid_t start(const Command& command, const fs::path& scratch, const fs::path& out);
int finish(pid_t pid);  // its exit code, or 128 + signal

// Processes that are children of this process, or that carry `mark` in their command line or environment.
std::vector<std::string> processes_of_ours(const std::string& mark, const std::set<pid_t>& beside);

// Control groups of a supervisor, with the processes in them.
std::vector<std::string> groups_of(pid_t supervisor);

// A word in the command line and the environment of everything this test process starts in a box.
std::string start_mark();

}  // namespace grader::attacks
