#pragma once
// What every executor keeps to. A case is run over each; over Slurm within `scripts/slurm-test-cluster run`.

#include <gmock/gmock.h>
#include <signal.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include "grader/base/text.h"
#include "grader/cohort/local_pool.h"
#include "grader/cohort/slurm.h"
#include "tests/support/shell.h"

namespace grader::cohort {

enum class Kind { kLocalPool, kSlurm };

inline std::string name_of(Kind kind) {
  return kind == Kind::kLocalPool ? "LocalPool" : "Slurm";
}
inline void PrintTo(Kind kind, std::ostream* stream) {
  *stream << name_of(kind);
}

// Gone, or dead and waiting for whoever inherited it.
inline bool is_over(const std::string& pid) {
  std::ifstream stat("/proc/" + pid + "/stat");
  std::string number;
  std::string name;
  std::string state;
  return !(stat >> number >> name >> state) || state == "Z";
}

inline void pause() {
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

// The text of a file that a job writes by renaming; waits for it.
inline std::string awaited(const std::filesystem::path& file) {
  while (!std::filesystem::exists(file)) pause();
  return trim(support::slurp(file));
}

// Of the cluster in which the test runs, with little patience.
inline SlurmSettings quick(const std::filesystem::path& folder) {
  SlurmSettings settings{.run = "test", .folder = folder / "slurm"};
  settings.look = std::chrono::seconds(1);
  settings.beat = std::chrono::seconds(1);
  settings.watch = {.grace = std::chrono::seconds(5), .silence = std::chrono::seconds(120)};
  return settings;
}

inline std::unique_ptr<Slurm> slurm_of(ProcessRunner& runner, const SlurmSettings& settings) {
  auto slurm = Slurm::open(runner, settings);
  EXPECT_TRUE(slurm) << message(slurm.error());
  return slurm ? std::move(*slurm) : nullptr;
}

// A job that runs a shell's text; $0 is `file`.
inline Job shell_job(const std::string& name, const std::string& text, const std::filesystem::path& file) {
  return {.name = name,
          .argv = {"/bin/sh", "-c", text, file.string()},
          .env = {{"PATH", "/usr/bin:/bin"}},
          .wall = std::chrono::seconds(120),
          .memory_mib = 16};
}

// Writes its process id and sleeps.
inline Job sleeper(const std::string& name, const std::filesystem::path& file) {
  return shell_job(name, "echo $$ > \"$0.new\"; mv \"$0.new\" \"$0\"; exec sleep 600", file);
}

// Polls until so many ends are there, or one that was not expected; what was wrong with each, by name.
inline std::multimap<std::string, std::string> ends_of(Executor& executor, std::size_t count) {
  std::multimap<std::string, std::string> found;
  while (found.size() < count) {
    const auto ends = executor.poll(std::chrono::milliseconds(500));
    EXPECT_TRUE(ends) << message(ends.error());
    if (!ends) break;
    for (const JobEnd& end : *ends) found.emplace(end.name, end.problem);
  }
  return found;
}

}  // namespace grader::cohort
