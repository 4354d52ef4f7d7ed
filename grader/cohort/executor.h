#pragma once
// The seam to where gradings run: this machine, or a cluster. It runs jobs and says when they are over; whether one did
// its work is seen by what it wrote, never by what is said here.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "grader/base/result.h"

namespace grader::cohort {

struct Job {
  std::string name;                        // unique in a run: letters, digits, '-'
  std::vector<std::string> argv;           // argv[0] is an absolute path
  std::map<std::string, std::string> env;  // the whole environment; nothing is inherited
  std::chrono::seconds wall{1'800};        // then it is killed with all that it started
  std::uint64_t memory_mib = 1'024;        // what it is expected to need
};

struct JobEnd {
  std::string name;
  std::string problem;  // what the executor saw go wrong, for people; "" for nothing
};

// One thread at a time.
class Executor {
 public:
  virtual ~Executor() = default;
  // Takes the jobs on; they may begin at once. May be called again, also with the name of a job that is over. Fails
  // with kPlatform when nothing of it was taken on.
  virtual Result<void> submit(const std::vector<Job>& jobs) = 0;
  // Jobs that are over and were not reported before; waits for one at most that long. Empty: none is yet. What cannot
  // be known at the moment (the controller of a cluster is away) is no end. Fails with kPlatform when it will never be
  // known.
  virtual Result<std::vector<JobEnd>> poll(std::chrono::milliseconds wait) = 0;
  // Ends everything that runs or waits. Nothing of it is running any more when this comes back; the same happens when
  // the executor dies.
  virtual void cancel() = 0;
};

}  // namespace grader::cohort
