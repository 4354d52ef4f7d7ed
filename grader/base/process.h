#pragma once
// The seam to trusted programs: git's client and our sandbox helper. A learner's program is never started from here; it
// runs inside `grader-sandbox`, which is.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "grader/base/result.h"

namespace grader {

struct Command {
  std::vector<std::string> argv;           // argv[0] is an absolute path or is looked up on the trusted PATH
  std::map<std::string, std::string> env;  // the whole environment of the child; nothing is inherited
  std::filesystem::path folder;            // empty: the current one
  std::string input;                       // standard input, then end of file
  std::chrono::milliseconds wall{60'000};  // then SIGTERM, and after a second SIGKILL, to its whole process group
  std::uint64_t output_cap = 16U << 20U;   // bytes kept of standard output and of standard error, each
  std::uint64_t file_cap = 0;              // RLIMIT_FSIZE of the child in bytes; 0: none
  std::stop_token stop;                    // asked to: ends it as at `wall`
};

struct Finished {
  int code = -1;           // exit code; 128 + signal when a signal ended it
  bool timed_out = false;  // ended at `wall`, or because it was asked to stop
  std::string output;      // the first output_cap bytes; more was read and thrown away
  std::string error;
};

class ProcessRunner {
 public:
  virtual ~ProcessRunner() = default;
  // Runs to its end and reaps it and its process group; when this process dies first, the child is sent SIGTERM. A code
  // other than 0 is not an Error. Fails with kPlatform when the program cannot be started. Safe from several threads.
  virtual Result<Finished> run(const Command& command) = 0;
};

// The real one: Boost.Process v2 watches what launch.h starts.
class SystemProcessRunner final : public ProcessRunner {
 public:
  Result<Finished> run(const Command& command) override;
};

// The absolute path of a program on the trusted PATH (/usr/local/bin:/usr/bin:/bin), or empty when it is not there.
std::filesystem::path find_program(const std::string& name);

}  // namespace grader
