#pragma once
// One task of an array that has not come to an end, as seen from outside, and what to do about it.

#include <chrono>
#include <optional>
#include <string>

#include "grader/cohort/slurm_text.h"

namespace grader::cohort {

struct WatchTimes {
  std::chrono::seconds grace{120};    // for a file to be seen that was written elsewhere, and for what may pass
  std::chrono::seconds silence{600};  // without a sign of life, before a running task is taken for a ghost
};

struct Verdict {
  enum class Step {
    kNone,
    kReleaseHold,  // Slurm holds it
    kHurry,        // it has a penalty
    kGiveUp,       // nothing will come of it
  };
  Step step = Step::kNone;
  std::string problem;  // of kGiveUp, for people
};

class Watch {
 public:
  using Time = std::chrono::steady_clock::time_point;
  // What to do now that the task stands so; nothing: the cluster does not know it. `beat` is any text that changes with
  // a running task's signs of life.
  Verdict see(const std::optional<QueueRow>& row, const std::string& beat, Time now, const WatchTimes& times);

 private:
  struct Seen {
    std::optional<JobState> state;  // nothing: not known to the cluster
    std::string beat;
    bool operator==(const Seen&) const = default;
  };
  std::optional<Seen> seen_;  // last
  Time since_;                // it is as last seen
  bool released_ = false;
};

}  // namespace grader::cohort
