#pragma once
// What Slurm's commands print, and what our script on its nodes reads and writes.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grader/cohort/executor.h"

namespace grader::cohort {

// One task of an array as squeue shows it.
struct QueueRow {
  std::string array;    // id of the whole array
  unsigned index = 0;   // in it
  std::string state;    // RUNNING, PENDING, ...
  std::string comment;  // as it was submitted
  std::string reason;   // why it is in that state; "None" for nothing
  bool operator==(const QueueRow&) const = default;
};

// For squeue's --format; the reason is last, since it is free text.
constexpr const char* kQueueFormat = "%F|%K|%T|%k|%r";

// Lines that are no task of an array are left out.
std::vector<QueueRow> read_queue(std::string_view text);

// The id in what `sbatch --parsable` prints, also after other lines or before a cluster's name; "" when there is none.
std::string read_job_id(std::string_view text);

// How many tasks one array can have, by `scontrol show config`; 0 when it is not said.
std::size_t read_max_array(std::string_view text);

// What a state means for someone who waits for the task.
enum class JobState {
  kWaiting,   // it will run, as far as anybody knows
  kHeld,      // it will not run until it is released
  kPutBack,   // it ran on a machine that went away, and has a penalty of minutes before it may run again
  kHopeless,  // it waits for what will not come
  kRunning,   // it runs, or is being cleared away
  kOver,
};
JobState job_state_of(const QueueRow& row);

// What the script leaves when a job is over.
struct Marker {
  int code = -1;                 // exit code of the job, 128 + signal
  std::chrono::seconds took{0};  // until then
};
// Nothing: the script did not write this.
std::optional<Marker> read_marker(std::string_view text);

// What went wrong by a marker, for people; "" for nothing.
std::string problem_of(const Marker& marker, const Job& job);

// The words that `env -i` gets for a job, each ended by a zero byte: its environment, a time limit and its argv.
std::string words_of(const Job& job);

// The script that runs one task of an array; its first lines say what it is given and what it leaves.
std::string_view task_script();

}  // namespace grader::cohort
